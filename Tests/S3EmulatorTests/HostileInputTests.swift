import AWSCore
import AWSS3
import S3Emulator
import Testing
import World

/// Whatever arrives, the answer is an answer: a success or an error of S3 that is not a fault of its own.
@Suite struct HostileInputTests {
    private static let alphabet = Array("bytes=-0189,;:/?%&+=*\"\\ .Aé\u{0}\u{7F}\u{10FFFF}versionId")

    private func text(_ random: SeededStream, _ starts: [String]) -> String {
        let rest = (0..<random.next(below: 24)).map { _ in Self.alphabet[random.next(below: Self.alphabet.count)] }
        return starts[random.next(below: starts.count)] + String(rest)
    }

    private func expectAnswer(_ seed: UInt64, _ body: () async throws -> Void) async {
        do {
            try await body()
        } catch let error as S3Error {
            #expect(error.status < 500 || error.code.rawValue == "NotImplemented", "seed \(seed): \(error)")
        } catch {
            Issue.record("seed \(seed): \(error)")
        }
    }

    @Test(arguments: [UInt64(1), 2, 3]) func oddTexts(_ seed: UInt64) async throws {
        let random = SeededStream(seed: seed, name: "hostile")
        let cloud = try await Cloud.withBucket(versioning: .enabled)
        try await cloud.put("k", "0123456789")
        for _ in 0..<150 {
            let word = text(random, ["", "bytes=", "bucket/k", "bucket/k?versionId=", "a=1&", "MTo=", "\""])
            await expectAnswer(seed) { _ = try await cloud.get("k") { $0.range = word } }
            await expectAnswer(seed) { _ = try await cloud.get("k") { $0.versionId = word } }
            await expectAnswer(seed) { _ = try await cloud.get("k") { $0.ifNoneMatch = word } }
            await expectAnswer(seed) { try await cloud.put("t", "x") { $0.tagging = word } }
            await expectAnswer(seed) { try await cloud.put("t", "x") { $0.contentMD5 = word } }
            await expectAnswer(seed) { try await cloud.put("t", "x") { $0.checksumCRC32 = word } }
            await expectAnswer(seed) {
                _ = try await cloud.client.copyObject(.init(bucket: "bucket", copySource: word, key: "c"))
            }
            await expectAnswer(seed) {
                _ = try await cloud.client.listObjectsV2(.init(bucket: "bucket", continuationToken: word))
            }
            await expectAnswer(seed) {
                _ = try await cloud.client.listObjectVersions(
                    .init(bucket: "bucket", delimiter: word, keyMarker: word, prefix: word))
            }
            await expectAnswer(seed) { _ = try await cloud.client.createBucket(.init(bucket: word)) }
            await expectAnswer(seed) {
                try await cloud.client.putBucketPolicy(.init(bucket: "bucket", policy: "{" + word))
            }
        }
        await cloud.checkInvariants()
    }

    @Test(arguments: [Int.min, -1, 0, 1, Int(Int32.max), Int(Int32.max) + 1, Int.max])
    func oddNumbers(_ number: Int) async throws {
        let cloud = try await Cloud.withBucket()
        try await cloud.upload("k", ["hello", "x"])
        try await cloud.put("cold", "x") { $0.storageClass = .glacier }
        await expectAnswer(0) {
            let rule = S3.LifecycleRule(
                expiration: .init(days: number), filter: .init(prefix: ""), status: .enabled,
                abortIncompleteMultipartUpload: .init(daysAfterInitiation: number))
            _ = try await cloud.client.putBucketLifecycleConfiguration(
                .init(bucket: "bucket", lifecycleConfiguration: .init(rules: [rule])))
            _ = try await cloud.begin("abandoned")
        }
        await expectAnswer(0) {
            _ = try await cloud.client.restoreObject(
                .init(bucket: "bucket", key: "cold", restoreRequest: .init(days: number)))
        }
        await expectAnswer(0) { _ = try await cloud.get("k") { $0.partNumber = number } }
        await expectAnswer(0) {
            _ = try await cloud.client.getObjectAttributes(
                .init(
                    bucket: "bucket", key: "k", maxParts: number, partNumberMarker: number,
                    objectAttributes: [.objectParts]))
        }
        await expectAnswer(0) { _ = try await cloud.client.listObjectsV2(.init(bucket: "bucket", maxKeys: number)) }
        await expectAnswer(0) { _ = try await cloud.client.listBuckets(.init(maxBuckets: number)) }
        let upload = try await cloud.begin("parts")
        await expectAnswer(0) {
            _ = try await cloud.client.listParts(
                .init(
                    bucket: "bucket", key: "parts", maxParts: number, partNumberMarker: number, uploadId: upload))
        }
        await cloud.world.advance(by: .seconds(10 * 86_400))
        await cloud.checkInvariants()
    }
}
