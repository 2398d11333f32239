import AWSCore
import Testing

/// The worked examples of the Amazon S3 API reference.
@Suite struct S3ExampleTests {
    struct Examples: Decodable {
        struct Example: Decodable {
            let name, string_to_sign, signature: String
            let canonical_request: String?
            let chunk_length: Int?
        }
        let access_key_id, secret_access_key: String
        let cases: [Example]

        static func load() throws -> Examples { try Fixture.json("sigv4/s3-documented-examples.json") }

        subscript(name: String) -> Example { cases.first { $0.name == name }! }

        var credentials: Credentials {
            Credentials(accessKeyID: access_key_id, secretAccessKey: secret_access_key)
        }
    }

    static let now = Timestamp("2013-05-24T00:00:00Z", .dateTime)!
    static let signer = SigV4Signer(service: "s3", region: "us-east-1", signsPathOnce: true)
    static let bucket = "examplebucket.s3.amazonaws.com"

    @Test(arguments: [
        (
            "get-object-range", HTTPRequest(path: "/test.txt", headers: ["Host": bucket, "Range": "bytes=0-9"]),
            SigV4Payload.empty
        ),
        (
            "put-object",
            HTTPRequest(
                method: "PUT", path: "/test$file.text",
                headers: [
                    "Host": bucket, "Date": "Fri, 24 May 2013 00:00:00 GMT",
                    "x-amz-storage-class": "REDUCED_REDUNDANCY",
                ]), .of("Welcome to Amazon S3.".utf8)
        ),
        ("get-bucket-lifecycle", HTTPRequest(query: [.init("lifecycle")], headers: ["Host": bucket]), .empty),
        (
            "list-objects",
            HTTPRequest(query: [.init("max-keys", "2"), .init("prefix", "J")], headers: ["Host": bucket]), .empty
        ),
        ("chunked-seed", seed, .signedChunks),
    ])
    func signsHeaders(_ name: String, _ request: HTTPRequest, _ payload: SigV4Payload) throws {
        let examples = try Examples.load()
        let signed = Self.signer.sign(request, payload: payload, with: examples.credentials, at: Self.now)
        #expect(signed.canonicalRequest == examples[name].canonical_request)
        #expect(signed.stringToSign == examples[name].string_to_sign)
        #expect(signed.signature == examples[name].signature)
    }

    @Test func presigns() throws {
        let examples = try Examples.load()
        let signed = Self.signer.presign(
            HTTPRequest(path: "/test.txt", headers: ["Host": Self.bucket]), with: examples.credentials,
            expiresIn: 86_400, at: Self.now)
        #expect(signed.canonicalRequest == examples["presigned-get"].canonical_request)
        #expect(signed.signature == examples["presigned-get"].signature)
    }

    static let seed = HTTPRequest(
        method: "PUT", path: "/examplebucket/chunkObject.txt",
        headers: [
            "Host": "s3.amazonaws.com", "x-amz-storage-class": "REDUCED_REDUNDANCY",
            "Content-Encoding": "aws-chunked", "x-amz-decoded-content-length": "66560", "Content-Length": "66824",
        ])
    static let chunks = [[UInt8](repeating: 0x61, count: 65_536), [UInt8](repeating: 0x61, count: 1024)]

    @Test func signsChunks() throws {
        let examples = try Examples.load()
        let signed = Self.signer.sign(
            Self.seed, payload: .signedChunks, with: examples.credentials, at: Self.now)
        var encoder = AWSChunkedEncoder(.signedChunks, signer: signed.chunkSigner)
        let framed = Self.chunks.flatMap { encoder.chunk($0) } + encoder.end()
        #expect(framed.count == 66_824)
        let text = String(decoding: framed, as: UTF8.self)
        for (name, length) in [("chunk-1-65536-a", "10000"), ("chunk-2-1024-a", "400"), ("chunk-3-empty", "0")] {
            #expect(text.contains("\(length);chunk-signature=\(examples[name].signature)\r\n"))
        }
    }

    /// "Signature calculations for the Authorization header: transferring payload in multiple chunks with trailers".
    @Test func signsTrailers() throws {
        var request = Self.seed
        request.headers["Content-Length"] = nil
        request.headers["x-amz-trailer"] = "x-amz-checksum-crc32c"
        let signed = Self.signer.sign(
            request, payload: .signedChunksAndTrailer, with: try Examples.load().credentials, at: Self.now)
        #expect(signed.signature == "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e")
        var encoder = AWSChunkedEncoder(.signedChunksAndTrailer, signer: signed.chunkSigner)
        let checksum = ChecksumAlgorithm.crc32c.checksum(of: Self.chunks.joined())
        #expect(checksum == "sOO8/Q==")
        let framed =
            Self.chunks.flatMap { encoder.chunk($0) } + encoder.end(trailer: ["x-amz-checksum-crc32c": checksum])
        let text = String(decoding: framed, as: UTF8.self)
        for signature in [
            "b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2",
            "1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7",
            "2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992",
            "d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435",
        ] {
            #expect(text.contains(signature))
        }
    }
}
