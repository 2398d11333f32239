import AWSCore
import AWSS3
import S3Emulator
import Testing

@Suite struct MultipartTests {
    @Test func partsBecomeAnObject() async throws {
        let cloud = try await Cloud.withBucket()
        let upload = try await cloud.begin("k") {
            $0.contentType = "text/plain"
            $0.metadata = ["a": "b"]
            $0.tagging = "t=1"
        }
        let second = try await cloud.uploadPart(2, "world", of: "k", upload)
        try await cloud.uploadPart(1, "wrong", of: "k", upload)
        let first = try await cloud.uploadPart(1, "hello", of: "k", upload)
        try await cloud.uploadPart(3, "unused", of: "k", upload)
        let output = try await cloud.complete("k", upload, [first, second])
        let digests = HashAlgorithm.md5.digest(of: "hello".utf8) + HashAlgorithm.md5.digest(of: "world".utf8)
        #expect(output.eTag == "\"\(HashAlgorithm.md5.hexDigest(of: digests))-2\"")
        #expect(output.location == "https://bucket.s3.us-east-1.amazonaws.com/k")
        #expect(try await cloud.get("k") == "helloworld")
        let head = try await cloud.client.headObject(.init(bucket: "bucket", key: "k", checksumMode: .enabled))
        #expect(head.contentType == "text/plain" && head.metadata == ["a": "b"] && head.tagCount == 1)
        // Begun without a checksum, it has S3's own: of the whole.
        #expect(head.checksumCRC64NVME == ChecksumAlgorithm.crc64NVME.checksum(of: "helloworld".utf8))
        #expect(head.checksumType == .fullObject)
        let gone = await code { try await cloud.complete("k", upload, [first, second]) }
        #expect(gone == "NoSuchUpload")
        await cloud.checkInvariants()
    }

    @Test func largePartsAreHandedOver() async throws {
        let cloud = try await Cloud.withBucket()
        let (one, two) = (pattern(200_000), pattern(150_001))
        let upload = try await cloud.begin("k")
        let first = try await cloud.uploadPart(1, "", of: "k", upload) { $0.body = .bytes(one) }
        let second = try await cloud.uploadPart(2, "", of: "k", upload) { $0.body = stream(two, chunk: 9999) }
        try await cloud.complete("k", upload, [first, second])
        let got = try await cloud.client.getObject(.init(bucket: "bucket", key: "k"))
        #expect(try await got.body.all() == one + two)
        let middle = try await cloud.client.getObject(.init(bucket: "bucket", key: "k", range: "bytes=199998-200001"))
        #expect(try await middle.body.all() == Array((one + two)[199_998...200_001]))
        await cloud.checkInvariants()
    }

