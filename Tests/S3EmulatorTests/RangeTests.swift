import AWSCore
import AWSS3
import S3Emulator
import Testing

@Suite struct RangeTests {
    @Test(arguments: [
        ("bytes=0-4", "01234", "bytes 0-4/10"), ("bytes=5-", "56789", "bytes 5-9/10"),
        ("bytes=-3", "789", "bytes 7-9/10"), ("bytes=-30", "0123456789", "bytes 0-9/10"),
        ("bytes=8-100", "89", "bytes 8-9/10"), ("bytes=0-0", "0", "bytes 0-0/10"),
        ("bytes=0-99999999999999999999", "0123456789", "bytes 0-9/10"),
        // None that S3 takes for one: the whole object.
        ("bytes=4-2", "0123456789", nil), ("bytes=1-2,4-5", "0123456789", nil), ("lines=1-2", "0123456789", nil),
        ("bytes=", "0123456789", nil), ("bytes=-", "0123456789", nil), ("bytes=a-b", "0123456789", nil),
    ])
    func ranges(_ range: String, _ expected: String, _ shown: String?) async throws {
        let cloud = try await Cloud.withBucket()
        try await cloud.put("k", "0123456789")
        let got = try await cloud.client.getObject(.init(bucket: "bucket", key: "k", range: range))
        #expect(try await got.body.all() == Array(expected.utf8))
        #expect(got.contentRange == shown)
        #expect(got.contentLength == expected.utf8.count)
    }

    @Test(arguments: ["bytes=10-", "bytes=10-12", "bytes=-0", "bytes=99999999999999999999-"])
    func notSatisfiable(_ range: String) async throws {
        let cloud = try await Cloud.withBucket()
        try await cloud.put("k", "0123456789")
        let answer = await refusal { _ = try await cloud.get("k") { $0.range = range } }
        #expect(answer == "InvalidRange: The requested range is not satisfiable")
        let head = await code { _ = try await cloud.client.headObject(.init(bucket: "bucket", key: "k", range: range)) }
        #expect(head == "RangeNotSatisfiable")
    }

    @Test func rangesOfLargeBodies() async throws {
        let cloud = try await Cloud.withBucket()
        let bytes = pattern(900_000)
        _ = try await cloud.client.putObject(.init(body: .bytes(bytes), bucket: "bucket", key: "k"))
        let got = try await cloud.client.getObject(.init(bucket: "bucket", key: "k", range: "bytes=262143-800000"))
        #expect(try await got.body.all() == Array(bytes[262_143...800_000]))
    }

    @Test func partsByNumber() async throws {
        let cloud = try await Cloud.withBucket()
        try await cloud.put("whole", "01234")
        let only = try await cloud.client.getObject(.init(bucket: "bucket", key: "whole", partNumber: 1))
        #expect(only.contentRange == "bytes 0-4/5")
        #expect(only.partsCount == nil)
        let wrong = await refusal { _ = try await cloud.get("whole") { $0.partNumber = 2 } }
        #expect(wrong == "InvalidPartNumber: The requested partnumber is not satisfiable")
        let both = await refusal {
            _ = try await cloud.get("whole") {
                $0.partNumber = 1
                $0.range = "bytes=0-1"
            }
        }
        #expect(both == "InvalidRequest: Cannot specify both Range header and partNumber query parameter")
        try await cloud.upload("parts", ["aaaaa", "bbbbbb", "c"])
        let second = try await cloud.client.getObject(.init(bucket: "bucket", key: "parts", partNumber: 2))
        #expect(try await second.body.all() == Array("bbbbbb".utf8))
        #expect(second.contentRange == "bytes 5-10/12")
        #expect(second.partsCount == 3)
        let head = try await cloud.client.headObject(.init(bucket: "bucket", key: "parts", partNumber: 3))
        #expect(head.contentLength == 1)
        #expect(head.partsCount == 3)
        #expect(try await cloud.get("parts") { $0.range = "bytes=4-5" } == "ab")
    }
}
