import AWSCore
import AWSS3
import S3Emulator
import Testing
import World

@Suite struct ObjectTests {
    @Test func whatIsPutComesBack() async throws {
        let cloud = try await Cloud.withBucket()
        let put = try await cloud.put("documents/raw/ä b.txt", "hello") { input in
            input.contentType = "text/plain"
            input.cacheControl = "no-cache"
            input.contentEncoding = "aws-chunked,gzip"
            input.metadata = ["Author": "Ana"]
            input.tagging = "kind=note&empty="
        }
        #expect(put.eTag == "\"5d41402abc4b2a76b9719d911017c592\"")
        #expect(put.serverSideEncryption == .aes256)
        #expect(put.checksumCRC64NVME != nil)
        #expect(put.checksumType == .fullObject)
        #expect(put.versionId == nil)
        let got = try await cloud.client.getObject(.init(bucket: "bucket", key: "documents/raw/ä b.txt"))
        #expect(try await got.body.all() == Array("hello".utf8))
        #expect(got.contentLength == 5)
        #expect(got.eTag == put.eTag)
        #expect(got.contentType == "text/plain")
        #expect(got.cacheControl == "no-cache")
        #expect(got.contentEncoding == "gzip")
        #expect(got.metadata == ["author": "Ana"])
        #expect(got.tagCount == 2)
        #expect(got.acceptRanges == "bytes")
        #expect(got.storageClass == nil)
        #expect(got.lastModified == WorldConfiguration.virtualStart)
        #expect(got.checksumCRC64NVME == nil)
        let head = try await cloud.client.headObject(
            .init(bucket: "bucket", key: "documents/raw/ä b.txt", checksumMode: .enabled))
        #expect(head.checksumCRC64NVME == put.checksumCRC64NVME)
        #expect(head.contentLength == 5)
        await cloud.checkInvariants()
    }

    @Test(arguments: [0, 1, 65_535, 65_536, 65_537, 300_000, 1_000_000])
    func bodiesOfAllSizes(_ size: Int) async throws {
        let cloud = try await Cloud.withBucket()
        let bytes = pattern(size)
        for body in [ByteStream.bytes(bytes), stream(bytes, chunk: 10_007)] {
            let put = try await cloud.client.putObject(.init(body: body, bucket: "bucket", key: "k"))
            #expect(put.eTag == "\"\(HashAlgorithm.md5.hexDigest(of: bytes))\"")
            let got = try await cloud.client.getObject(.init(bucket: "bucket", key: "k"))
            #expect(try await got.body.all() == bytes)
            #expect(got.body.length == Int64(size))
            await cloud.checkInvariants()
        }
    }

    @Test func anObjectThatIsDeletedWhileItIsSentIsSentWhole() async throws {
        let cloud = try await Cloud.withBucket()
        let bytes = pattern(700_000)
        _ = try await cloud.client.putObject(.init(body: .bytes(bytes), bucket: "bucket", key: "k"))
        let got = try await cloud.client.getObject(.init(bucket: "bucket", key: "k"))
        try await cloud.delete("k")
        #expect(try await got.body.all() == bytes)
        await cloud.checkInvariants()
    }

    @Test func whatIsMissing() async throws {
        let cloud = try await Cloud.withBucket()
        #expect(await refusal { _ = try await cloud.get("k") } == "NoSuchKey: The specified key does not exist.")
        let head = await refusal { _ = try await cloud.client.headObject(.init(bucket: "bucket", key: "k")) }
        #expect(head == "NotFound: Not Found")
        let version = String(repeating: "a", count: 32)
        #expect(
            await refusal { _ = try await cloud.get("k") { $0.versionId = version } }
                == "InvalidArgument: Invalid version id specified")
        #expect(
            await refusal { _ = try await cloud.get("k") { $0.versionId = "v1" } }
                == "InvalidArgument: Invalid version id specified")
        // Deleting what is not there succeeds.
        _ = try await cloud.delete("k")
        #expect(await code { _ = try await cloud.get("k", in: "Not_A_Bucket") } == "InvalidBucketName")
    }

    @Test func limits() async throws {
        let cloud = try await Cloud.withBucket()
        try await cloud.put(String(repeating: "k", count: 1024))
        #expect(
            await refusal { try await cloud.put(String(repeating: "k", count: 1025)) }
                == "KeyTooLongError: Your key is too long")
        try await cloud.put("k") { $0.metadata = ["a": String(repeating: "x", count: 2047)] }
        #expect(
            await refusal { try await cloud.put("k") { $0.metadata = ["a": String(repeating: "x", count: 2048)] } }
                == "MetadataTooLarge: Your metadata headers exceed the maximum allowed metadata size")
        let endless = ByteStream.stream(
            AsyncThrowingStream<[UInt8], any Error> { $0.finish() }, length: (5 << 30) + 1)
        #expect(await code { try await cloud.put("k") { $0.body = endless } } == "EntityTooLarge")
        #expect(await code { try await cloud.put("k") { $0.storageClass = "COLD" } } == "InvalidStorageClass")
        #expect(await code { try await cloud.put("k") { $0.writeOffsetBytes = 1 } } == "NotImplemented")
        #expect(await code { try await cloud.put("k") { $0.grantRead = "id=x" } } == "NotImplemented")
    }

    @Test func responseHeadersAreReplaced() async throws {
        let cloud = try await Cloud.withBucket()
        try await cloud.put("k", "x") { $0.contentType = "text/plain" }
        let got = try await cloud.client.getObject(
            .init(
                bucket: "bucket", key: "k", responseContentDisposition: "attachment",
                responseContentType: "application/json"))
        #expect(got.contentType == "application/json")
        #expect(got.contentDisposition == "attachment")
    }

    @Test func aBodyThatFailsLeavesNothing() async throws {
        struct Broken: Error {}
        let cloud = try await Cloud.withBucket()
        let broken = AsyncThrowingStream<[UInt8], any Error> { continuation in
            continuation.yield(pattern(100_000))
            continuation.finish(throwing: Broken())
        }
        #expect(await code { try await cloud.put("k") { $0.body = .stream(broken, length: nil) } } == "InternalError")
        #expect(await code { _ = try await cloud.get("k") } == "NoSuchKey")
        await cloud.checkInvariants()
    }

    @Test func manyAreDeletedAtOnce() async throws {
        let cloud = try await Cloud.withBucket()
        for key in ["a", "b", "c"] { try await cloud.put(key) }
        let objects = [S3.ObjectIdentifier(key: "a"), .init(key: "none"), .init(key: "b", versionId: "bad")]
        let output = try await cloud.client.deleteObjects(.init(bucket: "bucket", delete: .init(objects: objects)))
        #expect(output.deleted?.map(\.key) == ["a", "none"])
        #expect(output.errors?.map(\.code) == ["NoSuchVersion"])
        let quiet = try await cloud.client.deleteObjects(
            .init(bucket: "bucket", delete: .init(objects: [.init(key: "b")], quiet: true)))
        #expect(quiet.deleted == nil)
        #expect(try await cloud.client.listObjectsV2(.init(bucket: "bucket")).contents?.map(\.key) == ["c"])
        let none = await code {
            _ = try await cloud.client.deleteObjects(.init(bucket: "bucket", delete: .init(objects: [])))
        }
        #expect(none == "MalformedXML")
    }
}
