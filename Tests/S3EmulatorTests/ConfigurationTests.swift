import AWSCore
import AWSS3
import S3Emulator
import Testing
import World

@Suite struct ConfigurationTests {
    @Test func tagsOfBucketsAndObjects() async throws {
        let cloud = try await Cloud.withBucket()
        try await cloud.put("k")
        func put(_ tags: [S3.Tag]) async -> String? {
            await refusal {
                _ = try await cloud.client.putObjectTagging(
                    .init(bucket: "bucket", key: "k", tagging: .init(tagSet: tags)))
            }
        }
        #expect(await put((0..<10).map { S3.Tag(key: "k\($0)", value: "") }) == nil)
        #expect(
            await put((0..<11).map { S3.Tag(key: "k\($0)", value: "") })
                == "BadRequest: Object tags cannot be greater than 10")
        #expect(
            await put([.init(key: "a", value: ""), .init(key: "a", value: "")])
                == "InvalidTag: Cannot provide multiple Tags with the same key")
        #expect(
            await put([.init(key: "aws:a", value: "")])
                == "InvalidTag: Your TagKey cannot be prefixed with aws:")
        #expect(
            await put([.init(key: "", value: "")]) == "InvalidTag: The TagKey you have provided is invalid")
        #expect(
            await put([.init(key: "a", value: String(repeating: "v", count: 257))])
                == "InvalidTag: The TagValue you have provided is invalid")
        #expect(await put([.init(key: "ключ", value: "a+b=c")]) == nil)
        let stored = try await cloud.client.getObjectTagging(.init(bucket: "bucket", key: "k")).tagSet
        #expect(stored == [.init(key: "ключ", value: "a+b=c")])
        #expect(await code { try await cloud.put("k") { $0.tagging = "a=1&a=2" } } == "InvalidArgument")
        #expect(
            await code { _ = try await cloud.client.getBucketTagging(.init(bucket: "bucket")) } == "NoSuchTagSet")
        try await cloud.client.putBucketTagging(
            .init(bucket: "bucket", tagging: .init(tagSet: [.init(key: "env", value: "dev")])))
        #expect(try await cloud.client.getBucketTagging(.init(bucket: "bucket")).tagSet.count == 1)
        try await cloud.client.deleteBucketTagging(.init(bucket: "bucket"))
        #expect(
            await code { _ = try await cloud.client.getBucketTagging(.init(bucket: "bucket")) } == "NoSuchTagSet")
    }

    /// Buckets that are asked for again and again are kept in memory with their configurations.
    @Test func whatChangesIsSeenAtOnce() async throws {
        let cloud = try await Cloud.withBucket()
        func encryption() async throws -> S3.ServerSideEncryption? {
            _ = try await cloud.put("k", "x")
            return try await cloud.client.headObject(.init(bucket: "bucket", key: "k")).serverSideEncryption
        }
        func configure(_ algorithm: S3.ServerSideEncryption) async throws {
            let rule = S3.ServerSideEncryptionRule(
                applyServerSideEncryptionByDefault: .init(sseAlgorithm: algorithm))
            try await cloud.client.putBucketEncryption(
                .init(bucket: "bucket", serverSideEncryptionConfiguration: .init(rules: [rule])))
        }
        #expect(try await encryption() == .aes256)
        try await configure(.awsKms)
        #expect(try await encryption() == .awsKms)
        try await configure(.aes256)
        #expect(try await encryption() == .aes256)
        try await configure(.awsKms)
        try await cloud.client.deleteBucketEncryption(.init(bucket: "bucket"))
        #expect(try await encryption() == .aes256)
        #expect(try await cloud.put("v").versionId == nil)
        try await cloud.setVersioning(.enabled)
        #expect(try await cloud.put("v").versionId != nil)
        // A change that is refused leaves what was there.
        let refused = await code { try await configure(.init(rawValue: "none")) }
        #expect(refused != nil)
        #expect(try await encryption() == .aes256)
    }

    /// Of a bucket that is made anew nothing is left.
    @Test func aBucketMadeAnewIsAnother() async throws {
        let cloud = try await Cloud.withBucket(versioning: .enabled)
        let version = try await cloud.put("k").versionId
        try await cloud.delete("k", version: version)
        try await cloud.client.deleteBucket(.init(bucket: "bucket"))
        #expect(await code { try await cloud.put("k") } == "NoSuchBucket")
        let other = cloud.client(account: "111111111111")
        _ = try await other.createBucket(.init(bucket: "bucket"))
        #expect(await code { try await cloud.put("k") } == "AccessDenied")
        _ = try await other.putObject(.init(body: .bytes([1]), bucket: "bucket", key: "k"))
        #expect(try await other.getBucketVersioning(.init(bucket: "bucket")).status == nil)
    }

    @Test func accessControlListsAreOffByDefault() async throws {
        let cloud = try await Cloud.withBucket()
        let acl = try await cloud.client.getBucketAcl(.init(bucket: "bucket"))
        #expect(acl.grants?.map(\.permission) == [.fullControl])
        #expect(acl.owner?.id == acl.grants?.first?.grantee?.id)
        let off = "AccessControlListNotSupported: The bucket does not allow ACLs"
        #expect(await refusal { try await cloud.put("k") { $0.acl = .init(rawValue: "public-read") } } == off)
        #expect(await refusal { try await cloud.put("k") { $0.acl = .bucketOwnerFullControl } } == nil)
        let put = await refusal {
            try await cloud.client.putBucketAcl(.init(acl: .init(rawValue: "private"), bucket: "bucket"))
        }
        #expect(put == off)
        let controls = S3.OwnershipControls(rules: [.init(objectOwnership: .objectWriter)])
        try await cloud.client.putBucketOwnershipControls(.init(bucket: "bucket", ownershipControls: controls))
        // Still nothing public, while that is blocked.
        let blocked = await code { try await cloud.put("k") { $0.acl = .publicRead } }
        #expect(blocked == "AccessDenied")
        try await cloud.client.deletePublicAccessBlock(.init(bucket: "bucket"))
        try await cloud.put("k") { $0.acl = .publicRead }
        let grants = try await cloud.client.getObjectAcl(.init(bucket: "bucket", key: "k")).grants
        #expect(grants?.map(\.permission) == [.fullControl, .read])
    }

    @Test func policies() async throws {
        let cloud = try await Cloud.withBucket()
        func put(_ policy: String) async -> String? {
            await refusal { try await cloud.client.putBucketPolicy(.init(bucket: "bucket", policy: policy)) }
        }
        func statement(_ principal: String, _ resource: String = "arn:aws:s3:::bucket/*") -> String {
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":\(principal),"Action":"s3:GetObject",\
            "Resource":"\(resource)"}]}
            """
        }
        #expect(await put("x") == "MalformedPolicy: Policies must be valid JSON and the first byte must be '{'")
        #expect(await put("{") == "MalformedPolicy: This policy contains invalid Json")
        #expect(
            await put(statement("\"*\"", "arn:aws:s3:::other/*")) == "MalformedPolicy: Policy has invalid resource")
        #expect(await put(statement("\"*\"")) == "AccessDenied: Access Denied")
        let named = statement("{\"AWS\":\"arn:aws:iam::111122223333:role/reader\"}")
        #expect(await put(named) == nil)
        #expect(try await cloud.client.getBucketPolicy(.init(bucket: "bucket")).policy == named)
        #expect(
            try await cloud.client.getBucketPolicyStatus(.init(bucket: "bucket")).policyStatus?.isPublic == false)
        try await cloud.client.deleteBucketPolicy(.init(bucket: "bucket"))
        #expect(
            await code { _ = try await cloud.client.getBucketPolicy(.init(bucket: "bucket")) } == "NoSuchBucketPolicy")
    }

    @Test func policiesAreInForce() async throws {
        let cloud = try await Cloud.withBucket()
        try await cloud.put("k", "hello")
        let state = cloud.state
        let role = Caller(principal: .role("reader", account: cloud.world.accountID), account: cloud.world.accountID)
        let reader = S3Proxy(EmulatedInvoker<S3>(cloud.world, caller: role) { S3Emulator(state, $0) })
        func read() async -> String? {
            await code { _ = try await reader.getObject(.init(bucket: "bucket", key: "k")) }
        }
        #expect(await read() == "AccessDenied")
        let policy = """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::bucket/*",
            "Principal":{"AWS":"arn:aws:iam::000000000000:role/reader"}}}
            """
        try await cloud.client.putBucketPolicy(.init(bucket: "bucket", policy: policy))
        #expect(await read() == nil)
        try await cloud.client.deleteBucketPolicy(.init(bucket: "bucket"))
        #expect(await read() == "AccessDenied")
    }

    @Test func publicAccessBlock() async throws {
        let cloud = try await Cloud.withBucket()
        let first = try await cloud.client.getPublicAccessBlock(.init(bucket: "bucket"))
        #expect(first.publicAccessBlockConfiguration?.restrictPublicBuckets == true)
        try await cloud.client.putPublicAccessBlock(
            .init(bucket: "bucket", publicAccessBlockConfiguration: .init(blockPublicAcls: true)))
        let second = try await cloud.client.getPublicAccessBlock(.init(bucket: "bucket"))
        #expect(second.publicAccessBlockConfiguration?.blockPublicAcls == true)
        #expect(second.publicAccessBlockConfiguration?.blockPublicPolicy == false)
        try await cloud.client.deletePublicAccessBlock(.init(bucket: "bucket"))
        let gone = await code { _ = try await cloud.client.getPublicAccessBlock(.init(bucket: "bucket")) }
        #expect(gone == "NoSuchPublicAccessBlockConfiguration")
    }

    @Test func crossOriginRules() async throws {
        let cloud = try await Cloud.withBucket()
        func put(_ rule: S3.CORSRule) async -> String? {
            await refusal {
                try await cloud.client.putBucketCors(
                    .init(bucket: "bucket", corsConfiguration: .init(corsRules: [rule])))
            }
        }
        let rule = S3.CORSRule(allowedMethods: ["GET"], allowedOrigins: ["https://*.example.com"], maxAgeSeconds: 60)
        #expect(await put(rule) == nil)
        #expect(try await cloud.client.getBucketCors(.init(bucket: "bucket")).corsRules == [rule])
        #expect(
            await put(.init(allowedMethods: ["PATCH"], allowedOrigins: ["*"]))
                == "InvalidRequest: Found unsupported HTTP method in CORS config. Unsupported method is PATCH")
        #expect(
            await put(.init(allowedMethods: ["GET"], allowedOrigins: ["*.*"]))
                == "InvalidRequest: AllowedOrigin \"*.*\" can not have more than one wildcard.")
        try await cloud.client.deleteBucketCors(.init(bucket: "bucket"))
        #expect(
            await refusal { _ = try await cloud.client.getBucketCors(.init(bucket: "bucket")) }
                == "NoSuchCORSConfiguration: The CORS configuration does not exist")
    }

    @Test func logging() async throws {
        let cloud = try await Cloud.withBucket()
        func put(_ target: String?) async -> String? {
            await code {
                let enabled = target.map { S3.LoggingEnabled(targetBucket: $0, targetPrefix: "logs/") }
                try await cloud.client.putBucketLogging(
                    .init(bucket: "bucket", bucketLoggingStatus: .init(loggingEnabled: enabled)))
            }
        }
        #expect(await put("nowhere") == "InvalidTargetBucketForLogging")
        #expect(await put("bucket") == nil)
        #expect(
            try await cloud.client.getBucketLogging(.init(bucket: "bucket")).loggingEnabled?.targetPrefix == "logs/")
        #expect(await put(nil) == nil)
        #expect(try await cloud.client.getBucketLogging(.init(bucket: "bucket")).loggingEnabled == nil)
    }

    @Test func attributes() async throws {
        let cloud = try await Cloud.withBucket()
        try await cloud.put("k", "hello")
        let output = try await cloud.client.getObjectAttributes(
            .init(
                bucket: "bucket", key: "k",
                objectAttributes: [.eTag, .storageClass, .objectSize, .checksum, .objectParts]))
        #expect(output.eTag == "5d41402abc4b2a76b9719d911017c592" && output.objectSize == 5)
        #expect(output.storageClass == .standard && output.objectParts == nil)
        #expect(output.checksum?.checksumCRC64NVME != nil)
        let none = await code {
            _ = try await cloud.client.getObjectAttributes(
                .init(bucket: "bucket", key: "k", objectAttributes: [.init(rawValue: "Color")]))
        }
        #expect(none == "InvalidArgument")
    }
}
