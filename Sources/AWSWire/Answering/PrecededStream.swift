import AWSCore

/// A stream with one piece before it.
struct PrecededStream: AsyncSequence, Sendable {
    typealias Failure = any Error

    let first: [UInt8]
    let rest: ByteStream

    struct Iterator: AsyncIteratorProtocol {
        var first: [UInt8]?
        var rest: (any AsyncIteratorProtocol<[UInt8], any Error>)?

        mutating func next() async throws -> [UInt8]? {
            if let first {
                self.first = nil
                return first
            }
            return try await rest?.next(isolation: nil)
        }
    }

    func makeAsyncIterator() -> Iterator {
        switch rest {
        case .bytes(let bytes): Iterator(first: first + bytes, rest: nil)
        case .stream(let chunks, _): Iterator(first: first, rest: chunks.makeAsyncIterator())
        }
    }
}
