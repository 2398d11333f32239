/// A body: bytes at hand, or bytes to come. The consumer pulls, so that a fast sender waits for a slow reader.
public enum ByteStream: Sendable {
    case bytes([UInt8])
    /// `length` in bytes, where it is known beforehand.
    case stream(any AsyncSequence<[UInt8], any Error> & Sendable, length: Int64?)

    /// In bytes, where it is known beforehand.
    public var length: Int64? {
        switch self {
        case .bytes(let bytes): Int64(bytes.count)
        case .stream(_, let length): length
        }
    }

    /// All bytes of the body.
    /// - Throws: ``WireError/tooLarge(_:)`` once there are more than `bytesMax`; whatever the sender failed with.
    public func collect(bytesMax: Int) async throws -> [UInt8] {
        switch self {
        case .bytes(let bytes):
            guard bytes.count <= bytesMax else { throw Self.tooLarge(bytesMax) }
            return bytes
        case .stream(let chunks, _):
            var all: [UInt8] = []
            for try await chunk in chunks {
                guard all.count + chunk.count <= bytesMax else { throw Self.tooLarge(bytesMax) }
                all += chunk
            }
            return all
        }
    }

    private static func tooLarge(_ bytesMax: Int) -> WireError {
        .tooLarge("the body is longer than \(bytesMax) bytes")
    }
}

/// Typed events, pulled one by one. An exception of the service ends the stream by being thrown.
public struct EventStream<Event: Sendable>: AsyncSequence, Sendable {
    public typealias Element = Event
    public typealias Failure = any Error

    let events: any AsyncSequence<Event, any Error> & Sendable

    public init(_ events: any AsyncSequence<Event, any Error> & Sendable) {
        self.events = events
    }

    /// The stream of these events, then the end.
    public init(_ events: [Event] = []) {
        self.events = AsyncThrowingStream<Event, any Error> { continuation in
            for event in events { continuation.yield(event) }
            continuation.finish()
        }
    }

    public func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(base: events.makeAsyncIterator())
    }

    public struct AsyncIterator: AsyncIteratorProtocol {
        var base: any AsyncIteratorProtocol<Event, any Error>

        public mutating func next() async throws -> Event? {
            try await base.next(isolation: nil)
        }
    }
}
