/// Bytes as AWS passes them: base64 in JSON, XML and query, raw in CBOR, event streams and payloads.
public struct Blob: Hashable, Sendable {
    public var bytes: [UInt8]

    public init(_ bytes: [UInt8] = []) {
        self.bytes = bytes
    }

    /// The UTF-8 bytes of `text`.
    public init(_ text: String) {
        bytes = Array(text.utf8)
    }

    public var count: Int { bytes.count }
    public var isEmpty: Bool { bytes.isEmpty }

    /// The bytes read as UTF-8, with U+FFFD where they are not.
    public var text: String { String(decoding: bytes, as: UTF8.self) }
}

extension Blob: ExpressibleByArrayLiteral {
    public init(arrayLiteral elements: UInt8...) {
        bytes = elements
    }
}
