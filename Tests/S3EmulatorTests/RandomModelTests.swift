import AWSCore
import AWSS3
import S3Emulator
import Testing
import World

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Whatever is done in whatever order, the store agrees with itself and with a model that is a dictionary.
@Suite struct RandomModelTests {
    /// What a bucket should hold: for each key its versions, newest first; a nil text is a delete marker.
    private struct Model {
        var versions: [String: [(id: String, text: String?)]] = [:]
        var versioning: S3.BucketVersioningStatus?

        mutating func put(_ key: String, _ text: String?, id: String) {
            if id == "null" { versions[key]?.removeAll { $0.id == "null" } }
            versions[key, default: []].insert((id, text), at: 0)
        }

        mutating func remove(_ key: String, id: String) {
            versions[key]?.removeAll { $0.id == id }
        }

        var current: [String: String] {
            versions.compactMapValues { $0.first?.text }
        }
    }

    private static let seeds: [UInt64] =
        getenv("KASS_TEST_SEED").flatMap { UInt64(String(cString: $0)) }.map { [$0] } ?? [1, 2, 3, 4]

    @Test(arguments: seeds) func theStoreAgreesWithAModel(_ seed: UInt64) async throws {
        var random = SeededStream(seed: seed, name: "test")
        let cloud = try await Cloud.withBucket()
        var model = Model()
        for step in 0..<250 {
            try await change(cloud, &model, &random, step)
            if step % 25 == 0 { try await compare(cloud, model, seed) }
        }
        try await compare(cloud, model, seed)
    }

    private func change(
        _ cloud: Cloud, _ model: inout Model, _ random: inout SeededStream, _ step: Int
    ) async throws {
        let key = ["a", "a/b", "a/c", "b", "c/d/e"][random.next(below: 5)]
        switch random.next(below: 12) {
        case 0:
            let status: S3.BucketVersioningStatus = random.next(below: 2) == 0 ? .enabled : .suspended
            try await cloud.setVersioning(status)
            model.versioning = status
        case 1...5:
            // Some are large enough for a file.
            let text = "step \(step)" + String(repeating: "x", count: random.next(below: 4) == 0 ? 70_000 : 0)
            let output = try await cloud.put(key, text)
            #expect((output.versionId == nil) == (model.versioning == nil))
            model.put(key, text, id: output.versionId ?? "null")
        case 6:
            let source = model.current.keys.sorted().first { $0 != key }
            guard let source, let text = model.current[source] else { return }
            let output = try await cloud.client.copyObject(
                .init(bucket: "bucket", copySource: "bucket/\(source)", key: key))
            model.put(key, text, id: output.versionId ?? "null")
        case 7:
            let output = try await cloud.upload(key, ["part \(step)", "end"])
            model.put(key, "part \(step)end", id: output.versionId ?? "null")
        case 8, 9:
            let output = try await cloud.delete(key)
            if let id = output.versionId {
                model.put(key, nil, id: id)
            } else {
                model.remove(key, id: "null")
            }
        default:
            guard let versions = model.versions[key], !versions.isEmpty else { return }
            let id = versions[random.next(below: versions.count)].id
            try await cloud.delete(key, version: id)
            model.remove(key, id: id)
        }
    }

    private func compare(_ cloud: Cloud, _ model: Model, _ seed: UInt64) async throws {
        await cloud.checkInvariants()
        let listed = try await cloud.client.listObjectsV2(.init(bucket: "bucket")).contents ?? []
        #expect(listed.compactMap(\.key) == model.current.keys.sorted(), "seed \(seed)")
        for (key, text) in model.current { #expect(try await cloud.get(key) == text, "seed \(seed)") }
        let all = try await cloud.client.listObjectVersions(.init(bucket: "bucket"))
        for (key, versions) in model.versions {
            let ids = (all.versions ?? []).filter { $0.key == key }.compactMap(\.versionId)
            let markers = (all.deleteMarkers ?? []).filter { $0.key == key }.compactMap(\.versionId)
            #expect(ids == versions.filter { $0.text != nil }.map(\.id), "seed \(seed)")
            #expect(markers == versions.filter { $0.text == nil }.map(\.id), "seed \(seed)")
        }
    }
}
