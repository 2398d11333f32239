import AWSCore
import TestSupport
import Testing

@Suite struct AWSChunkedTests {
    static let date = SigningDate("20130524T000000Z")!
    static let key = SigningKey(
        secret: "secret", scope: CredentialScope(date: "20130524", region: "us-east-1", service: "s3"))
    static var signer: ChunkSigner { ChunkSigner(seed: "seed", date: date, key: key) }
    static let chunks = [[UInt8](repeating: 1, count: 10_000), [UInt8](repeating: 2, count: 9000), [3, 4, 5]]
    static let body = Array(chunks.joined())
    static let payloads = [SigV4Payload.signedChunks, .signedChunksAndTrailer, .unsignedChunksAndTrailer]

    static func signer(_ payload: SigV4Payload) -> ChunkSigner? {
        payload == .unsignedChunksAndTrailer ? nil : signer
    }

    static func trailer(_ payload: SigV4Payload) -> HTTPHeaders {
        payload == .signedChunks ? [:] : ["x-amz-checksum-crc32": "AAAAAA=="]
    }

    static func framed(_ payload: SigV4Payload) -> [UInt8] {
        var encoder = AWSChunkedEncoder(payload, signer: signer(payload))
        return chunks.flatMap { encoder.chunk($0) } + encoder.end(trailer: trailer(payload))
    }

    static func decoded(_ framed: [UInt8], _ payload: SigV4Payload, splits: [Int]) throws -> [UInt8] {
        let decoder = AWSChunkedDecoder(payload, signer: signer(payload), decodedLength: Int64(body.count))
        var decoded: [UInt8] = []
        var start = 0
        for end in splits.sorted() + [framed.count] {
            decoded += try decoder.feed(Array(framed[start..<end]))
            start = end
        }
        try decoder.finish()
        #expect(decoder.trailer == trailer(payload))
        return decoded
    }

    @Test(arguments: payloads) func returnsTheBodyFromAnySplit(_ payload: SigV4Payload) throws {
        let framed = Self.framed(payload)
        var generator = SeededGenerator(seed: SeededGenerator.seed)
        #expect(try Self.decoded(framed, payload, splits: Array(0..<framed.count)) == Self.body)
        for _ in 0..<200 {
            let splits = (0..<5).map { _ in Int.random(in: 0...framed.count, using: &generator) }
            #expect(try Self.decoded(framed, payload, splits: splits) == Self.body)
        }
    }

    @Test(arguments: [SigV4Payload.signedChunks, .signedChunksAndTrailer])
    func refusesAnyMutationOfWhatIsSigned(_ payload: SigV4Payload) {
        let framed = Self.framed(payload)
        var generator = SeededGenerator(seed: SeededGenerator.seed)
        for _ in 0..<500 {
            let mutated = generator.mutated(framed)
            let decoded = try? Self.decoded(mutated, payload, splits: [])
            #expect(decoded == nil || decoded == Self.body)
        }
    }

    @Test func mutationsOfWhatIsNotSignedNeverTrap() {
        let framed = Array("5;ext=1\r\nhello\r\n0\r\nx-amz-checksum-crc32: AAAAAA==\r\nb:c\r\n\r\n".utf8)
        var generator = SeededGenerator(seed: SeededGenerator.seed)
        for _ in 0..<20_000 {
            let decoder = AWSChunkedDecoder(.unsignedChunksAndTrailer)
            let decoded = try? decoder.feed(generator.mutated(framed))
            if let decoded, (try? decoder.finish()) != nil { #expect(decoded.count <= 200) }
        }
    }

    @Test(arguments: [
        ("5\r\nhello\r\n0\r\n", AWSChunkedError.incomplete), ("5\r\nhel", .incomplete), ("", .incomplete),
        ("5\r\nhelloo\r\n", .malformed("a chunk is longer than it says")),
        ("x\r\n", .malformed("a chunk has no length")), ("\r\n", .malformed("a chunk has no length")),
        ("-1\r\n", .malformed("a chunk has no length")), ("+5\r\n", .malformed("a chunk has no length")),
        ("5\nhello\r\n", .malformed("a line does not end in CR LF")),
        ("FFFFFFFFFFFFFFFF\r\n", .malformed("a chunk has no length")),
        ("00000000000000005\r\n", .malformed("a chunk has no length")), ("6\r\nhello!", .wrongLength),
        ("7FFFFFFFFFFFFFFF\r\n", .wrongLength), ("0\r\n", .wrongLength),
        ("2\r\nhe\r\n3\r\nllo\r\n", .chunkTooSmall(bytes: 2)),
        ("5\r\nhello\r\n0\r\n:x\r\n", .malformed("a trailing header has no name")),
        ("5\r\nhello\r\n0\r\n\r\nx", .malformed("bytes follow the end of the body")),
        ("5;\(String(repeating: "x", count: 1024))\r\n", .malformed("a line is too long")),
        (
            "5\r\nhello\r\n0\r\n\(String(repeating: "a:b\r\n", count: 33))\r\n",
            .malformed("too many trailing headers")
        ),
    ])
    func refusesBrokenFrames(_ text: String, _ error: AWSChunkedError) {
        let decoder = AWSChunkedDecoder(.unsignedChunksAndTrailer, decodedLength: 5)
        #expect(throws: error) {
            _ = try decoder.feed(Array(text.utf8))
            try decoder.finish()
        }
    }

    @Test func refusesATrailerWhereNoneIs() {
        let decoder = AWSChunkedDecoder(.signedChunks)
        #expect(throws: AWSChunkedError.malformed("this payload has no trailing headers")) {
            try decoder.feed(Array("0\r\na:b\r\n\r\n".utf8))
        }
    }

    @Test(arguments: payloads, [0, 1, 8191, 8192, 65_536, 200_001])
    func streamsBothWays(_ payload: SigV4Payload, _ length: Int) async throws {
        let body = (0..<length).map { UInt8(truncatingIfNeeded: $0) }
        let checksum: ChecksumAlgorithm? = payload == .signedChunks ? nil : .crc32c
        let framed = ByteStream.bytes(body).awsChunked(
            payload, signer: Self.signer(payload), checksum: checksum, chunkLength: 8192)
        let bytes = try await framed.collect(bytesMax: 1 << 20)
        #expect(framed.length == Int64(bytes.count))
        let expected = checksum?.checksum(of: body)
        let decoded = ByteStream.bytes(bytes).awsChunkedDecoded(
            payload, signer: Self.signer(payload), decodedLength: Int64(length)
        ) { trailer in
            #expect(trailer["x-amz-checksum-crc32c"] == expected)
        }
        #expect(try await decoded.collect(bytesMax: 1 << 20) == body)
    }

    @Test func errorsAreWordedAsS3Does() {
        #expect(AWSChunkedError.chunkTooSmall(bytes: 1).wireFailure.code == "InvalidChunkSizeError")
        #expect(AWSChunkedError.incomplete.wireFailure.code == "IncompleteBody")
        #expect(AWSChunkedError.signatureMismatch.wireFailure.status == 403)
        #expect(AWSChunkedError.malformed("").wireFailure.code == "InvalidRequest")
    }
}
