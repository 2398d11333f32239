import AWSCore
import AWSS3
import S3Emulator
import Testing

@Suite struct CopyTests {
    private func copy(
        _ cloud: Cloud, _ source: String, to key: String, _ adjust: (inout S3.CopyObjectRequest) -> Void = { _ in }
    ) async throws -> S3.CopyObjectOutput {
        var input = S3.CopyObjectRequest(bucket: "bucket", copySource: source, key: key)
        adjust(&input)
        return try await cloud.client.copyObject(input)
    }

    @Test func headersAndTagsGoAlong() async throws {
        let cloud = try await Cloud.withBucket()
        try await cloud.put("a b/ä", "hello") {
            $0.contentType = "text/plain"
            $0.metadata = ["a": "1"]
            $0.tagging = "t=1"
            $0.storageClass = .standardIa
        }
        let output = try await copy(cloud, "bucket/a%20b/%C3%A4", to: "copy")
        #expect(output.copyObjectResult?.eTag == "\"5d41402abc4b2a76b9719d911017c592\"")
        let head = try await cloud.client.headObject(.init(bucket: "bucket", key: "copy"))
        #expect(head.contentType == "text/plain" && head.metadata == ["a": "1"] && head.tagCount == 1)
        #expect(head.storageClass == nil)
    }

    @Test func orAreReplaced() async throws {
        let cloud = try await Cloud.withBucket()
        try await cloud.put("k", "hello") {
            $0.metadata = ["a": "1"]
            $0.tagging = "t=1"
        }
        _ = try await copy(cloud, "/bucket/k", to: "copy") {
            $0.metadataDirective = .replace
            $0.taggingDirective = .replace
            $0.metadata = ["b": "2"]
            $0.tagging = "u=1&v=2"
        }
        let head = try await cloud.client.headObject(.init(bucket: "bucket", key: "copy"))
        #expect(head.metadata == ["b": "2"] && head.tagCount == 2 && head.contentType == "binary/octet-stream")
    }

    @Test func ontoItself() async throws {
        let cloud = try await Cloud.withBucket(versioning: .enabled)
        let first = try await cloud.put("k", "one").versionId ?? ""
        try await cloud.put("k", "two")
        let nothing = await code { _ = try await copy(cloud, "bucket/k", to: "k") }
        #expect(nothing == "InvalidRequest")
        _ = try await copy(cloud, "bucket/k", to: "k") { $0.storageClass = .standardIa }
        // Bringing back an old version is a change.
        let back = try await copy(cloud, "bucket/k?versionId=\(first)", to: "k")
        #expect(back.copySourceVersionId == first)
        #expect(try await cloud.get("k") == "one")
    }

    @Test func largeBodiesAndParts() async throws {
        let cloud = try await Cloud.withBucket()
        let texts = [String(repeating: "a", count: 100_000), String(repeating: "b", count: 300_000)]
        try await cloud.upload("parts", texts)
        let output = try await copy(cloud, "bucket/parts", to: "copy")
        let whole = Array(texts.joined().utf8)
        // A copy is put whole, so its ETag is an MD5 again.
        #expect(output.copyObjectResult?.eTag == "\"\(HashAlgorithm.md5.hexDigest(of: whole))\"")
        #expect(try await cloud.get("copy") == texts.joined())
        await cloud.checkInvariants()
    }

    @Test func whatIsRefused() async throws {
        let cloud = try await Cloud.withBucket(versioning: .enabled)
        try await cloud.put("k", "hello")
        let marker = try await cloud.delete("gone").versionId ?? ""
        #expect(await code { _ = try await copy(cloud, "bucket", to: "x") } == "InvalidArgument")
        #expect(await code { _ = try await copy(cloud, "bucket/", to: "x") } == "InvalidArgument")
        #expect(await code { _ = try await copy(cloud, "bucket/none", to: "x") } == "NoSuchKey")
        #expect(await code { _ = try await copy(cloud, "nobucket/k", to: "x") } == "NoSuchBucket")
        #expect(
            await code { _ = try await copy(cloud, "bucket/gone?versionId=\(marker)", to: "x") } == "InvalidRequest")
        let condition = await code { _ = try await copy(cloud, "bucket/k", to: "x") { $0.copySourceIfMatch = "x" } }
        #expect(condition == "PreconditionFailed")
        let directive = await code {
            _ = try await copy(cloud, "bucket/k", to: "x") { $0.metadataDirective = .init(rawValue: "MERGE") }
        }
        #expect(directive == "InvalidArgument")
    }
}
