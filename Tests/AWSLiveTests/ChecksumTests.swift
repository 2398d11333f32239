import AWSCore
import AWSLive
import AWSS3
import Testing

/// What the SDKs send and check since 2025. Checksums from RFC 3720 and zlib: `printf 123456789 | gzip -c | tail -c8`.
@Suite struct ChecksumTests {
    /// CRC-32 of "123456789" is cbf43926.
    static let crc32 = "y/Q5Jg=="
    let text = Array("123456789".utf8)

    func clients(
        _ transport: ScriptedTransport, _ checksums: ChecksumPolicy = ChecksumPolicy(), isSecure: Bool = true
    ) -> LiveClients {
        var configuration = LiveConfiguration(
            region: "eu-west-1", credentials: StaticCredentials(account: "123456789012"), checksums: checksums,
            surroundings: StillSurroundings().value)
        if !isSecure { configuration.endpoints.everywhere = EndpointURL("http://localhost:1") }
        return LiveClients(configuration, transport: transport)
    }

    func stream(_ pieces: [[UInt8]], length: Int64?) -> ByteStream {
        .stream(
            AsyncThrowingStream<[UInt8], any Error> { continuation in
                for piece in pieces { continuation.yield(piece) }
                continuation.finish()
            }, length: length)
    }

    @Test func sendsCRC32ByDefault() async throws {
        let transport = ScriptedTransport([.success(HTTPResponse())])
        _ = try await clients(transport).s3.putObject(.init(body: .bytes(text), bucket: "photos", key: "k"))
        let headers = try #require(transport.requests.first?.headers)
        #expect(headers["x-amz-checksum-crc32"] == Self.crc32)
        #expect(headers["x-amz-sdk-checksum-algorithm"] == "CRC32")
        #expect(headers["x-amz-content-sha256"] == "UNSIGNED-PAYLOAD")
        #expect(headers["Content-Length"] == nil)
    }

