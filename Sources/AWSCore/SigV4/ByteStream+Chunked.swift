extension ByteStream {
    /// The body framed as `aws-chunked`, in chunks of `chunkLength` bytes.
    ///
    /// - Parameters:
    ///   - checksum: computed on the way and sent as a trailing header, for the payloads that have one.
    ///   - chunkLength: at least ``AWSChunkedDecoder/chunkBytesMin``.
    public func awsChunked(
        _ payload: SigV4Payload, signer: ChunkSigner? = nil, checksum: ChecksumAlgorithm? = nil,
        chunkLength: Int = 65_536
    ) -> ByteStream {
        precondition(chunkLength >= AWSChunkedDecoder.chunkBytesMin, "S3 refuses chunks of \(chunkLength) bytes")
        let length = framedLength(payload, checksum, chunkLength)
        let framed = ChunkedBody(source: chunks, length: length) {
            var encoder = AWSChunkedEncoder(payload, signer: signer)
            let sum = checksum.map(Checksum.init)
            var pending: [UInt8] = []
            return ChunkedBody.Step { bytes in
                sum?.update(bytes)
                pending += bytes
                var framed: [UInt8] = []
                var start = 0
                while pending.count - start >= chunkLength {
                    framed += encoder.chunk(Array(pending[start..<start + chunkLength]))
                    start += chunkLength
                }
                pending.removeFirst(start)
                return framed
            } end: {
                let last = pending.isEmpty ? [] : encoder.chunk(pending)
                let fields = sum.map { [HTTPHeaders.Field($0.algorithm.headerName, $0.finishBase64())] } ?? []
                return last + encoder.end(trailer: HTTPHeaders(fields))
            }
        }
        return .stream(framed, length: length)
    }

    private func framedLength(
        _ payload: SigV4Payload, _ checksum: ChecksumAlgorithm?, _ chunkLength: Int
    ) -> Int64? {
        let trailer = checksum.map { sum in
            HTTPHeaders.Field(sum.headerName, String(repeating: "0", count: sum.base64Length))
        }
        return length.map { length in
            AWSChunkedEncoder.encodedLength(
                of: length, chunkLength: Int64(chunkLength), payload, trailer: HTTPHeaders(trailer.map { [$0] } ?? []))
        }
    }

    /// The body's own bytes, out of `aws-chunked` frames.
    ///
    /// - Parameters:
    ///   - signer: checks the signatures of chunks and trailer; without it nothing is verified.
    ///   - decodedLength: what `x-amz-decoded-content-length` says, in bytes.
    ///   - checksum: which the trailer announces, and the body is held against.
    ///   - atEnd: is given the trailing headers; what it throws, the stream throws.
    /// - Returns: a stream that throws ``AWSChunkedError``. Keep nothing of it unless it ended without an error.
    public func awsChunkedDecoded(
        _ payload: SigV4Payload, signer: ChunkSigner? = nil, decodedLength: Int64? = nil,
        checksum: ChecksumAlgorithm? = nil, atEnd: @escaping @Sendable (HTTPHeaders) throws -> Void = { _ in }
    ) -> ByteStream {
        let decoded = ChunkedBody(source: chunks, length: decodedLength) {
            let decoder = AWSChunkedDecoder(payload, signer: signer, decodedLength: decodedLength)
            let sum = checksum.map(Checksum.init)
            return ChunkedBody.Step { bytes in
                let decoded = try decoder.feed(bytes)
                sum?.update(decoded)
                return decoded
            } end: {
                try decoder.finish()
                if let sum { try decoder.check(sum) }
                try atEnd(decoder.trailer)
                return []
            }
        }
        return .stream(decoded, length: decodedLength)
    }

    /// The body unchanged; at its end it throws ``SigV4Failure`` when it is not the one that was signed.
    public func checked(against payload: SigV4Payload) -> ByteStream {
        guard case .hash(let claimed) = payload else { return self }
        let body = ChunkedBody(source: chunks, length: length) {
            let digest = MessageDigest(.sha256)
            return ChunkedBody.Step { bytes in
                digest.update(bytes)
                return bytes
            } end: {
                let computed = Hex.text(of: digest.finish())
                guard ConstantTime.isEqual(computed, claimed) else {
                    throw SigV4Failure(.contentHashMismatch(claimed: claimed, computed: computed))
                }
                return []
            }
        }
        return .stream(body, length: length)
    }

    /// The bytes as a sequence, whichever case they are in.
    var chunks: any AsyncSequence<[UInt8], any Error> & Sendable {
        switch self {
        case .bytes(let bytes): OneChunk(bytes: bytes)
        case .stream(let chunks, _): chunks
        }
    }
}

extension ChecksumAlgorithm {
    /// Characters of the checksum in base64.
    var base64Length: Int {
        switch self {
        case .crc32, .crc32c: 8
        case .crc64NVME: 12
        case .sha1: 28
        case .sha256: 44
        }
    }
}

/// Bytes at hand, as a sequence of one element.
struct OneChunk: AsyncSequence, Sendable {
    typealias Failure = any Error
    let bytes: [UInt8]

    struct AsyncIterator: AsyncIteratorProtocol {
        var bytes: [UInt8]?

        mutating func next() async throws -> [UInt8]? {
            defer { bytes = nil }
            return bytes
        }
    }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(bytes: bytes.isEmpty ? nil : bytes) }
}

/// A body whose bytes pass through a step on their way.
struct ChunkedBody: AsyncSequence, Sendable {
    typealias Failure = any Error

    struct Step {
        let feed: ([UInt8]) throws -> [UInt8]
        let end: () throws -> [UInt8]

        init(feed: @escaping ([UInt8]) throws -> [UInt8], end: @escaping () throws -> [UInt8]) {
            self.feed = feed
            self.end = end
        }
    }

    let source: any AsyncSequence<[UInt8], any Error> & Sendable
    let length: Int64?
    let makeStep: @Sendable () -> Step

    struct AsyncIterator: AsyncIteratorProtocol {
        var source: any AsyncIteratorProtocol<[UInt8], any Error>
        /// nil once the body has ended.
        var step: Step?

        /// The next bytes that are not none.
        mutating func next() async throws -> [UInt8]? {
            while let step {
                guard let bytes = try await source.next(isolation: nil) else {
                    self.step = nil
                    let last = try step.end()
                    return last.isEmpty ? nil : last
                }
                let passed = try step.feed(bytes)
                if !passed.isEmpty { return passed }
            }
            return nil
        }
    }

    func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(source: source.makeAsyncIterator(), step: makeStep())
    }
}
