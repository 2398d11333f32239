import AWSCore
import AWSS3

/// How an object is to be encrypted at rest: as the request says, else as its bucket does.
///
/// Source: API reference, PutObject; S3 User Guide, "Setting default server-side encryption behavior".
struct EncryptionRules: Sendable {
    var algorithm: S3.ServerSideEncryption?
    var keyID: String?
    var context: String?
    var bucketKeyEnabled: Bool?
    var customerKeyMD5: String?

    init(_ fields: some ObjectFields) throws(S3Error) {
        algorithm = fields.serverSideEncryption
        keyID = fields.ssekmsKeyId
        context = fields.ssekmsEncryptionContext
        bucketKeyEnabled = fields.bucketKeyEnabled
        customerKeyMD5 = try CustomerKey.digest(
            algorithm: fields.sseCustomerAlgorithm, key: fields.sseCustomerKey, keyMD5: fields.sseCustomerKeyMD5)
        try check()
    }

    private static let known: [S3.ServerSideEncryption] = [.aes256, .awsKms, .awsKmsDsse]

    private func check() throws(S3Error) {
        if let algorithm, !Self.known.contains(algorithm) {
            throw .refusal(
                "InvalidEncryptionAlgorithmError", "The encryption method specified is not supported",
                ["ArgumentName": "x-amz-server-side-encryption", "ArgumentValue": .string(algorithm.rawValue)])
        }
        if algorithm != nil, customerKeyMD5 != nil {
            throw .invalidArgument(
                "Server Side Encryption with Customer provided key is incompatible with the encryption method "
                    + "specified", "x-amz-server-side-encryption", algorithm?.rawValue)
        }
        if keyID != nil || context != nil, algorithm != .awsKms, algorithm != .awsKmsDsse {
            throw .invalidArgument(
                "Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : "
                    + "aws:kms", "x-amz-server-side-encryption", algorithm?.rawValue)
        }
    }

    /// Writes into `headers` what answers about the object say.
    /// - Throws: AccessDenied where the bucket blocks customer keys.
    func apply(
        to headers: inout S3.HeadObjectOutput, _ configuration: S3.ServerSideEncryptionConfiguration,
        _ bucket: BucketRow
    ) throws(S3Error) {
        let rule = configuration.rules.first
        if let customerKeyMD5 {
            if rule?.blockedEncryptionTypes?.encryptionType?.contains(.sseC) == true { throw .accessDenied }
            headers.sseCustomerAlgorithm = "AES256"
            headers.sseCustomerKeyMD5 = customerKeyMD5
            return
        }
        let fallback = rule?.applyServerSideEncryptionByDefault
        headers.serverSideEncryption = algorithm ?? fallback?.sseAlgorithm ?? .aes256
        guard headers.serverSideEncryption != .aes256 else { return }
        let key = algorithm == nil ? fallback?.kmsMasterKeyID : keyID
        headers.ssekmsKeyId = Self.keyARN(key, bucket)
        if bucketKeyEnabled ?? rule?.bucketKeyEnabled == true { headers.bucketKeyEnabled = true }
    }

    /// Every bucket has a configuration: SSE-S3 where nobody chose another.
    static let standard = S3.ServerSideEncryptionConfiguration(
        rules: [
            S3.ServerSideEncryptionRule(
                applyServerSideEncryptionByDefault: S3.ServerSideEncryptionByDefault(sseAlgorithm: .aes256),
                bucketKeyEnabled: false)
        ])

    /// Answers show whole ARNs. Where no key is named it is the account's own for S3.
    private static func keyARN(_ key: String?, _ bucket: BucketRow) -> String {
        if let key, key.hasPrefix("arn:") { return key }
        let start = "arn:aws:kms:\(bucket.region):\(bucket.account):"
        if let key { return start + (key.hasPrefix("alias/") ? key : "key/\(key)") }
        return start + "key/" + defaultKeyID(bucket)
    }

    /// A UUID that is always the same for one account and region.
    private static func defaultKeyID(_ bucket: BucketRow) -> String {
        let digits = Array(HashAlgorithm.sha256.hexDigest(of: "aws/s3 \(bucket.account) \(bucket.region)".utf8))
        let groups = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32]
        return groups.map { String(digits[$0]) }.joined(separator: "-")
    }

    /// The ETag of a body: its MD5 where it is encrypted by S3's own keys, some other digest where not, as on AWS.
    ///
    /// Source: API reference, Object, ETag.
    static func etag(md5: [UInt8], _ headers: S3.HeadObjectOutput) -> String {
        guard headers.serverSideEncryption != .aes256 else { return Hex.text(of: md5) }
        let salt = headers.sseCustomerKeyMD5 ?? headers.ssekmsKeyId ?? ""
        return HashAlgorithm.md5.hexDigest(of: md5 + Array(salt.utf8))
    }
}
