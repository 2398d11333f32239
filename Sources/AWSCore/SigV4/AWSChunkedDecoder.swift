/// Takes the frames of an `aws-chunked` body apart, however its bytes are split, and checks what is signed.
///
/// Bytes are handed out before the signature of their chunk is known to be right: keep nothing of a body unless all of
/// it, to ``finish()``, came without an error. Not for two threads at once.
public final class AWSChunkedDecoder {
    /// All but the last chunk must have as many bytes (S3's `InvalidChunkSizeError`).
    public static let chunkBytesMin = 8192
    /// A chunk's length, its signature and what else a client may add.
    static let lineBytesMax = 1024
    static let trailerFieldsMax = 32

    private enum State {
        case chunkHeader, chunkBody(remaining: Int64), chunkEnd, trailer, done
    }

    private var state = State.chunkHeader
    private var line: [UInt8] = []
    private var signer: ChunkSigner?
    private var chunkSignature: String?
    private let digest: MessageDigest?
    private let hasTrailer: Bool
    private let decodedLength: Int64?
    private var received: Int64 = 0
    private var lastChunkLength: Int64?
    private var trailerSignature: String?
    /// What came after the last chunk, without the signature.
    public private(set) var trailer = HTTPHeaders()

    /// - Parameters:
    ///   - payload: one of the three that are chunked.
    ///   - signer: for the two that are signed; see ``VerifiedSignature/chunkSigner``. Without it nothing is verified.
    ///   - decodedLength: what `x-amz-decoded-content-length` says, in bytes.
    public init(_ payload: SigV4Payload, signer: ChunkSigner? = nil, decodedLength: Int64? = nil) {
        self.signer = signer
        self.decodedLength = decodedLength
        digest = signer == nil ? nil : MessageDigest(.sha256)
        hasTrailer = payload != .signedChunks
    }

    /// The body's own bytes among `bytes`.
    public func feed(_ bytes: [UInt8]) throws(AWSChunkedError) -> [UInt8] {
        var rest = bytes[...]
        var decoded: [UInt8] = []
        while !rest.isEmpty {
            switch state {
            case .chunkHeader:
                if let text = try takeLine(&rest) { try beginChunk(text) }
            case .chunkBody(let remaining):
                let part = rest.prefix(Int(min(remaining, Int64(rest.count))))
                rest = rest.dropFirst(part.count)
                decoded += part
                digest?.update(part)
                let left = remaining - Int64(part.count)
                state = left == 0 ? .chunkEnd : .chunkBody(remaining: left)
            case .chunkEnd:
                if let text = try takeLine(&rest) {
                    guard text.isEmpty else { throw .malformed("a chunk is longer than it says") }
                    try endChunk()
                    state = .chunkHeader
                }
            case .trailer:
                if let text = try takeLine(&rest) { try takeTrailer(text) }
            case .done: throw .malformed("bytes follow the end of the body")
            }
        }
        return decoded
    }

    /// The body has ended.
    /// - Throws: ``AWSChunkedError/incomplete`` when more was to come.
    public func finish() throws(AWSChunkedError) {
        guard case .done = state else { throw .incomplete }
    }

    /// Holds the body, which has ended, against the checksum in its trailer.
    func check(_ sum: Checksum) throws(AWSChunkedError) {
        let algorithm = sum.algorithm
        guard let claimed = trailer[algorithm.headerName] else { throw .checksumMissing(algorithm) }
        guard claimed == sum.finishBase64() else { throw .checksumMismatch(algorithm) }
    }

    /// Moves bytes to `line` until one is complete, and returns it without its end.
    private func takeLine(_ rest: inout ArraySlice<UInt8>) throws(AWSChunkedError) -> String? {
        let end = rest.firstIndex(of: 0x0A)
        let part = end.map { rest[..<$0] } ?? rest
        guard line.count + part.count <= Self.lineBytesMax else { throw .malformed("a line is too long") }
        line += part
        guard let end else {
            rest = rest.dropFirst(part.count)
            return nil
        }
        rest = rest[rest.index(after: end)...]
        defer { line.removeAll(keepingCapacity: true) }
        guard line.last == 0x0D, let text = String(validating: line.dropLast(), as: UTF8.self) else {
            throw .malformed("a line does not end in CR LF")
        }
        return text
    }

