import AWSCore
import AWSSQS

/// The MD5 digests by which clients check that SQS got what they sent.
///
/// Source: Amazon SQS Developer Guide, "Calculating the MD5 message digest for message attributes".
enum MessageDigests {
    static func body(_ body: String) -> String {
        HashAlgorithm.md5.hexDigest(of: body.utf8)
    }

    /// Attributes in the order of their names; of each the name, the type, and the value behind a byte that says
    /// whether it is text or binary. All but that byte are preceded by their length.
    /// - Returns: nil where there is none.
    static func attributes(_ attributes: [String: SQS.MessageAttributeValue]) -> String? {
        if attributes.isEmpty { return nil }
        let digest = MessageDigest(.md5)
        for (name, value) in attributes.sorted(by: { $0.key < $1.key }) {
            add(name.utf8, to: digest)
            add(value.dataType.utf8, to: digest)
            add(text: value.stringValue, binary: value.binaryValue, to: digest)
        }
        return Hex.text(of: digest.finish())
    }

    static func systemAttributes(traceHeader: String?) -> String? {
        guard let traceHeader else { return nil }
        return attributes(["AWSTraceHeader": SQS.MessageAttributeValue(stringValue: traceHeader, dataType: "String")])
    }

    private static func add(text: String?, binary: Blob?, to digest: MessageDigest) {
        if let text {
            digest.update([1])
            add(text.utf8, to: digest)
        } else if let binary {
            digest.update([2])
            add(binary.bytes, to: digest)
        }
    }

    private static func add(_ bytes: some Collection<UInt8>, to digest: MessageDigest) {
        let count = UInt32(truncatingIfNeeded: bytes.count)
        digest.update([24, 16, 8, 0].map { UInt8(truncatingIfNeeded: count >> $0) })
        digest.update(bytes)
    }
}
