import AWSCore
import AWSS3

/// What objects may be called, and the ids of their versions.
enum KeyRules {
    static func check(_ key: String) throws(S3Error) {
        let size = key.utf8.count
        guard size <= S3Limits.keyBytesMax else {
            throw .refusal(
                "KeyTooLongError", "Your key is too long",
                ["Size": .string(String(size)), "MaxSizeAllowed": .string(String(S3Limits.keyBytesMax))])
        }
    }

    /// An id that S3 never gave out is refused before anything is looked up.
    static func check(versionID: String?) throws(S3Error) {
        guard let versionID, versionID != StoredVersion.nullID else { return }
        if versionID.isEmpty {
            throw .invalidArgument("Version id cannot be the empty string", "versionId", versionID)
        }
        let isOne = versionID.utf8.count == 32 && versionID.utf8.allSatisfy(isVersionByte)
        guard isOne else { throw .invalidArgument("Invalid version id specified", "versionId", versionID) }
    }

    /// A bucket that never had versions has given out no id but `null`.
    static func check(versionID: String?, in bucket: BucketRow) throws(S3Error) {
        guard bucket.versioning == nil, let versionID, versionID != StoredVersion.nullID else { return }
        throw .invalidArgument("Invalid version id specified", "versionId", versionID)
    }

    private static func isVersionByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
