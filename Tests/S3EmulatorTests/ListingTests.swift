import AWSCore
import AWSS3
import S3Emulator
import Testing

@Suite struct ListingTests {
    private static let keys = [
        "a", "b/1", "b/2", "b/c/3", "c", "documents/excel/a b.xlsx", "documents/pdf/é.pdf", "z",
    ]

    private func cloud() async throws -> Cloud {
        let cloud = try await Cloud.withBucket()
        for key in Self.keys.reversed() { try await cloud.put(key, key) }
        return cloud
    }

    @Test func everythingInOrder() async throws {
        let cloud = try await cloud()
        let output = try await cloud.client.listObjectsV2(.init(bucket: "bucket"))
        #expect(output.contents?.map(\.key) == Self.keys)
        #expect(output.keyCount == 8 && output.isTruncated == false && output.maxKeys == 1000)
        #expect(output.name == "bucket" && output.prefix == "" && output.delimiter == nil)
        #expect(output.contents?.first?.owner == nil)
        #expect(output.contents?.first?.storageClass == .standard)
        #expect(output.contents?.first?.checksumAlgorithm == [.crc64nvme])
        let owned = try await cloud.client.listObjectsV2(.init(bucket: "bucket", fetchOwner: true))
        #expect(owned.contents?.first?.owner?.id?.utf8.count == 64)
    }

    struct Expectation: Sendable {
        var prefix: String?
        var delimiter: String?
        var keys: [String] = []
        var prefixes: [String] = []
    }

    static let expectations = [
        Expectation(delimiter: "/", keys: ["a", "c", "z"], prefixes: ["b/", "documents/"]),
        Expectation(prefix: "b/", delimiter: "/", keys: ["b/1", "b/2"], prefixes: ["b/c/"]),
        Expectation(prefix: "b", delimiter: "/", prefixes: ["b/"]),
        Expectation(prefix: "b/", keys: ["b/1", "b/2", "b/c/3"]),
        Expectation(prefix: "nothing", delimiter: "/"),
        Expectation(delimiter: "ocu", keys: ["a", "b/1", "b/2", "b/c/3", "c", "z"], prefixes: ["docu"]),
        Expectation(prefix: "documents/", delimiter: "/", prefixes: ["documents/excel/", "documents/pdf/"]),
    ]

    @Test(arguments: expectations) func prefixes(_ expected: Expectation) async throws {
        let cloud = try await cloud()
        let second = try await cloud.client.listObjectsV2(
            .init(bucket: "bucket", delimiter: expected.delimiter, prefix: expected.prefix))
        #expect((second.contents ?? []).map(\.key) == expected.keys)
        #expect((second.commonPrefixes ?? []).map(\.prefix) == expected.prefixes)
        #expect(second.keyCount == expected.keys.count + expected.prefixes.count)
        let first = try await cloud.client.listObjects(
            .init(bucket: "bucket", delimiter: expected.delimiter, prefix: expected.prefix))
        #expect((first.contents ?? []).map(\.key) == expected.keys)
        #expect((first.commonPrefixes ?? []).map(\.prefix) == expected.prefixes)
    }

    @Test(arguments: [nil, "/"], 1...4)
    func pages(_ delimiter: String?, _ limit: Int) async throws {
        let cloud = try await cloud()
        let expected = delimiter == nil ? Self.keys : ["a", "b/", "c", "documents/", "z"]
        var seen: [String] = []
        var input = S3.ListObjectsV2Request(bucket: "bucket", delimiter: delimiter, maxKeys: limit)
        repeat {
            let page = try await cloud.client.listObjectsV2(input)
            let entries = (page.contents ?? []).compactMap(\.key) + (page.commonPrefixes ?? []).compactMap(\.prefix)
            #expect(entries.count <= limit)
            seen += entries.sorted()
            #expect(page.isTruncated == (page.nextContinuationToken != nil))
            input.continuationToken = page.nextContinuationToken
        } while input.continuationToken != nil
        #expect(seen == expected)
    }

    @Test func pagesOfTheFirstVersion() async throws {
        let cloud = try await cloud()
        let page = try await cloud.client.listObjects(.init(bucket: "bucket", delimiter: "/", maxKeys: 2))
        #expect(page.nextMarker == "b/")
        let next = try await cloud.client.listObjects(
            .init(bucket: "bucket", delimiter: "/", marker: page.nextMarker, maxKeys: 2))
        #expect(next.contents?.map(\.key) == ["c"])
        #expect(next.commonPrefixes?.map(\.prefix) == ["documents/"])
        #expect(next.marker == "b/")
        let plain = try await cloud.client.listObjects(.init(bucket: "bucket", maxKeys: 2))
        #expect(plain.isTruncated == true && plain.nextMarker == nil)
    }

    @Test func startAfter() async throws {
        let cloud = try await cloud()
        let output = try await cloud.client.listObjectsV2(.init(bucket: "bucket", startAfter: "b/2"))
        #expect(output.contents?.first?.key == "b/c/3")
        #expect(output.startAfter == "b/2")
    }

    @Test func encoded() async throws {
        let cloud = try await cloud()
        let output = try await cloud.client.listObjectsV2(
            .init(bucket: "bucket", delimiter: "/", encodingType: .url, prefix: "documents/excel/"))
        #expect(output.contents?.map(\.key) == ["documents/excel/a+b.xlsx"])
        #expect(output.encodingType == .url)
        let pdf = try await cloud.client.listObjects(
            .init(bucket: "bucket", encodingType: .url, prefix: "documents/pdf/"))
        #expect(pdf.contents?.map(\.key) == ["documents/pdf/%C3%A9.pdf"])
    }

    @Test func limits() async throws {
        let cloud = try await cloud()
        let none = try await cloud.client.listObjectsV2(.init(bucket: "bucket", maxKeys: 0))
        #expect(none.keyCount == 0 && none.isTruncated == false && none.contents == nil)
        #expect(try await cloud.client.listObjectsV2(.init(bucket: "bucket", maxKeys: 5000)).maxKeys == 1000)
        let negative = await refusal {
            _ = try await cloud.client.listObjectsV2(.init(bucket: "bucket", maxKeys: -1))
        }
        #expect(
            negative == "InvalidArgument: Argument maxKeys must be an integer between 0 and 2147483647")
        let token = await refusal {
            _ = try await cloud.client.listObjectsV2(.init(bucket: "bucket", continuationToken: "x"))
        }
        #expect(token == "InvalidArgument: The continuation token provided is incorrect")
    }

    @Test func aCommonPrefixIsOneStepHoweverManyKeysItStandsFor() async throws {
        let cloud = try await Cloud.withBucket()
        for index in 0..<50 { try await cloud.put("many/\(index)") }
        try await cloud.put("one")
        let page = try await cloud.client.listObjectsV2(.init(bucket: "bucket", delimiter: "/", maxKeys: 2))
        #expect(page.isTruncated == false)
        #expect(page.commonPrefixes?.map(\.prefix) == ["many/"])
        #expect(page.contents?.map(\.key) == ["one"])
    }
}