    @Test func whatIsRefused() async throws {
        let cloud = try await Cloud.withBucket()
        let upload = try await cloud.begin("k")
        let first = try await cloud.uploadPart(1, "abc", of: "k", upload)
        let second = try await cloud.uploadPart(2, "hello", of: "k", upload)
        func complete(_ parts: [S3.CompletedPart]) async -> String? {
            await refusal { try await cloud.complete("k", upload, parts) }
        }
        #expect(
            await complete([first, second])
                == "EntityTooSmall: Your proposed upload is smaller than the minimum allowed size")
        #expect(await complete([second, first])?.hasPrefix("InvalidPartOrder") == true)
        #expect(await complete([first, first])?.hasPrefix("InvalidPartOrder") == true)
        #expect(await complete([.init(eTag: "x", partNumber: 1)])?.hasPrefix("InvalidPart:") == true)
        #expect(await complete([first, .init(eTag: second.eTag, partNumber: 3)])?.hasPrefix("InvalidPart:") == true)
        #expect(await complete([])?.hasPrefix("MalformedXML") == true)
        #expect(await complete([.init(eTag: first.eTag)])?.hasPrefix("MalformedXML") == true)
        for number in [0, 10_001] {
            let answer = await refusal { try await cloud.uploadPart(number, "x", of: "k", upload) }
            #expect(
                answer == "InvalidArgument: Part number must be an integer between 1 and 10000, inclusive")
        }
        let size = await refusal {
            try await cloud.complete("k", upload, [second]) { $0.mpuObjectSize = 4 }
        }
        #expect(
            size
                == "InvalidRequest: The provided 'x-amz-mp-object-size' header value 4 does not match what was "
                + "computed: 5")
        #expect(await code { try await cloud.uploadPart(1, "x", of: "other", upload) } == "NoSuchUpload")
        #expect(await complete([second]) == nil)
    }

    @Test func theMinimumIsFiveMebibytes() async throws {
        let cloud = try await Cloud.withBucket(partBytesMin: S3Settings().partBytesMin)
        let upload = try await cloud.begin("k")
        let whole = [UInt8](repeating: 7, count: 5 << 20)
        let under = try await cloud.uploadPart(1, "", of: "k", upload) { $0.body = .bytes(Array(whole.dropLast())) }
        let last = try await cloud.uploadPart(2, "x", of: "k", upload)
        #expect(await code { try await cloud.complete("k", upload, [under, last]) } == "EntityTooSmall")
        let full = try await cloud.uploadPart(1, "", of: "k", upload) { $0.body = .bytes(whole) }
        try await cloud.complete("k", upload, [full, last])
        #expect(try await cloud.client.headObject(.init(bucket: "bucket", key: "k")).contentLength == (5 << 20) + 1)
    }

    @Test func abortsAndLists() async throws {
        let cloud = try await Cloud.withBucket()
        let first = try await cloud.begin("a/1")
        let second = try await cloud.begin("a/1")
        let third = try await cloud.begin("b")
        let all = try await cloud.client.listMultipartUploads(.init(bucket: "bucket"))
        #expect(all.uploads?.map(\.uploadId) == [first, second, third])
        #expect(all.isTruncated == false)
        var seen: [String] = []
        var input = S3.ListMultipartUploadsRequest(bucket: "bucket", maxUploads: 1)
        repeat {
            let page = try await cloud.client.listMultipartUploads(input)
            seen += (page.uploads ?? []).compactMap(\.uploadId)
            input.keyMarker = page.isTruncated == true ? page.nextKeyMarker : nil
            input.uploadIdMarker = page.nextUploadIdMarker
        } while input.keyMarker != nil
        #expect(seen == [first, second, third])
        let grouped = try await cloud.client.listMultipartUploads(.init(bucket: "bucket", delimiter: "/"))
        #expect(grouped.commonPrefixes?.map(\.prefix) == ["a/"])
        try await cloud.uploadPart(1, String(repeating: "x", count: 70_000), of: "b", third)
        _ = try await cloud.client.abortMultipartUpload(.init(bucket: "bucket", key: "b", uploadId: third))
        let again = await code {
            _ = try await cloud.client.abortMultipartUpload(.init(bucket: "bucket", key: "b", uploadId: third))
        }
        #expect(again == "NoSuchUpload")
        await cloud.checkInvariants()
    }

    @Test func listsParts() async throws {
        let cloud = try await Cloud.withBucket()
        let upload = try await cloud.begin("k") { $0.checksumAlgorithm = .sha256 }
        for number in [3, 1, 7] {
            try await cloud.uploadPart(number, "part\(number)", of: "k", upload) { $0.checksumAlgorithm = .sha256 }
        }
        let page = try await cloud.client.listParts(.init(bucket: "bucket", key: "k", maxParts: 2, uploadId: upload))
        #expect(page.parts?.map(\.partNumber) == [1, 3])
        #expect(page.isTruncated == true && page.nextPartNumberMarker == 3)
        #expect(page.parts?.first?.checksumSHA256 == ChecksumAlgorithm.sha256.checksum(of: "part1".utf8))
        #expect(page.checksumAlgorithm == .sha256 && page.checksumType == .composite)
        let rest = try await cloud.client.listParts(
            .init(bucket: "bucket", key: "k", partNumberMarker: 3, uploadId: upload))
        #expect(rest.parts?.map(\.partNumber) == [7])
        #expect(rest.isTruncated == false)
    }

    @Test func partsAreCopied() async throws {
        let cloud = try await Cloud.withBucket()
        try await cloud.put("source", "0123456789")
        let upload = try await cloud.begin("k")
        func copy(_ number: Int, _ range: String?) async throws -> S3.CompletedPart {
            let output = try await cloud.client.uploadPartCopy(
                .init(
                    bucket: "bucket", copySource: "bucket/source", copySourceRange: range, key: "k",
                    partNumber: number, uploadId: upload))
            return S3.CompletedPart(eTag: output.copyPartResult?.eTag, partNumber: number)
        }
        let first = try await copy(1, "bytes=2-6")
        let second = try await copy(2, nil)
        let past = await refusal { _ = try await copy(3, "bytes=5-10") }
        #expect(past == "InvalidArgument: Range specified is not valid for source object of size: 10")
        #expect(await code { _ = try await copy(3, "bytes=5-") } == "InvalidArgument")
        try await cloud.complete("k", upload, [first, second])
        #expect(try await cloud.get("k") == "234560123456789")
    }

    @Test func conditionsHoldAtTheEnd() async throws {
        let cloud = try await Cloud.withBucket()
        let upload = try await cloud.begin("k")
        let part = try await cloud.uploadPart(1, "hello", of: "k", upload)
        try await cloud.put("k", "there")
        let answer = await code { try await cloud.complete("k", upload, [part]) { $0.ifNoneMatch = "*" } }
        #expect(answer == "PreconditionFailed")
        try await cloud.complete("k", upload, [part])
        #expect(try await cloud.get("k") == "hello")
    }
}
