import AWSCore
import AWSS3
import S3Emulator
import Testing

@Suite struct ChecksumTests {
    /// CRC catalogue: check values of "123456789".
    @Test(arguments: [
        (ChecksumAlgorithm.crc32, "y/Q5Jg=="), (.crc32c, "4waSgw=="), (.crc64NVME, "rosUhgp5mIg="),
        (.sha1, "98O8HYCOBHMq32eZZczDTKeuNEE="), (.sha256, "FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU="),
    ])
    func givenChecksumsAreChecked(_ algorithm: ChecksumAlgorithm, _ value: String) async throws {
        let cloud = try await Cloud.withBucket()
        func put(_ value: String) async -> String? {
            await refusal { try await cloud.put("k", "123456789") { $0.set(algorithm, value) } }
        }
        #expect(await put(value) == nil)
        let head = try await cloud.client.headObject(.init(bucket: "bucket", key: "k", checksumMode: .enabled))
        #expect(head.get(algorithm) == value)
        let wrong = algorithm.checksum(of: "x".utf8)
        #expect(
            await put(wrong)
                == "BadDigest: The \(algorithm.rawValue) you specified did not match the calculated checksum.")
        #expect(await put("abc") == "InvalidRequest: Value for \(algorithm.headerName) header is invalid.")
    }

    @Test func md5() async throws {
        let cloud = try await Cloud.withBucket()
        func put(_ md5: String) async -> String? {
            await refusal { try await cloud.put("k", "hello") { $0.contentMD5 = md5 } }
        }
        #expect(await put("XUFAKrxLKna5cZ2REBfFkg==") == nil)
        #expect(
            await put("1B2M2Y8AsgTpgAmY7PhCfg==")
                == "BadDigest: The Content-MD5 you specified did not match what we received.")
        #expect(await put("x") == "InvalidDigest: The Content-MD5 you specified was invalid.")
    }

    @Test func requestsThatContradictThemselves() async throws {
        let cloud = try await Cloud.withBucket()
        let two = await refusal {
            try await cloud.put("k", "123456789") {
                $0.checksumCRC32 = "y/Q5Jg=="
                $0.checksumCRC32C = "4waSgw=="
            }
        }
        #expect(
            two == "InvalidRequest: Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed."
        )
        let other = await refusal {
            try await cloud.put("k", "123456789") {
                $0.checksumCRC32 = "y/Q5Jg=="
                $0.checksumAlgorithm = .sha1
            }
        }
        #expect(other == "InvalidRequest: Value for x-amz-sdk-checksum-algorithm header is invalid.")
        #expect(await code { try await cloud.put("k") { $0.checksumAlgorithm = .xxhash64 } } == "NotImplemented")
        #expect(await code { try await cloud.put("k") { $0.checksumSHA512 = "x" } } == "NotImplemented")
    }

    @Test(arguments: [ChecksumAlgorithm.crc32, .crc32c, .sha1, .sha256])
    func composite(_ algorithm: ChecksumAlgorithm) async throws {
        let cloud = try await Cloud.withBucket()
        let named = S3.ChecksumAlgorithm(rawValue: algorithm.rawValue)
        let upload = try await cloud.begin("k") { $0.checksumAlgorithm = named }
        let first = try await cloud.uploadPart(1, "hello", of: "k", upload) { $0.checksumAlgorithm = named }
        let second = try await cloud.uploadPart(2, "world", of: "k", upload) { $0.checksumAlgorithm = named }
        let without = await refusal {
            try await cloud.complete(
                "k", upload, [.init(eTag: first.eTag, partNumber: 1), .init(eTag: second.eTag, partNumber: 2)])
        }
        #expect(without?.hasPrefix("InvalidRequest: The upload was created using a") == true)
        let output = try await cloud.complete("k", upload, [first, second])
        let ofParts = ["hello", "world"].flatMap { Blob(base64: algorithm.checksum(of: $0.utf8))?.bytes ?? [] }
        let head = try await cloud.client.headObject(.init(bucket: "bucket", key: "k", checksumMode: .enabled))
        #expect(head.get(algorithm) == "\(algorithm.checksum(of: ofParts))-2")
        #expect(head.checksumType == .composite && output.checksumType == .composite)
        // User Guide: "specify a part number or byte range that aligns with a single part".
        let part = try await cloud.client.headObject(
            .init(bucket: "bucket", key: "k", partNumber: 2, checksumMode: .enabled))
        #expect(part.get(algorithm) == algorithm.checksum(of: "world".utf8) && part.checksumType == .composite)
        let sums = ["bytes=0-4": algorithm.checksum(of: "hello".utf8), "bytes=0-5": nil, "bytes=1-4": nil]
        for (range, sum) in sums {
            let read = try await cloud.client.headObject(
                .init(bucket: "bucket", key: "k", range: range, checksumMode: .enabled))
            #expect(read.get(algorithm) == sum, "\(range)")
        }
        let attributes = try await cloud.client.getObjectAttributes(
            .init(bucket: "bucket", key: "k", objectAttributes: [.eTag, .checksum, .objectParts, .objectSize]))
        #expect(attributes.objectParts?.parts?.map(\.size) == [5, 5])
        #expect(attributes.objectSize == 10)
        #expect(attributes.eTag == output.eTag.map { String($0.dropFirst().dropLast()) })
        #expect(attributes.storageClass == nil)
    }

    /// The checksum of the whole, from those of the parts, is the checksum of the whole.
    @Test(arguments: [ChecksumAlgorithm.crc32, .crc32c, .crc64NVME])
    func fullObject(_ algorithm: ChecksumAlgorithm) async throws {
        let cloud = try await Cloud.withBucket()
        let named = S3.ChecksumAlgorithm(rawValue: algorithm.rawValue)
        let upload = try await cloud.begin("k") {
            $0.checksumAlgorithm = named
            $0.checksumType = .fullObject
        }
        var (parts, whole): ([S3.CompletedPart], [UInt8]) = ([], [])
        for (index, size) in [5, 1000, 65_537, 3].enumerated() {
            let bytes = pattern(size)
            whole += bytes
            parts.append(
                try await cloud.uploadPart(index + 1, "", of: "k", upload) {
                    $0.body = .bytes(bytes)
                    $0.checksumAlgorithm = named
                })
        }
        let wrong = await code {
            try await cloud.complete("k", upload, parts) { $0.checksumCRC32 = "AAAAAA==" }
        }
        #expect(wrong == "BadDigest")
        try await cloud.complete("k", upload, parts)
        let head = try await cloud.client.headObject(.init(bucket: "bucket", key: "k", checksumMode: .enabled))
        #expect(head.get(algorithm) == algorithm.checksum(of: whole))
        #expect(head.checksumType == .fullObject)
    }

    /// What boto3 does: it names no algorithm for the upload, and adds a CRC32 to each part.
    @Test func partsMayBringChecksumsThatNobodyAskedFor() async throws {
        let cloud = try await Cloud.withBucket()
        let upload = try await cloud.begin("k")
        let first = try await cloud.uploadPart(1, "123456789", of: "k", upload) { $0.checksumCRC32 = "y/Q5Jg==" }
        #expect(first.checksumCRC32 == "y/Q5Jg==")
        let wrong = await code {
            try await cloud.uploadPart(2, "x", of: "k", upload) { $0.checksumCRC32 = "y/Q5Jg==" }
        }
        #expect(wrong == "BadDigest")
        let altered = S3.CompletedPart(eTag: first.eTag, checksumCRC32: "AAAAAA==", partNumber: 1)
        #expect(await code { try await cloud.complete("k", upload, [altered]) } == "InvalidPart")
        let output = try await cloud.complete("k", upload, [.init(eTag: first.eTag, partNumber: 1)])
        #expect(output.checksumCRC64NVME == "rosUhgp5mIg=" && output.checksumType == .fullObject)
    }

    @Test func typesThatDoNotGoTogether() async throws {
        let cloud = try await Cloud.withBucket()
        func begin(_ algorithm: S3.ChecksumAlgorithm?, _ type: S3.ChecksumType) async -> String? {
            await code {
                _ = try await cloud.begin("k") {
                    $0.checksumAlgorithm = algorithm
                    $0.checksumType = type
                }
            }
        }
        #expect(await begin(.sha256, .fullObject) == "InvalidRequest")
        #expect(await begin(.crc64nvme, .composite) == "InvalidRequest")
        #expect(await begin(nil, .composite) == "InvalidRequest")
        #expect(await begin(.crc32, .composite) == nil)
        let upload = try await cloud.begin("k") { $0.checksumAlgorithm = .sha256 }
        let part = await refusal { try await cloud.uploadPart(1, "x", of: "k", upload) }
        #expect(
            part
                == "InvalidRequest: Checksum Type mismatch occurred, expected checksum Type: sha256, actual checksum "
                + "Type: null")
    }
}

extension S3.PutObjectRequest {
    mutating func set(_ algorithm: ChecksumAlgorithm, _ value: String) {
        switch algorithm {
        case .crc32: checksumCRC32 = value
        case .crc32c: checksumCRC32C = value
        case .crc64NVME: checksumCRC64NVME = value
        case .sha1: checksumSHA1 = value
        case .sha256: checksumSHA256 = value
        }
    }
}

extension S3.HeadObjectOutput {
    func get(_ algorithm: ChecksumAlgorithm) -> String? {
        switch algorithm {
        case .crc32: checksumCRC32
        case .crc32c: checksumCRC32C
        case .crc64NVME: checksumCRC64NVME
        case .sha1: checksumSHA1
        case .sha256: checksumSHA256
        }
    }
}