    @Test func hashesTheBodyWhereTLSDoesNotProtectIt() async throws {
        let transport = ScriptedTransport([.success(HTTPResponse())])
        let clients = clients(transport, isSecure: false)
        _ = try await clients.s3.putObject(.init(body: .bytes(text), bucket: "photos", key: "k"))
        #expect(
            transport.requests.first?.headers["x-amz-content-sha256"] == HashAlgorithm.sha256.hexDigest(of: text))
    }

    @Test func usesTheAlgorithmThatTheCallerNames() async throws {
        let transport = ScriptedTransport([.success(HTTPResponse())])
        _ = try await clients(transport).s3.putObject(
            .init(body: .bytes(text), bucket: "photos", checksumAlgorithm: .init(rawValue: "CRC32C"), key: "k"))
        // e3069283
        #expect(transport.requests.first?.headers["x-amz-checksum-crc32c"] == "4waSgw==")
        #expect(transport.requests.first?.headers["x-amz-sdk-checksum-algorithm"] == "CRC32C")
    }

    @Test func keepsTheCallersChecksum() async throws {
        let transport = ScriptedTransport([.success(HTTPResponse())])
        _ = try await clients(transport).s3.putObject(
            .init(body: .bytes(text), bucket: "photos", checksumSHA256: "abc", key: "k"))
        let headers = try #require(transport.requests.first?.headers)
        #expect(headers["x-amz-checksum-sha256"] == "abc" && headers["x-amz-checksum-crc32"] == nil)
    }

    @Test func sendsOnlyWhatIsRequiredWhenToldSo() async throws {
        let transport = ScriptedTransport([.success(HTTPResponse()), .success(HTTPResponse())])
        let s3 = clients(transport, ChecksumPolicy(requests: .required)).s3
        _ = try await s3.putObject(.init(body: .bytes(text), bucket: "photos", key: "k"))
        _ = try? await s3.deleteObjects(.init(bucket: "photos", delete: .init(objects: [.init(key: "k")])))
        #expect(transport.requests[0].headers["x-amz-checksum-crc32"] == nil)
        #expect(transport.requests[0].headers["x-amz-content-sha256"] == HashAlgorithm.sha256.hexDigest(of: text))
        #expect(transport.requests[1].headers["x-amz-checksum-crc32"] != nil)
    }

    @Test func putsTheChecksumOfAStreamBehindIt() async throws {
        let transport = ScriptedTransport([.success(HTTPResponse())])
        let body = stream([Array("1234".utf8), Array("56789".utf8)], length: 9)
        _ = try await clients(transport).s3.putObject(
            .init(body: body, bucket: "photos", contentEncoding: "br", key: "k"))
        let request = try #require(transport.requests.first)
        #expect(request.headers["x-amz-content-sha256"] == "STREAMING-UNSIGNED-PAYLOAD-TRAILER")
        #expect(request.headers["x-amz-trailer"] == "x-amz-checksum-crc32")
        #expect(request.headers["x-amz-decoded-content-length"] == "9")
        #expect(request.headers["Content-Encoding"] == "br,aws-chunked")
        let sent = try await request.body.collect(bytesMax: 1000)
        #expect(String(decoding: sent, as: UTF8.self) == "9\r\n123456789\r\n0\r\nx-amz-checksum-crc32:y/Q5Jg==\r\n\r\n")
        #expect(request.body.length == Int64(sent.count))
    }

    @Test func signsTheChunksWhereTLSDoesNotProtectThem() async throws {
        let transport = ScriptedTransport([.success(HTTPResponse())])
        let body = stream([text], length: 9)
        _ = try await clients(transport, isSecure: false).s3.putObject(.init(body: body, bucket: "photos", key: "k"))
        let request = try #require(transport.requests.first)
        #expect(request.headers["x-amz-content-sha256"] == "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER")
        let sent = String(decoding: try await request.body.collect(bytesMax: 1000), as: UTF8.self)
        #expect(sent.hasPrefix("9;chunk-signature=") && sent.contains("x-amz-trailer-signature:"))
    }

    @Test func refusesStreamsOfUnknownLength() async throws {
        let transport = ScriptedTransport([])
        let input = S3.PutObjectRequest(body: stream([text], length: nil), bucket: "photos", key: "k")
        await #expect { try await clients(transport).s3.putObject(input) } throws: { error in
            (error as? S3Error)?.code == .paramValidationError
        }
    }

    @Test func asksForChecksumsAndChecksThem() async throws {
        let right = HTTPResponse(headers: ["x-amz-checksum-crc32": Self.crc32], body: stream([text], length: 9))
        let wrong = HTTPResponse(
            headers: ["x-amz-checksum-crc32": Self.crc32], body: stream([Array("123456780".utf8)], length: 9))
        let parts = HTTPResponse(headers: ["x-amz-checksum-crc32": "AAAAAA==-2"], body: stream([text], length: 9))
        let transport = ScriptedTransport([.success(right), .success(wrong), .success(parts)])
        let s3 = clients(transport).s3
        let input = S3.GetObjectRequest(bucket: "photos", key: "k")
        #expect(try await s3.getObject(input).body.collect(bytesMax: 100) == text)
        let broken = try await s3.getObject(input)
        await #expect(throws: ChecksumMismatch(.crc32)) { try await broken.body.collect(bytesMax: 100) }
        #expect(try await s3.getObject(input).body.collect(bytesMax: 100) == text)
        #expect(transport.requests.first?.headers["x-amz-checksum-mode"] == "ENABLED")
    }

    @Test func asksForNoneWhenToldSo() async throws {
        let wrong = HTTPResponse(headers: ["x-amz-checksum-crc32": "AAAAAA=="], body: stream([text], length: 9))
        let transport = ScriptedTransport([.success(wrong)])
        let s3 = clients(transport, ChecksumPolicy(responses: .required)).s3
        #expect(try await s3.getObject(.init(bucket: "photos", key: "k")).body.collect(bytesMax: 100) == text)
        #expect(transport.requests.first?.headers["x-amz-checksum-mode"] == nil)
    }
}
