import Synchronization

/// One frame of HTTP/2 (RFC 9113, 4.1).
struct HTTP2Frame: Sendable {
    var type: UInt8
    var flags: UInt8 = 0
    var stream: UInt32 = 0
    var payload: [UInt8] = []

    static let data: UInt8 = 0
    static let headers: UInt8 = 1
    static let reset: UInt8 = 3
    static let settings: UInt8 = 4
    static let ping: UInt8 = 6
    static let goAway: UInt8 = 7
    static let windowUpdate: UInt8 = 8
    static let continuation: UInt8 = 9

    static let endStream: UInt8 = 1
    static let endHeaders: UInt8 = 4

    var bytes: [UInt8] {
        let count = payload.count
        return [UInt8(count >> 16), UInt8(count >> 8 & 255), UInt8(count & 255), type, flags] + stream.bytes + payload
    }

    /// Of RST_STREAM, or of GOAWAY after the last stream.
    var errorCode: UInt32 {
        payload.dropFirst(type == Self.goAway ? 4 : 0).prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }
}

/// A client of HTTP/2 that sends exactly the frames it is told to (RFC 9113).
final class RawHTTP2: Sendable {
    let connection: RawConnection

    /// What the server has asked for: three settings, six bytes each.
    let settings: [UInt8]

    /// Returns once both sides have said what they ask of the other.
    /// - Parameter window: what the server may send ahead on each stream, in bytes.
    init(_ connection: RawConnection, window: UInt32 = 65_535) async throws {
        self.connection = connection
        let settings = HTTP2Frame(type: HTTP2Frame.settings, payload: [0, 4] + window.bytes)
        try await connection.send(Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8) + settings.bytes)
        self.settings = try await Self.next(connection, HTTP2Frame.settings).payload
        try await connection.send(HTTP2Frame(type: HTTP2Frame.settings, flags: 1).bytes)
    }

    func send(_ frames: HTTP2Frame...) async throws {
        try await connection.send(frames.flatMap(\.bytes))
    }

    func next() async throws -> HTTP2Frame { try await Self.next(connection) }

    /// The next frame of a type; what comes before it is passed over.
    func next(_ type: UInt8, stream: UInt32? = nil) async throws -> HTTP2Frame {
        try await Self.next(connection, type, stream: stream)
    }

    private static func next(
        _ connection: RawConnection, _ type: UInt8, stream: UInt32? = nil
    ) async throws -> HTTP2Frame {
        while true {
            let frame = try await next(connection)
            if frame.type == type, stream == nil || frame.stream == stream { return frame }
        }
    }

    private static func next(_ connection: RawConnection) async throws -> HTTP2Frame {
        let head = try await connection.bytes(9)
        let count = Int(head[0]) << 16 | Int(head[1]) << 8 | Int(head[2])
        let stream = head[5...8].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        return HTTP2Frame(
            type: head[3], flags: head[4], stream: stream & 0x7FFF_FFFF, payload: try await connection.bytes(count))
    }

    /// A request, its fields not compressed (RFC 7541, 6.2.2).
    static func request(
        stream: UInt32, _ fields: [(String, String)] = [], method: String = "POST", path: String = "/",
        ends: Bool = false
    ) -> HTTP2Frame {
        let all = [(":method", method), (":scheme", "http"), (":path", path), (":authority", "localhost")] + fields
        return HTTP2Frame(
            type: HTTP2Frame.headers, flags: HTTP2Frame.endHeaders | (ends ? HTTP2Frame.endStream : 0), stream: stream,
            payload: block(all))
    }

    static func block(_ fields: [(String, String)]) -> [UInt8] {
        fields.flatMap { [0] + literal($0.0) + literal($0.1) }
    }

    private static func literal(_ text: String) -> [UInt8] {
        var count = text.utf8.count
        guard count >= 127 else { return [UInt8(count)] + text.utf8 }
        var bytes: [UInt8] = [127]
        count -= 127
        while count >= 128 {
            bytes.append(UInt8(count & 127) | 128)
            count >>= 7
        }
        return bytes + [UInt8(count)] + text.utf8
    }

    /// ListTables or another operation of DynamoDB's.
    static func call(stream: UInt32, _ operation: String = "ListTables", _ body: String = "{}") -> [HTTP2Frame] {
        let fields = [
            ("x-amz-target", "DynamoDB_20120810.\(operation)"), ("content-type", "application/x-amz-json-1.0"),
            (
                "authorization",
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20250101/eu-west-1/dynamodb/aws4_request, "
                    + "SignedHeaders=host;x-amz-date, Signature=0000"
            ),
        ]
        return [
            request(stream: stream, fields),
            HTTP2Frame(type: HTTP2Frame.data, flags: HTTP2Frame.endStream, stream: stream, payload: Array(body.utf8)),
        ]
    }

    /// The body of an answer, as text.
    func body(stream: UInt32) async throws -> String {
        var bytes: [UInt8] = []
        while true {
            let frame = try await next(HTTP2Frame.data, stream: stream)
            bytes += frame.payload
            if frame.flags & HTTP2Frame.endStream != 0 { return String(decoding: bytes, as: UTF8.self) }
        }
    }

    /// Reads until the server says why it ends the connection, or just ends it.
    func goodbye() async throws -> UInt32? {
        do {
            return try await next(HTTP2Frame.goAway).errorCode
        } catch RawError.ended {
            return nil
        }
    }
}

extension UInt32 {
    var bytes: [UInt8] { [UInt8(self >> 24), UInt8(self >> 16 & 255), UInt8(self >> 8 & 255), UInt8(self & 255)] }
}
