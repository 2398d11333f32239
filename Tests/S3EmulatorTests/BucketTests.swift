import AWSCore
import AWSS3
import S3Emulator
import Testing
import World

@Suite struct BucketTests {
    @Test(arguments: [
        ("ab", false), ("abc", true), (String(repeating: "a", count: 63), true),
        (String(repeating: "a", count: 64), false),
        ("Abc", false), ("a_c", false), ("a..c", false), ("-abc", false), ("abc-", false), (".abc", false),
        ("a.b-c", true), ("192.168.5.4", false), ("192.168.5.4a", true), ("xn--abc", false), ("sthree-abc", false),
        ("amzn-s3-demo-x", false), ("abc-s3alias", false), ("abc--ol-s3", false), ("abc.mrap", false),
        ("abc--x-s3", false), ("abc--table-s3", false), ("ä-b-c", false),
    ])
    func names(_ name: String, isValid: Bool) async throws {
        let cloud = try Cloud()
        let answer = await refusal { _ = try await cloud.client.createBucket(.init(bucket: name)) }
        #expect(answer == (isValid ? nil : "InvalidBucketName: The specified bucket is not valid."))
    }

    @Test func oneNamespaceForAllAccounts() async throws {
        let cloud = try Cloud()
        let created = try await cloud.client.createBucket(.init(bucket: "photos"))
        #expect(created.location == "/photos")
        // In us-east-1 making one's own again succeeds.
        _ = try await cloud.client.createBucket(.init(bucket: "photos"))
        let other = cloud.client(account: "111122223333")
        #expect(await code { _ = try await other.createBucket(.init(bucket: "photos")) } == "BucketAlreadyExists")
        #expect(await code { _ = try await other.headBucket(.init(bucket: "photos")) } == "Forbidden")
        #expect(await code { _ = try await other.listObjectsV2(.init(bucket: "photos")) } == "AccessDenied")
        #expect(try await other.listBuckets(.init()).buckets?.isEmpty == true)
        #expect(try await cloud.client.listBuckets(.init()).buckets?.map(\.name) == ["photos"])
    }

    @Test func regions() async throws {
        let cloud = try Cloud()
        let frankfurt = cloud.client(account: "111122223333", region: "eu-central-1")
        func create(_ name: String, _ constraint: String?, _ client: S3Proxy) async -> String? {
            await refusal {
                let configuration = constraint.map {
                    S3.CreateBucketConfiguration(locationConstraint: .init(rawValue: $0))
                }
                _ = try await client.createBucket(.init(bucket: name, createBucketConfiguration: configuration))
            }
        }
        let sentence = "location constraint is incompatible for the region specific endpoint this request was sent to."
        #expect(
            await create("one", nil, frankfurt) == "IllegalLocationConstraintException: The unspecified \(sentence)")
        #expect(
            await create("one", "eu-west-1", frankfurt)
                == "IllegalLocationConstraintException: The eu-west-1 \(sentence)")
        #expect(
            await create("one", "mars", frankfurt)
                == "InvalidLocationConstraint: The specified location-constraint is not valid")
        #expect(await create("one", "eu-central-1", frankfurt) == nil)
        #expect(await create("one", "eu-central-1", frankfurt)?.hasPrefix("BucketAlreadyOwnedByYou") == true)
        #expect(try await frankfurt.getBucketLocation(.init(bucket: "one")).locationConstraint == .euCentral1)
        #expect(try await frankfurt.headBucket(.init(bucket: "one")).bucketRegion == "eu-central-1")
        try await cloud.makeBucket("two")
        #expect(try await cloud.client.getBucketLocation(.init(bucket: "two")).locationConstraint == nil)
    }

    @Test func onlyEmptyOnesAreDeleted() async throws {
        let cloud = try await Cloud.withBucket(versioning: .enabled)
        try await cloud.put("a")
        let versioned =
            "BucketNotEmpty: The bucket you tried to delete is not empty. You must delete all versions in the bucket."
        #expect(await refusal { try await cloud.client.deleteBucket(.init(bucket: "bucket")) } == versioned)
        let marker = try await cloud.delete("a")
        #expect(await refusal { try await cloud.client.deleteBucket(.init(bucket: "bucket")) } == versioned)
        try await cloud.delete("a", version: marker.versionId)
        let left = try await cloud.client.listObjectVersions(.init(bucket: "bucket")).versions ?? []
        for version in left { try await cloud.delete("a", version: version.versionId) }
        _ = try await cloud.client.createMultipartUpload(.init(bucket: "bucket", key: "b"))
        try await cloud.client.deleteBucket(.init(bucket: "bucket"))
        let gone = "NoSuchBucket: The specified bucket does not exist"
        #expect(await refusal { try await cloud.client.deleteBucket(.init(bucket: "bucket")) } == gone)
        #expect(await refusal { try await cloud.put("a") } == gone)
        await cloud.checkInvariants()
    }

    @Test func listsInPages() async throws {
        let cloud = try Cloud()
        for name in ["bbb", "aaa", "abc", "abd"] { try await cloud.makeBucket(name) }
        let first = try await cloud.client.listBuckets(.init(maxBuckets: 2, prefix: "a"))
        #expect(first.buckets?.map(\.name) == ["aaa", "abc"])
        #expect(first.buckets?.first?.bucketRegion == "us-east-1")
        let token = try #require(first.continuationToken)
        let second = try await cloud.client.listBuckets(.init(continuationToken: token, prefix: "a"))
        #expect(second.buckets?.map(\.name) == ["abd"])
        #expect(second.continuationToken == nil)
        #expect(try await cloud.client.listBuckets(.init()).buckets?.first?.bucketRegion == nil)
        #expect(await code { _ = try await cloud.client.listBuckets(.init(maxBuckets: 0)) } == "InvalidArgument")
    }

    @Test func ownersAreExpected() async throws {
        let cloud = try await Cloud.withBucket()
        let mine = S3.HeadBucketRequest(bucket: "bucket", expectedBucketOwner: cloud.world.accountID)
        _ = try await cloud.client.headBucket(mine)
        let other = S3.GetBucketLocationRequest(bucket: "bucket", expectedBucketOwner: "111122223333")
        #expect(await refusal { _ = try await cloud.client.getBucketLocation(other) } == "AccessDenied: Access Denied")
    }

    @Test func requestsAreMetered() async throws {
        let cloud = try await Cloud.withBucket()
        try await cloud.put("a", "text")
        _ = try await cloud.get("a")
        let usage = cloud.world.audit.records.map { record in record.usage.map { "\($0.unit.rawValue) \($0.quantity)" }
        }
        #expect(usage == [["Tier1Requests 1.0"], ["Tier1Requests 1.0"], ["Tier2Requests 1.0"]])
    }
}
