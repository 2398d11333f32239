/// Takes the messages out of an event stream whose bytes come in any parts.
///
/// Once it has thrown it throws the same again: there is no way back into a broken stream.
public struct EventStreamDecoder: Sendable {
    private var buffer: [UInt8] = []
    /// Where in `buffer` the next message begins.
    private var start = 0
    /// The length of the next message, once its prelude was found right.
    private var checkedLength: (total: Int, headers: Int)?
    private var failure: EventStreamError?

    public init() {}

    public mutating func feed(_ bytes: some Sequence<UInt8>) {
        if start > 0, start == buffer.count || start >= 65_536 {
            buffer.removeFirst(start)
            start = 0
        }
        buffer += bytes
    }

    /// The next whole message, if its bytes are there.
    public mutating func next() throws(EventStreamError) -> EventStreamMessage? {
        if let failure { throw failure }
        do throws(EventStreamError) {
            return try takeMessage()
        } catch {
            failure = error
            buffer = []
            start = 0
            throw error
        }
    }

    /// The stream has ended.
    /// - Throws: ``EventStreamError/incomplete`` when a message has begun and not ended.
    public func finish() throws(EventStreamError) {
        if let failure { throw failure }
        guard start == buffer.count else { throw .incomplete }
    }

    private mutating func takeMessage() throws(EventStreamError) -> EventStreamMessage? {
        guard let length = try checkPrelude(), buffer.count - start >= length.total else { return nil }
        let end = start + length.total
        let body = buffer[start..<end - 4]
        guard Self.word(buffer[(end - 4)...]) == CRC32.checksum(of: body) else { throw .messageChecksum }
        let headersEnd = start + EventStreamMessage.preludeLength + length.headers
        let headers = try EventStreamMessage.headers(
            in: Array(body[(start + EventStreamMessage.preludeLength)..<headersEnd]))
        let message = EventStreamMessage(headers: headers, payload: Array(body[headersEnd...]))
        start = end
        checkedLength = nil
        return message
    }

    /// Believes no length before its checksum, so that a broken stream is never waited for.
    private mutating func checkPrelude() throws(EventStreamError) -> (total: Int, headers: Int)? {
        if let checkedLength { return checkedLength }
        guard buffer.count - start >= EventStreamMessage.preludeLength else { return nil }
        let prelude = buffer[start..<start + EventStreamMessage.preludeLength]
        guard Self.word(prelude.dropFirst(8)) == CRC32.checksum(of: prelude.prefix(8)) else { throw .preludeChecksum }
        let total = Int(Self.word(prelude))
        let headers = Int(Self.word(prelude.dropFirst(4)))
        guard headers <= EventStreamMessage.headersBytesMax else { throw .headersTooLong(bytes: headers) }
        let payload = total - headers - EventStreamMessage.frameLength
        guard payload >= 0 else { throw .invalidLength }
        guard payload <= EventStreamMessage.payloadBytesMax else { throw .payloadTooLong(bytes: payload) }
        checkedLength = (total, headers)
        return checkedLength
    }

    private static func word(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }
}

extension EventStreamMessage {
    /// The headers of a message, without what surrounds them.
    package static func headers(in bytes: [UInt8]) throws(EventStreamError) -> [Header] {
        var reader = HeaderReader(bytes: bytes)
        var headers: [Header] = []
        var names: Set<String> = []
        while !reader.isAtEnd {
            let name = try reader.name()
            let value = try reader.value(of: name)
            guard names.insert(name).inserted else { throw .duplicateHeader(name) }
            headers.append(Header(name, value))
        }
        return headers
    }
}

private struct HeaderReader {
    let bytes: [UInt8]
    var offset = 0

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { offset == bytes.count }

    mutating func name() throws(EventStreamError) -> String {
        let length = Int(try integer(UInt8.self))
        guard length > 0 else { throw .invalidHeaderName }
        guard let name = String(validating: try take(length), as: UTF8.self) else { throw .invalidHeaderName }
        return name
    }

    mutating func value(of name: String) throws(EventStreamError) -> EventStreamMessage.Value {
        let type = try integer(UInt8.self)
        switch type {
        case 0: return .bool(true)
        case 1: return .bool(false)
        case 2: return .byte(try integer())
        case 3: return .short(try integer())
        case 4: return .integer(try integer())
        case 5: return .long(try integer())
        case 6: return .bytes(Array(try take(Int(try integer(UInt16.self)))))
        case 7:
            guard let text = String(validating: try take(Int(try integer(UInt16.self))), as: UTF8.self) else {
                throw .invalidHeaderValue(name)
            }
            return .string(text)
        case 8:
            let timestamp = Timestamp(milliseconds: try integer())
            guard EventStreamMessage.writableSeconds.contains(timestamp.seconds) else {
                throw .invalidHeaderValue(name)
            }
            return .timestamp(timestamp)
        case 9: return .uuid(high: try integer(), low: try integer())
        default: throw .unknownHeaderType(type)
        }
    }

    private mutating func integer<Value: FixedWidthInteger>(
        _ type: Value.Type = Value.self
    ) throws(EventStreamError) -> Value {
        try take(Value.bitWidth / 8).reduce(0) { $0 << 8 | Value(truncatingIfNeeded: $1) }
    }

    private mutating func take(_ count: Int) throws(EventStreamError) -> ArraySlice<UInt8> {
        guard bytes.count - offset >= count else { throw .truncatedHeader }
        defer { offset += count }
        return bytes[offset..<offset + count]
    }
}
