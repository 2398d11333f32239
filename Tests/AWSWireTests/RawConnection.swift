import Synchronization
import TestSupport

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A client that sends exactly the bytes it is told to, over its own socket.
///
/// Its calls block, so each runs on a thread of its own: the tasks' pool must stay free for the server.
final class RawConnection: Sendable {
    private let descriptor: Int32
    private let pending = Mutex<[UInt8]>([])
    private let secure: SecureClient?

    /// - Parameters:
    ///   - secondsMax: a read that takes longer fails, so that no test waits for ever.
    ///   - tls: shakes hands before anything is sent.
    init(port: Int, secondsMax: Int = 120, tls: SecureClient.Settings? = nil) throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var limit = timeval(tv_sec: secondsMax, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else {
            close(descriptor)
            throw RawError.refused(errno)
        }
        do {
            secure = try tls.map { try SecureClient($0, on: descriptor) }
        } catch {
            close(descriptor)
            throw error
        }
        self.descriptor = descriptor
    }

    /// What both sides have agreed to speak.
    var negotiated: String? { secure?.negotiated }

    deinit { close(descriptor) }

    func send(_ text: String) async throws { try await send(Array(text.utf8)) }

    func send(_ bytes: [UInt8]) async throws {
        try await blocking { [descriptor, secure] in
            var sent = 0
            while sent < bytes.count {
                let count = bytes.withUnsafeBytes { all in
                    let (start, length) = (all.baseAddress! + sent, bytes.count - sent)
                    return secure?.write(start, length) ?? send_(descriptor, start, length)
                }
                guard count > 0 else { throw RawError.broken(errno) }
                sent += count
            }
        }
    }

    /// Tells the server that nothing more will come.
    func finishSending() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// One response, its body as `Content-Length` or chunks say.
    /// - Parameter hasBody: whether the answer has one: those to HEAD have only its length.
    func response(hasBody: Bool = true) async throws -> RawResponse {
        try await blocking { [self] in
            let head = try readHead()
            var response = RawResponse(head: head)
            guard hasBody else { return response }
            if response.headers["transfer-encoding"] == "chunked" {
                response.body = try readChunks()
            } else {
                response.body = try read(exactly: Int(response.headers["content-length"] ?? "0") ?? 0)
            }
            return response
        }
    }

    /// So many bytes, whatever they mean.
    func bytes(_ count: Int) async throws -> [UInt8] {
        try await blocking { [self] in try read(exactly: count) }
    }

    /// Everything up to the end of the connection.
    func rest() async throws -> [UInt8] {
        try await blocking { [self] in
            var all = pending.withLock { $0 }
            while let more = try receive() { all += more }
            return all
        }
    }

    private func readHead() throws -> String {
        while true {
            let head = pending.withLock { bytes -> [UInt8]? in
                guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
                let head = Array(bytes[..<end.lowerBound])
                bytes.removeSubrange(..<end.upperBound)
                return head
            }
            if let head { return String(decoding: head, as: UTF8.self) }
            guard let more = try receive() else { throw RawError.ended }
            pending.withLock { $0 += more }
        }
    }

    private func readChunks() throws -> [UInt8] {
        var body: [UInt8] = []
        while true {
            let line = try readLine()
            guard let count = Int(line, radix: 16) else { throw RawError.malformed(line) }
            body += try read(exactly: count)
            _ = try readLine()
            if count == 0 { return body }
        }
    }

    private func readLine() throws -> String {
        var line: [UInt8] = []
        while true {
            let byte = try read(exactly: 1)
            if byte == [10] { return String(decoding: line.dropLast(), as: UTF8.self) }
            line += byte
        }
    }

    private func read(exactly count: Int) throws -> [UInt8] {
        while pending.withLock({ $0.count }) < count {
            guard let more = try receive() else { throw RawError.ended }
            pending.withLock { $0 += more }
        }
        return pending.withLock { bytes in
            let result = Array(bytes.prefix(count))
            bytes.removeFirst(count)
            return result
        }
    }

    /// nil at the end of the connection.
    private func receive() throws -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = secure?.read(&buffer) ?? recv(descriptor, &buffer, buffer.count, 0)
        if count > 0 { return Array(buffer.prefix(count)) }
        if count < 0, errno == EAGAIN { throw RawError.slow }
        return nil
    }
}

private func send_(_ descriptor: Int32, _ bytes: UnsafeRawPointer, _ count: Int) -> Int {
    #if canImport(Glibc)
        send(descriptor, bytes, count, Int32(MSG_NOSIGNAL))
    #else
        send(descriptor, bytes, count, 0)
    #endif
}

func blocking<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
        onThread { continuation.resume(with: .init(catching: body)) }
    }
}

enum RawError: Error {
    case refused(Int32), broken(Int32), ended, slow
    case malformed(String)
}

struct RawResponse: Sendable {
    var status: Int
    /// Names in lower case; values of a header that stands there several times are joined by commas.
    var headers: [String: String] = [:]
    var body: [UInt8] = []

    init(head: String) {
        let lines = head.split(separator: "\r\n")
        status = lines.first.flatMap { $0.split(separator: " ").dropFirst().first }.flatMap { Int($0) } ?? 0
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let value = line[line.index(after: colon)...].drop { $0 == " " }.description
            let name = line[..<colon].lowercased()
            headers[name] = headers[name].map { "\($0), \(value)" } ?? value
        }
    }

    var text: String { String(decoding: body, as: UTF8.self) }
}
