public import AWSCore

/// The checksum that came with a response, to hold its body against.
struct ResponseChecksum: Sendable {
    let algorithm: ChecksumAlgorithm
    /// Base64.
    let claimed: String

    /// - Returns: nil where there is none of the whole body: a hyphen marks a checksum of the parts' checksums.
    init?(_ response: HTTPResponse, _ operation: OperationSchema) {
        let allowed = operation.checksum?.responseAlgorithms ?? []
        let found = Self.fastestFirst.lazy.filter { allowed.contains($0.rawValue) }.compactMap { algorithm in
            response.headers[algorithm.headerName].map { (algorithm, $0) }
        }.first { !$0.1.contains("-") }
        guard let found else { return nil }
        (algorithm, claimed) = found
    }

    private static let fastestFirst: [ChecksumAlgorithm] = [.crc64NVME, .crc32c, .crc32, .sha1, .sha256]

    func fits(_ body: [UInt8]) -> Bool { algorithm.checksum(of: body) == claimed }

    /// The body unchanged; at its end it throws ``ChecksumMismatch`` when it is not the one that was sent.
    func checking(_ body: ByteStream) -> ByteStream {
        guard case .stream(let chunks, let length) = body else { return body }
        return .stream(CheckedBody(chunks: chunks, expected: self), length: length)
    }
}

/// What came is not what was sent. Keep nothing of it.
public struct ChecksumMismatch: Error, Hashable, Sendable, CustomStringConvertible {
    public let algorithm: ChecksumAlgorithm

    public init(_ algorithm: ChecksumAlgorithm) {
        self.algorithm = algorithm
    }

    public var description: String { "the response's \(algorithm.rawValue) checksum is wrong" }
}

private struct CheckedBody: AsyncSequence, Sendable {
    typealias Element = [UInt8]
    typealias Failure = any Error

    let chunks: any AsyncSequence<[UInt8], any Error> & Sendable
    let expected: ResponseChecksum

    struct AsyncIterator: AsyncIteratorProtocol {
        var chunks: any AsyncIteratorProtocol<[UInt8], any Error>
        let sum: Checksum
        let expected: ResponseChecksum

        mutating func next() async throws -> [UInt8]? {
            if let chunk = try await chunks.next(isolation: nil) {
                sum.update(chunk)
                return chunk
            }
            guard sum.finishBase64() == expected.claimed else {
                throw ChecksumMismatch(expected.algorithm)
            }
            return nil
        }
    }

    func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(chunks: chunks.makeAsyncIterator(), sum: Checksum(expected.algorithm), expected: expected)
    }
}
