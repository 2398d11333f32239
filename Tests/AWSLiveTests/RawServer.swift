import AWSLive
import Synchronization
import TestSupport

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A server on loopback that does to each connection exactly what a test says, on a thread of its own.
final class RawServer: Sendable {
    let port: Int
    private let descriptor: Int32
    private let accepted = Counter()

    /// - Parameter serve: is given each connection, which is closed afterwards.
    init(_ serve: @escaping @Sendable (RawPeer) throws -> Void) throws {
        descriptor = socket(AF_INET, RawPeer.stream, 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = descriptor
        port = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length)
                listen(descriptor, 64)
                getsockname(descriptor, $0, &length)
            }
            return Int(in_port_t(bigEndian: pointer.pointee.sin_port))
        }
        onThread { [accepted] in
            while case let peer = accept(descriptor, nil, nil), peer >= 0 {
                accepted.increment()
                onThread {
                    let peer = RawPeer(peer)
                    try? serve(peer)
                }
            }
        }
    }

    deinit {
        shutdown(descriptor, Int32(SHUT_RDWR))
        close(descriptor)
    }

    var origin: Origin { Origin(isSecure: false, host: "127.0.0.1", port: port) }
    var connectionCount: Int { accepted.value }
}

/// The server's end of one connection. Its calls block.
final class RawPeer: Sendable {
    #if canImport(Glibc)
        static let stream = Int32(SOCK_STREAM.rawValue)
        private static let sendFlags = Int32(MSG_NOSIGNAL)
    #else
        static let stream = SOCK_STREAM
        private static let sendFlags: Int32 = 0
    #endif

    private let descriptor: Int32
    private let pending = Mutex<ArraySlice<UInt8>>([])

    init(_ descriptor: Int32) {
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// The head of the next request, as text, and its body by length or chunks.
    func request() throws -> (head: String, body: [UInt8]) {
        let head = try head()
        return (head, try body(after: head))
    }

    func head() throws -> String {
        let bytes = try take { $0.firstRange(of: [13, 10, 13, 10])?.upperBound }
        return String(decoding: bytes.dropLast(4), as: UTF8.self)
    }

    func body(after head: String) throws -> [UInt8] {
        let lower = head.lowercased()
        if lower.contains("expect: 100-continue") { try send("HTTP/1.1 100 Continue\r\n\r\n") }
        if lower.contains("transfer-encoding: chunked") { return try chunks() }
        guard let at = lower.firstRange(of: "content-length: ") else { return [] }
        let count = Int(lower[at.upperBound...].prefix { $0.isNumber }) ?? 0
        return try take(count)
    }

    private func chunks() throws -> [UInt8] {
        var body: [UInt8] = []
        while true {
            let count = Int(try line(), radix: 16) ?? 0
            body += try take(count)
            _ = try line()
            if count == 0 { return body }
        }
    }

    private func line() throws -> String {
        let bytes = try take { $0.firstIndex(of: 10).map { $0 + 1 } }
        return String(decoding: bytes.dropLast(2), as: UTF8.self)
    }

    func send(_ text: String) throws { try send(Array(text.utf8)) }

    func send(_ bytes: [UInt8]) throws {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes {
                #if canImport(Glibc)
                    Glibc.send(descriptor, $0.baseAddress! + sent, bytes.count - sent, Self.sendFlags)
                #else
                    Darwin.send(descriptor, $0.baseAddress! + sent, bytes.count - sent, Self.sendFlags)
                #endif
            }
            guard count > 0 else { throw PeerGone() }
            sent += count
        }
    }

    func reply(_ status: String = "200 OK", _ body: String = "", headers: [String] = []) throws {
        let lines = ["HTTP/1.1 \(status)", "Content-Length: \(body.utf8.count)"] + headers
        try send(lines.joined(separator: "\r\n") + "\r\n\r\n" + body)
    }

    /// Returns once the other side has closed the connection.
    func waitForClose() {
        while (try? take(1)) != nil {}
    }

    private func take(_ count: Int) throws -> [UInt8] {
        try take { $0.count >= count ? $0.startIndex + count : nil }
    }

    /// The bytes up to an end that is found once enough of them have come.
    private func take(_ end: (ArraySlice<UInt8>) -> Int?) throws -> [UInt8] {
        while true {
            let taken = pending.withLock { pending -> [UInt8]? in
                guard let end = end(pending) else { return nil }
                defer { pending = pending[end...] }
                return Array(pending[..<end])
            }
            if let taken { return taken }
            var buffer = [UInt8](repeating: 0, count: 65_536)
            let count = recv(descriptor, &buffer, buffer.count, 0)
            guard count > 0 else { throw PeerGone() }
            pending.withLock { $0 = ArraySlice(Array($0) + buffer.prefix(count)) }
        }
    }
}

struct PeerGone: Error {}

final class Counter: Sendable {
    private let count = Atomic(0)

    var value: Int { count.load(ordering: .relaxed) }

    @discardableResult func increment() -> Int { count.wrappingAdd(1, ordering: .relaxed).newValue }
}
