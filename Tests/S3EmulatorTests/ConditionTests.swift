import AWSCore
import AWSS3
import S3Emulator
import Testing
import World

@Suite struct ConditionTests {
    private static let put = WorldConfiguration.virtualStart
    private static let etag = "5d41402abc4b2a76b9719d911017c592"

    private func read(_ adjust: (inout S3.GetObjectRequest) -> Void) async throws -> String? {
        let cloud = try await Cloud.withBucket()
        try await cloud.put("k", "hello")
        await cloud.world.advance(by: .seconds(1000))
        return await code { _ = try await cloud.get("k") { adjust(&$0) } }
    }

    @Test func reads() async throws {
        let (before, at) = (Timestamp(seconds: Self.put.seconds - 1), Self.put)
        #expect(try await read { $0.ifMatch = "\"\(Self.etag)\"" } == nil)
        #expect(try await read { $0.ifMatch = Self.etag } == nil)
        #expect(try await read { $0.ifMatch = "*" } == nil)
        #expect(try await read { $0.ifMatch = "\"x\"" } == "PreconditionFailed")
        #expect(try await read { $0.ifNoneMatch = "\"x\", \"\(Self.etag)\"" } == "NotModified")
        #expect(try await read { $0.ifNoneMatch = "\"x\"" } == nil)
        #expect(try await read { $0.ifModifiedSince = at } == "NotModified")
        #expect(try await read { $0.ifModifiedSince = before } == nil)
        // A date in the future is no date.
        #expect(try await read { $0.ifModifiedSince = Timestamp(seconds: at.seconds + 5000) } == nil)
        #expect(try await read { $0.ifUnmodifiedSince = at } == nil)
        #expect(try await read { $0.ifUnmodifiedSince = before } == "PreconditionFailed")
    }

    @Test func etagsGoBeforeDates() async throws {
        let (before, at) = (Timestamp(seconds: Self.put.seconds - 1), Self.put)
        let matching = try await read {
            $0.ifMatch = Self.etag
            $0.ifUnmodifiedSince = before
        }
        #expect(matching == nil)
        let changed = try await read {
            $0.ifNoneMatch = "x"
            $0.ifModifiedSince = at
        }
        #expect(changed == nil)
    }

    @Test func whatAHeadSays() async throws {
        let cloud = try await Cloud.withBucket()
        try await cloud.put("k", "hello")
        let input = S3.HeadObjectRequest(bucket: "bucket", ifNoneMatch: Self.etag, key: "k")
        #expect(await refusal { _ = try await cloud.client.headObject(input) } == "NotModified: Not Modified")
    }

    @Test func writes() async throws {
        let cloud = try await Cloud.withBucket()
        try await cloud.put("k", "hello") { $0.ifNoneMatch = "*" }
        let again = await refusal { try await cloud.put("k", "other") { $0.ifNoneMatch = "*" } }
        #expect(again == "PreconditionFailed: At least one of the pre-conditions you specified did not hold")
        try await cloud.put("k", "second") { $0.ifMatch = "\"\(Self.etag)\"" }
        #expect(await code { try await cloud.put("k", "third") { $0.ifMatch = Self.etag } } == "PreconditionFailed")
        #expect(await code { try await cloud.put("none", "x") { $0.ifMatch = Self.etag } } == "NoSuchKey")
        #expect(await code { try await cloud.put("k", "x") { $0.ifNoneMatch = Self.etag } } == "NotImplemented")
        #expect(try await cloud.get("k") == "second")
    }

    @Test func whatIsDeletedDuringAWriteIsAConflict() async throws {
        let cloud = try await Cloud.withBucket()
        try await cloud.put("k", "hello")
        let client = cloud.client
        // The body comes only after the object has gone.
        let body = AsyncThrowingStream<[UInt8], any Error> {
            _ = try await client.deleteObject(.init(bucket: "bucket", key: "k"))
            return nil
        }
        let answer = await code {
            try await cloud.put("k") {
                $0.ifMatch = Self.etag
                $0.body = .stream(body, length: nil)
            }
        }
        #expect(answer == "ConditionalRequestConflict")
    }

    @Test func deletes() async throws {
        let cloud = try await Cloud.withBucket()
        try await cloud.put("k", "hello")
        func delete(_ key: String, _ etag: String) async -> String? {
            await code { _ = try await cloud.client.deleteObject(.init(bucket: "bucket", key: key, ifMatch: etag)) }
        }
        #expect(await delete("k", "x") == "PreconditionFailed")
        #expect(await delete("none", "*") == "PreconditionFailed")
        #expect(await delete("k", Self.etag) == nil)
        #expect(await code { _ = try await cloud.get("k") } == "NoSuchKey")
    }
}
