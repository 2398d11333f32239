/// Frames a body as `aws-chunked`: each chunk with its length and signature, then trailing headers.
///
/// Source: Amazon S3 API reference, "Signature calculations for the Authorization header", chunked uploads.
public struct AWSChunkedEncoder: Sendable {
    private var signer: ChunkSigner?
    private let hasTrailer: Bool

    /// - Parameters:
    ///   - payload: one of the three that are chunked.
    ///   - signer: for the two that are signed.
    public init(_ payload: SigV4Payload, signer: ChunkSigner? = nil) {
        precondition(payload.isChunked, "\(payload.text) is not framed")
        precondition((signer == nil) == (payload == .unsignedChunksAndTrailer), "\(payload.text) and signer disagree")
        self.signer = signer
        hasTrailer = payload != .signedChunks
    }

    /// One chunk. All but the last must be at least ``AWSChunkedDecoder/chunkBytesMin`` long.
    /// - Parameter bytes: not empty, since an empty chunk ends the body.
    public mutating func chunk(_ bytes: [UInt8]) -> [UInt8] {
        precondition(!bytes.isEmpty, "an empty chunk ends the body")
        var framed = header(of: bytes)
        framed.reserveCapacity(framed.count + bytes.count + 2)
        framed += bytes
        framed += Self.newline
        return framed
    }

    /// The end of the body.
    public mutating func end(trailer: HTTPHeaders = HTTPHeaders()) -> [UInt8] {
        precondition(hasTrailer || trailer.fields.isEmpty, "this payload has no trailing headers")
        var framed = header(of: [])
        for field in trailer.fields {
            framed += Array("\(field.name.lowercased()):\(field.value)".utf8) + Self.newline
        }
        if hasTrailer, signer != nil, let signature = signer?.sign(trailer: trailer) {
            framed += Array("\(Self.trailerSignature):\(signature)".utf8) + Self.newline
        }
        return framed + Self.newline
    }

    private mutating func header(of bytes: [UInt8]) -> [UInt8] {
        var header = String(bytes.count, radix: 16)
        if let signature = signer?.sign(chunkHash: HashAlgorithm.sha256.hexDigest(of: bytes)) {
            header += ";chunk-signature=\(signature)"
        }
        return Array(header.utf8) + Self.newline
    }

    /// The length of the whole framed body, for `Content-Length`.
    /// - Parameter trailer: names and values as they will be, or of the same length.
    public static func encodedLength(
        of bodyLength: Int64, chunkLength: Int64, _ payload: SigV4Payload, trailer: HTTPHeaders = HTTPHeaders()
    ) -> Int64 {
        let isSigned = payload != .unsignedChunksAndTrailer
        func framed(_ length: Int64) -> Int64 {
            Int64(String(length, radix: 16).utf8.count) + (isSigned ? 17 + 64 : 0) + 2 + length + 2
        }
        let rest = bodyLength % chunkLength
        var total = bodyLength / chunkLength * framed(chunkLength) + (rest > 0 ? framed(rest) : 0) + framed(0)
        for field in trailer.fields { total += Int64(field.name.utf8.count + field.value.utf8.count + 3) }
        if payload == .signedChunksAndTrailer { total += Int64(trailerSignature.utf8.count) + 1 + 64 + 2 }
        return total
    }

    static let newline: [UInt8] = [0x0D, 0x0A]
    static let trailerSignature = "x-amz-trailer-signature"
}
