/// How much of the body a signature covers: the last line of the canonical request.
public enum SigV4Payload: Hashable, Sendable {
    /// All of it: SHA-256 in lower-case hexadecimal.
    case hash(String)
    /// Nothing.
    case unsigned
    /// `aws-chunked`, each chunk signed.
    case signedChunks
    /// `aws-chunked`, each chunk and the trailing headers signed.
    case signedChunksAndTrailer
    /// `aws-chunked` with trailing headers, none of it signed.
    case unsignedChunksAndTrailer
    /// Each event of a request's event stream signed.
    case signedEvents

    /// The hash of these bytes.
    public static func of(_ bytes: some Sequence<UInt8>) -> SigV4Payload {
        .hash(HashAlgorithm.sha256.hexDigest(of: bytes))
    }

    public static let empty = SigV4Payload.hash(emptyHash)
    static let emptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

    /// As `x-amz-content-sha256` carries it.
    public var text: String {
        switch self {
        case .hash(let hash): hash
        case .unsigned: "UNSIGNED-PAYLOAD"
        case .signedChunks: "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"
        case .signedChunksAndTrailer: "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER"
        case .unsignedChunksAndTrailer: "STREAMING-UNSIGNED-PAYLOAD-TRAILER"
        case .signedEvents: "STREAMING-AWS4-HMAC-SHA256-EVENTS"
        }
    }

    /// - Returns: nil for anything that is neither one of the words above nor 64 lower-case hexadecimal digits.
    public init?(_ text: String) {
        let words: [SigV4Payload] = [
            .unsigned, .signedChunks, .signedChunksAndTrailer, .unsignedChunksAndTrailer, .signedEvents,
        ]
        if let word = words.first(where: { $0.text == text }) {
            self = word
        } else if text.utf8.count == 64, text.utf8.allSatisfy(Self.isLowercaseHex) {
            self = .hash(text)
        } else {
            return nil
        }
    }

    /// The body is framed as `aws-chunked`.
    public var isChunked: Bool {
        switch self {
        case .hash, .unsigned, .signedEvents: false
        case .signedChunks, .signedChunksAndTrailer, .unsignedChunksAndTrailer: true
        }
    }

    private static func isLowercaseHex(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
    }
}
