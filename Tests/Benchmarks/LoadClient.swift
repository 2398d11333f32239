import Foundation

/// One connection to loopback, kept alive: sends a request, reads the whole answer, again.
final class LoadClient {
    private let port: UInt16
    private var socket: Int32 = -1
    private var chunk = [UInt8](repeating: 0, count: 256 << 10)

    init(port: UInt16) throws {
        self.port = port
        try connect()
    }

    private func connect() throws {
        socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var one: Int32 = 1
        setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let status = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Foundation.connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard status == 0 else {
            throw ServerProcessError(description: "nothing listens on port \(port)")
        }
    }

    deinit {
        close(socket)
    }

    /// - Returns: the answer's head and body.
    /// - Throws: when the server closes the connection or answers anything but a success.
    @discardableResult
    func exchange(_ request: [UInt8]) throws -> String {
        guard send(socket, request, request.count, Int32(MSG_NOSIGNAL)) == request.count else {
            throw ServerProcessError(description: "the connection is gone")
        }
        var answer: [UInt8] = []
        var head: (text: String, end: Int)?
        repeat {
            let count = recv(socket, &chunk, chunk.count, 0)
            guard count > 0 else { throw ServerProcessError(description: "no answer") }
            answer += chunk[..<count]
            head = head ?? Self.bodyStart(answer).map { (String(decoding: answer[..<$0], as: UTF8.self), $0) }
        } while answer.count < head.map { $0.end + Self.contentLength($0.text) } ?? .max
        let text = head?.text ?? ""
        guard text.hasPrefix("HTTP/1.1 2") else { throw ServerProcessError(description: text) }
        if text.lowercased().contains("connection: close") { try reconnect() }
        return String(decoding: answer, as: UTF8.self)
    }

    /// For servers that keep no connection alive.
    private func reconnect() throws {
        close(socket)
        try connect()
    }

    /// A request in the JSON protocol, with a signature that names the account and region and proves nothing.
    static func request(_ target: String, _ body: String) -> [UInt8] {
        let scope = "000000000000/20260101/us-east-1/dynamodb/aws4_request"
        return Array(
            """
            POST / HTTP/1.1\r
            Host: 127.0.0.1\r
            X-Amz-Target: DynamoDB_20120810.\(target)\r
            X-Amz-Date: 20260101T000000Z\r
            Authorization: AWS4-HMAC-SHA256 Credential=\(scope), SignedHeaders=host;x-amz-date, Signature=\(String(repeating: "0", count: 64))\r
            Content-Type: application/x-amz-json-1.0\r
            Content-Length: \(body.utf8.count)\r
            \r
            \(body)
            """.utf8)
    }

    private static func bodyStart(_ answer: [UInt8]) -> Int? {
        let mark = Array("\r\n\r\n".utf8)
        guard answer.count >= mark.count else { return nil }
        return (0...(answer.count - mark.count)).first {
            answer[$0] == mark[0] && answer[$0..<($0 + 4)].elementsEqual(mark)
        }
        .map { $0 + mark.count }
    }

    private static func contentLength(_ head: String) -> Int {
        let line = head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("content-length:") }
        return line.flatMap { Int($0.split(separator: ":")[1].trimmingCharacters(in: .whitespaces)) } ?? 0
    }
}
