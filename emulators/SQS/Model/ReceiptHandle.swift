import AWSCore
import AWSSQS

/// What a receive gives out, to delete the message with: opaque to callers, another one each time.
struct ReceiptHandle: Hashable, Sendable {
    let queue: Int64
    let row: Int64
    /// Which receipt of the message it is, counted from one.
    let receive: Int

    private static let prefix = "AQEB"
    private static let checkBytes = 8

    init(queue: Int64, row: Int64, receive: Int) {
        self.queue = queue
        self.row = row
        self.receive = receive
    }

    var text: String { Self.prefix + Blob(fields + check).base64 }

    /// - Throws: ReceiptHandleIsInvalid for what was never given out.
    init(_ text: String) throws(SQSError) {
        guard text.hasPrefix(Self.prefix), let bytes = Blob(base64: String(text.dropFirst(Self.prefix.count)))?.bytes,
            bytes.count == 24 + Self.checkBytes
        else { throw .invalidHandle(text) }
        let words = (0..<3).map { word in
            bytes[word * 8..<word * 8 + 8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        }
        self.init(
            queue: Int64(bitPattern: words[0]), row: Int64(bitPattern: words[1]),
            receive: Int(truncatingIfNeeded: words[2]))
        guard bytes.suffix(Self.checkBytes).elementsEqual(check) else { throw .invalidHandle(text) }
    }

    private var fields: [UInt8] {
        [UInt64(bitPattern: queue), UInt64(bitPattern: row), UInt64(receive)].flatMap { word in
            (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * UInt64($0))) }
        }
    }

    /// Tells a handle from a typing error; a handle is no secret here.
    private var check: [UInt8] {
        Array(HashAlgorithm.sha256.digest(of: Self.prefix.utf8 + fields).prefix(Self.checkBytes))
    }
}
