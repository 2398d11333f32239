import AWSCore

/// Thrown by an event stream whose connection a fault has broken.
public struct StreamCut: Error, Hashable, Sendable, CustomStringConvertible {
    public let afterEvents: Int

    public init(afterEvents: Int) {
        self.afterEvents = afterEvents
    }

    public var description: String { "the connection was cut after \(afterEvents) events" }
}

/// The first events of a stream, then a broken connection.
struct CutStream<Event: Sendable>: AsyncSequence, Sendable {
    typealias Element = Event
    typealias Failure = any Error

    let base: EventStream<Event>
    let eventsMax: Int

    func makeAsyncIterator() -> Iterator {
        Iterator(base: base.makeAsyncIterator(), eventsMax: eventsMax)
    }

    struct Iterator: AsyncIteratorProtocol {
        var base: EventStream<Event>.AsyncIterator
        let eventsMax: Int
        var count = 0

        mutating func next() async throws -> Event? {
            guard count < eventsMax else { throw StreamCut(afterEvents: eventsMax) }
            count += 1
            return try await base.next()
        }
    }
}

extension EventStreamStructure {
    /// The same answer, whose events end in ``StreamCut``.
    func cut(afterEvents eventsMax: Int) -> any EventStreamStructure {
        var answer = self
        answer.eventStream = EventStream(CutStream(base: eventStream, eventsMax: eventsMax))
        return answer
    }
}
