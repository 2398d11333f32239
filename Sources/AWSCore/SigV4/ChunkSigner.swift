/// The chain of signatures in an `aws-chunked` body: each covers its chunk and the signature before.
///
/// Source: Amazon S3 API reference, "Signature calculations for the Authorization header: transferring payload in
/// multiple chunks", with and without trailing headers.
public struct ChunkSigner: Sendable {
    public private(set) var signature: String
    private let date: SigningDate
    private let key: SigningKey

    /// - Parameter seed: the signature of the request's headers.
    public init(seed: String, date: SigningDate, key: SigningKey) {
        signature = seed
        self.date = date
        self.key = key
    }

    /// The signature of the next chunk, whose bytes have this SHA-256.
    public mutating func sign(chunkHash hash: String) -> String {
        let text = StringToSign.chunk(hash: hash, after: signature, date: date, scope: key.scope)
        signature = key.signature(of: text)
        return signature
    }

    /// The signature of the trailing headers, which ends the chain.
    public mutating func sign(trailer: HTTPHeaders) -> String {
        let lines = trailer.fields.map { "\($0.name.lowercased()):\(Self.trimmed($0.value))\n" }.sorted().joined()
        let hash = HashAlgorithm.sha256.hexDigest(of: lines.utf8)
        let text = StringToSign.trailer(hash: hash, after: signature, date: date, scope: key.scope)
        signature = key.signature(of: text)
        return signature
    }

    private static func trimmed(_ value: String) -> Substring {
        var value = value[...]
        while value.first == " " { value.removeFirst() }
        while value.last == " " { value.removeLast() }
        return value
    }
}
