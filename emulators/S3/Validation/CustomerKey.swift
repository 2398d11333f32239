import AWSCore
import AWSS3

/// A key for server-side encryption that the caller brings (SSE-C): S3 keeps nothing of it but a digest, by which it
/// is known again.
///
/// Source: S3 User Guide, "Using server-side encryption with customer-provided keys"; messages as recorded by LocalStack.
enum CustomerKey {
    private static let keyBytes = 32

    /// - Returns: the digest of the key as the caller gave it; nil where no key is used.
    static func digest(algorithm: String?, key: String?, keyMD5: String?) throws(S3Error) -> String? {
        guard algorithm != nil || key != nil || keyMD5 != nil else { return nil }
        guard let algorithm else {
            throw .invalidArgument(
                "Requests specifying Server Side Encryption with Customer provided keys must provide a valid "
                    + "encryption algorithm.", "x-amz-server-side-encryption", nil)
        }
        guard algorithm == "AES256" else {
            throw .refusal(
                "InvalidEncryptionAlgorithmError",
                "The Encryption request you specified is not valid. Supported value: AES256.",
                [
                    "ArgumentName": "x-amz-server-side-encryption-customer-algorithm",
                    "ArgumentValue": .string(algorithm),
                ])
        }
        guard let key else {
            throw invalid(
                "Requests specifying Server Side Encryption with Customer provided keys must provide an appropriate "
                    + "secret key.")
        }
        guard let keyMD5 else {
            throw invalid(
                "Requests specifying Server Side Encryption with Customer provided keys must provide the client "
                    + "calculated MD5 of the secret key.")
        }
        guard let bytes = Blob(base64: key)?.bytes, bytes.count == keyBytes else {
            throw invalid("The secret key was invalid for the specified algorithm.")
        }
        guard Blob(HashAlgorithm.md5.digest(of: bytes)).base64 == keyMD5 else {
            throw .invalidArgument(
                "The calculated MD5 hash of the key did not match the hash that was provided.",
                "x-amz-server-side-encryption-customer-key-MD5", nil)
        }
        return keyMD5
    }

    private static func invalid(_ message: String) -> S3Error {
        .invalidArgument(message, "x-amz-server-side-encryption-customer-key", nil)
    }

    /// Whether someone who brings `digest` may read what was stored with `stored`.
    static func check(_ digest: String?, against stored: S3.HeadObjectOutput) throws(S3Error) {
        switch (stored.sseCustomerKeyMD5, digest) {
        case (nil, nil): return
        case (nil, _?): throw .invalidRequest("The encryption parameters are not applicable to this object.")
        case (_?, nil):
            throw .invalidRequest(
                "The object was stored using a form of Server Side Encryption. The correct parameters must be "
                    + "provided to retrieve the object.")
        case (let stored?, let digest?):
            guard stored == digest else { throw .accessDenied }
        }
    }
}