    /// `10000;chunk-signature=…`
    private func beginChunk(_ text: String) throws(AWSChunkedError) {
        let parts = text.split(separator: ";", omittingEmptySubsequences: false)
        guard let first = parts.first, (1...16).contains(first.utf8.count),
            first.utf8.allSatisfy({ Hex.value($0) != nil }), let length = Int64(first, radix: 16)
        else { throw .malformed("a chunk has no length") }
        chunkSignature = parts.dropFirst().first { $0.hasPrefix("chunk-signature=") }.map { String($0.dropFirst(16)) }
        if length > 0, let last = lastChunkLength, last < Self.chunkBytesMin {
            throw .chunkTooSmall(bytes: Int(last))
        }
        guard length <= (decodedLength ?? .max) - received else { throw .wrongLength }
        received += length
        lastChunkLength = length
        if length > 0 {
            state = .chunkBody(remaining: length)
        } else {
            guard received == decodedLength ?? received else { throw .wrongLength }
            try endChunk()
            state = .trailer
        }
    }

    private func endChunk() throws(AWSChunkedError) {
        guard let digest else { return }
        let expected = signer?.sign(chunkHash: Hex.text(of: digest.finish())) ?? ""
        guard ConstantTime.isEqual(expected, chunkSignature ?? "") else { throw .signatureMismatch }
    }

    /// A trailing header, or the empty line that ends the body.
    private func takeTrailer(_ text: String) throws(AWSChunkedError) {
        guard !text.isEmpty else { return try endTrailer() }
        guard hasTrailer else { throw .malformed("this payload has no trailing headers") }
        guard let colon = text.firstIndex(of: ":"), colon != text.startIndex else {
            throw .malformed("a trailing header has no name")
        }
        guard trailer.fields.count < Self.trailerFieldsMax else { throw .malformed("too many trailing headers") }
        let name = String(text[..<colon])
        let value = String(text[text.index(after: colon)...].drop { $0 == " " })
        if name.lowercased() == AWSChunkedEncoder.trailerSignature {
            guard trailerSignature == nil else { throw .malformed("the trailer is signed twice") }
            trailerSignature = value
        } else {
            trailer.append(name, value)
        }
    }

    private func endTrailer() throws(AWSChunkedError) {
        state = .done
        guard hasTrailer, signer != nil else { return }
        let expected = signer?.sign(trailer: trailer) ?? ""
        guard ConstantTime.isEqual(expected, trailerSignature ?? "") else { throw .signatureMismatch }
    }
}

/// Why an `aws-chunked` body was refused.
public enum AWSChunkedError: Error, Hashable, Sendable {
    case malformed(String)
    /// The body ended within a frame.
    case incomplete
    /// The chunks are not as long together as `x-amz-decoded-content-length` says.
    case wrongLength
    /// A chunk before the last has less than 8192 bytes.
    case chunkTooSmall(bytes: Int)
    /// A chunk or the trailing headers are not what was signed.
    case signatureMismatch
    /// The trailer lacks the checksum that the head of the request announced.
    case checksumMissing(ChecksumAlgorithm)
    case checksumMismatch(ChecksumAlgorithm)

    /// The error as S3 sends it.
    public var wireFailure: WireFailure {
        switch self {
        case .malformed:
            WireFailure(
                status: 400, code: "InvalidRequest",
                message: "The body does not follow the aws-chunked encoding that its headers announce.")
        case .incomplete, .wrongLength:
            WireFailure(
                status: 400, code: "IncompleteBody",
                message: "You did not provide the number of bytes specified by the Content-Length HTTP header")
        case .chunkTooSmall:
            WireFailure(
                status: 403, code: "InvalidChunkSizeError",
                message: "Only the last chunk is allowed to have a size less than 8192 bytes")
        case .signatureMismatch:
            WireFailure(
                status: 403, code: "SignatureDoesNotMatch",
                message: "The request signature we calculated does not match the signature you provided. Check your "
                    + "key and signing method.")
        case .checksumMissing:
            WireFailure(
                status: 400, code: "MalformedTrailerError",
                message: "The request contained trailing data that was not well-formed or did not conform to our "
                    + "published schema.")
        case .checksumMismatch(let algorithm):
            WireFailure(
                status: 400, code: "BadDigest",
                message: "The \(algorithm.rawValue) you specified did not match the calculated checksum.")
        }
    }
}
