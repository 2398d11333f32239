import AWSCore
public import AWSS3
import S3Emulator
import Testing

@Suite struct VersioningTests {
    private func history(_ cloud: Cloud) async throws -> [String] {
        let output = try await cloud.client.listObjectVersions(.init(bucket: "bucket"))
        let versions = (output.versions ?? []).map { ($0.versionId ?? "", $0.isLatest == true, "v") }
        let markers = (output.deleteMarkers ?? []).map { ($0.versionId ?? "", $0.isLatest == true, "m") }
        return (versions + markers).map { "\($0.2)\($0.0 == "null" ? "null" : "")\($0.1 ? "*" : "")" }
    }

    @Test func versionsAreKept() async throws {
        let cloud = try await Cloud.withBucket(versioning: .enabled)
        let first = try #require(try await cloud.put("k", "one").versionId)
        let second = try #require(try await cloud.put("k", "two").versionId)
        #expect(first.utf8.count == 32 && first != second)
        #expect(try await cloud.get("k") == "two")
        #expect(try await cloud.get("k") { $0.versionId = first } == "one")
        let marker = try await cloud.delete("k")
        #expect(marker.deleteMarker == true)
        #expect(await code { _ = try await cloud.get("k") } == "NoSuchKey")
        let named = await refusal { _ = try await cloud.get("k") { $0.versionId = marker.versionId } }
        #expect(named == "MethodNotAllowed: The specified method is not allowed against this resource.")
        let gone = try await cloud.delete("k", version: marker.versionId)
        #expect(gone.deleteMarker == true && gone.versionId == marker.versionId)
        #expect(try await cloud.get("k") == "two")
        try await cloud.delete("k", version: second)
        #expect(try await cloud.get("k") == "one")
        await cloud.checkInvariants()
    }

    @Test func aMissingObjectLeavesItsMarkerInTheHeaders() async throws {
        let cloud = try await Cloud.withBucket(versioning: .enabled)
        try await cloud.put("k", "one")
        let marker = try await cloud.delete("k")
        do {
            _ = try await cloud.get("k")
            Issue.record("the object is there")
        } catch let error as S3Error {
            let details = error.details?.document
            #expect(details?["DeleteMarkerHeader"]?.bool == true)
            #expect(details?["VersionIdHeader"]?.string == marker.versionId)
            #expect(details?["Key"]?.string == "k")
        }
    }

    @Test func nullVersions() async throws {
        let cloud = try await Cloud.withBucket()
        try await cloud.put("k", "zero")
        try await cloud.setVersioning(.enabled)
        let one = try await cloud.put("k", "one").versionId
        #expect(try await history(cloud) == ["v*", "vnull"])
        #expect(try await cloud.get("k") { $0.versionId = "null" } == "zero")
        try await cloud.setVersioning(.suspended)
        #expect(try await cloud.put("k", "two").versionId == "null")
        #expect(try await history(cloud) == ["vnull*", "v"])
        let marker = try await cloud.delete("k")
        #expect(marker.versionId == "null" && marker.deleteMarker == true)
        #expect(try await history(cloud) == ["v", "mnull*"])
        try await cloud.delete("k", version: "null")
        #expect(try await cloud.get("k") == "one")
        #expect(try await cloud.client.headObject(.init(bucket: "bucket", key: "k")).versionId == one)
        await cloud.checkInvariants()
    }

    @Test func configurations() async throws {
        let cloud = try await Cloud.withBucket()
        #expect(try await cloud.client.getBucketVersioning(.init(bucket: "bucket")).status == nil)
        try await cloud.setVersioning(.suspended)
        #expect(try await cloud.client.getBucketVersioning(.init(bucket: "bucket")).status == .suspended)
        #expect(await code { try await cloud.setVersioning("On") } == "MalformedXML")
        let none = await code {
            try await cloud.client.putBucketVersioning(.init(bucket: "bucket", versioningConfiguration: .init()))
        }
        #expect(none == "IllegalVersioningConfigurationException")
    }

    @Test func pagesOfVersions() async throws {
        let cloud = try await Cloud.withBucket(versioning: .enabled)
        var expected: [String] = []
        for key in ["a", "b", "dir/c", "dir/d"] {
            var ids: [String] = []
            for index in 0..<3 { ids.append(try await cloud.put(key, "\(index)").versionId ?? "") }
            expected += ids.reversed()
        }
        for limit in 1...5 {
            var seen: [String] = []
            var input = S3.ListObjectVersionsRequest(bucket: "bucket", maxKeys: limit)
            repeat {
                let page = try await cloud.client.listObjectVersions(input)
                seen += (page.versions ?? []).compactMap(\.versionId)
                input.keyMarker = page.nextKeyMarker
                input.versionIdMarker = page.nextVersionIdMarker
                #expect(page.isTruncated == (page.nextKeyMarker != nil))
            } while input.keyMarker != nil
            #expect(seen == expected, "in pages of \(limit)")
        }
        let grouped = try await cloud.client.listObjectVersions(.init(bucket: "bucket", delimiter: "/"))
        #expect(grouped.commonPrefixes?.map(\.prefix) == ["dir/"])
        #expect(grouped.versions?.count == 6)
    }

    @Test func deletingPageByPageLeavesNothing() async throws {
        let cloud = try await Cloud.withBucket(versioning: .enabled)
        for _ in 0..<7 { try await cloud.put("k", "x") }
        var input = S3.ListObjectVersionsRequest(bucket: "bucket", maxKeys: 2)
        repeat {
            let page = try await cloud.client.listObjectVersions(input)
            for version in page.versions ?? [] { try await cloud.delete("k", version: version.versionId) }
            input.keyMarker = page.nextKeyMarker
            input.versionIdMarker = page.nextVersionIdMarker
        } while input.keyMarker != nil
        try await cloud.client.deleteBucket(.init(bucket: "bucket"))
    }

    @Test(arguments: [
        (nil, "x", "A version-id marker cannot be specified without a key marker."),
        ("k", "", "A version-id marker cannot be empty."), ("k", "x", "Invalid version id specified"),
    ])
    func markers(_ key: String?, _ version: String, _ message: String) async throws {
        let cloud = try await Cloud.withBucket(versioning: .enabled)
        let answer = await refusal {
            _ = try await cloud.client.listObjectVersions(
                .init(bucket: "bucket", keyMarker: key, versionIdMarker: version))
        }
        #expect(answer == "InvalidArgument: \(message)")
    }
}

extension S3.BucketVersioningStatus: ExpressibleByStringLiteral {
    public init(stringLiteral value: String) { self.init(rawValue: value) }
}

extension S3.StorageClass: ExpressibleByStringLiteral {
    public init(stringLiteral value: String) { self.init(rawValue: value) }
}
