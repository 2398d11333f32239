/// One message of `application/vnd.amazon.eventstream`: typed headers and a payload.
///
/// On the wire: total length, headers length, CRC-32 of these two (4 bytes each, big-endian), headers, payload, and
/// CRC-32 of all before. Source: Smithy, "Amazon Event Stream specification".
public struct EventStreamMessage: Hashable, Sendable {
    /// In the order in which they were written.
    public var headers: [Header]
    public var payload: [UInt8]

    public init(headers: [Header] = [], payload: [UInt8] = []) {
        self.headers = headers
        self.payload = payload
    }

    public struct Header: Hashable, Sendable {
        /// 1 to 255 bytes of UTF-8.
        public var name: String
        public var value: Value

        public init(_ name: String, _ value: Value) {
            self.name = name
            self.value = value
        }
    }

    public enum Value: Hashable, Sendable {
        case bool(Bool)
        case byte(Int8)
        case short(Int16)
        case integer(Int32)
        case long(Int64)
        case bytes([UInt8])
        case string(String)
        /// Exact to the millisecond.
        case timestamp(Timestamp)
        case uuid(high: UInt64, low: UInt64)
    }

    /// The header `name`; names are told apart by case.
    public subscript(name: String) -> Value? {
        headers.first { $0.name == name }?.value
    }

    /// The header `name`, where it is a string.
    public func string(_ name: String) -> String? {
        if case .string(let text) = self[name] { text } else { nil }
    }

    /// 24 MB, what the SDKs accept of a payload.
    public static let payloadBytesMax = 24 * 1024 * 1024
    public static let headersBytesMax = 128 * 1024
    /// Of a string or of bytes in a header.
    static let valueBytesMax = Int(Int16.max)
    static let headerNameBytesMax = 255
    /// Lengths and their checksum.
    static let preludeLength = 12
    /// What surrounds headers and payload.
    static let frameLength = preludeLength + 4
}

/// Bytes that are no event stream, or a message that cannot be written as one.
public enum EventStreamError: Error, Hashable, Sendable {
    /// The checksum of the lengths is wrong.
    case preludeChecksum
    /// The checksum of the whole message is wrong.
    case messageChecksum
    /// The headers are longer than the message.
    case invalidLength
    case headersTooLong(bytes: Int)
    case payloadTooLong(bytes: Int)
    /// A header's name is empty, too long, or no UTF-8.
    case invalidHeaderName
    case unknownHeaderType(UInt8)
    /// A header goes on past the end of the headers.
    case truncatedHeader
    /// A header's value is too long, no UTF-8, or an instant that no calendar has.
    case invalidHeaderValue(String)
    case duplicateHeader(String)
    /// The stream ended within a message.
    case incomplete
}
