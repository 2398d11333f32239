import AWSCore
import AWSS3
import S3Emulator
import Testing

@Suite struct EncryptionTests {
    private static let key = Blob([UInt8](repeating: 7, count: 32)).base64
    private static let keyMD5 = Blob(HashAlgorithm.md5.digest(of: [UInt8](repeating: 7, count: 32))).base64

    @Test func s3sOwnKeysAreTheDefault() async throws {
        let cloud = try await Cloud.withBucket()
        let rule = try await cloud.client.getBucketEncryption(.init(bucket: "bucket"))
            .serverSideEncryptionConfiguration?.rules.first
        #expect(rule?.applyServerSideEncryptionByDefault?.sseAlgorithm == .aes256)
        #expect(try await cloud.put("k").serverSideEncryption == .aes256)
    }

    @Test func namesOfKeysAreKept() async throws {
        let cloud = try await Cloud.withBucket()
        let put = try await cloud.put("k", "hello") {
            $0.serverSideEncryption = .awsKms
            $0.ssekmsKeyId = "1234abcd"
            $0.bucketKeyEnabled = true
        }
        #expect(put.ssekmsKeyId == "arn:aws:kms:us-east-1:000000000000:key/1234abcd")
        #expect(put.bucketKeyEnabled == true)
        // The ETag is no MD5 then.
        #expect(put.eTag != "\"5d41402abc4b2a76b9719d911017c592\"")
        let head = try await cloud.client.headObject(.init(bucket: "bucket", key: "k"))
        #expect(head.serverSideEncryption == .awsKms && head.ssekmsKeyId == put.ssekmsKeyId)
        let wrong = await code { try await cloud.put("k") { $0.ssekmsKeyId = "1234abcd" } }
        #expect(wrong == "InvalidArgument")
    }

    @Test func bucketsHaveDefaults() async throws {
        let cloud = try await Cloud.withBucket()
        let fallback = S3.ServerSideEncryptionByDefault(sseAlgorithm: .awsKms, kmsMasterKeyID: "alias/mine")
        let rule = S3.ServerSideEncryptionRule(applyServerSideEncryptionByDefault: fallback, bucketKeyEnabled: true)
        try await cloud.client.putBucketEncryption(
            .init(bucket: "bucket", serverSideEncryptionConfiguration: .init(rules: [rule])))
        let put = try await cloud.put("k")
        #expect(put.serverSideEncryption == .awsKms && put.bucketKeyEnabled == true)
        #expect(put.ssekmsKeyId == "arn:aws:kms:us-east-1:000000000000:alias/mine")
        #expect(try await cloud.put("k") { $0.serverSideEncryption = .aes256 }.ssekmsKeyId == nil)
        try await cloud.client.deleteBucketEncryption(.init(bucket: "bucket"))
        #expect(try await cloud.put("k").serverSideEncryption == .aes256)
    }

    @Test func keysOfTheCaller() async throws {
        let cloud = try await Cloud.withBucket()
        let put = try await cloud.put("k", "hello") {
            $0.sseCustomerAlgorithm = "AES256"
            $0.sseCustomerKey = Self.key
            $0.sseCustomerKeyMD5 = Self.keyMD5
        }
        #expect(put.sseCustomerKeyMD5 == Self.keyMD5 && put.serverSideEncryption == nil)
        let without = await refusal { _ = try await cloud.get("k") }
        #expect(
            without
                == "InvalidRequest: The object was stored using a form of Server Side Encryption. The correct "
                + "parameters must be provided to retrieve the object.")
        let with = try await cloud.get("k") {
            $0.sseCustomerAlgorithm = "AES256"
            $0.sseCustomerKey = Self.key
            $0.sseCustomerKeyMD5 = Self.keyMD5
        }
        #expect(with == "hello")
        let other = [UInt8](repeating: 8, count: 32)
        let wrong = await code {
            _ = try await cloud.get("k") {
                $0.sseCustomerAlgorithm = "AES256"
                $0.sseCustomerKey = Blob(other).base64
                $0.sseCustomerKeyMD5 = Blob(HashAlgorithm.md5.digest(of: other)).base64
            }
        }
        #expect(wrong == "AccessDenied")
        try await cloud.put("plain", "x")
        let unneeded = await refusal {
            _ = try await cloud.get("plain") {
                $0.sseCustomerAlgorithm = "AES256"
                $0.sseCustomerKey = Self.key
                $0.sseCustomerKeyMD5 = Self.keyMD5
            }
        }
        #expect(unneeded == "InvalidRequest: The encryption parameters are not applicable to this object.")
    }

    private static let refused: [(algorithm: String?, key: String?, md5: String?, code: String)] = [
        ("AES128", key, keyMD5, "InvalidEncryptionAlgorithmError"), ("AES256", nil, keyMD5, "InvalidArgument"),
        ("AES256", key, nil, "InvalidArgument"), ("AES256", "c2hvcnQ=", keyMD5, "InvalidArgument"),
        ("AES256", key, "1B2M2Y8AsgTpgAmY7PhCfg==", "InvalidArgument"), (nil, key, keyMD5, "InvalidArgument"),
    ]

    @Test(arguments: refused)
    func keysThatAreRefused(_ request: (algorithm: String?, key: String?, md5: String?, code: String)) async throws {
        let cloud = try await Cloud.withBucket()
        let answer = await code {
            try await cloud.put("k") {
                $0.sseCustomerAlgorithm = request.algorithm
                $0.sseCustomerKey = request.key
                $0.sseCustomerKeyMD5 = request.md5
            }
        }
        #expect(answer == request.code)
    }
}
