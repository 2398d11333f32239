import AWSCore

/// The latest calls of a world, the oldest making room for the newest.
public final class AuditLog: Sendable {
    /// What is kept of a call until someone asks: appending costs one slot and no copies.
    struct Entry: Sendable {
        let scope: CallScope
        let duration: Duration
        let error: Failure?
        /// nil unless ``AuditLog/keepsMessages``.
        let messages: Messages?
    }

    struct Failure: Sendable {
        let code: String
        let message: String?
    }

    /// What was asked and answered, rendered only when someone looks.
    struct Messages: Sendable {
        let input: any Structure
        let output: (any Structure)?
    }

    private struct State {
        var ring: [Entry] = []
        /// Entries appended since the world began.
        var count = 0
        var subscribers: [Int: AsyncStream<CallRecord>.Continuation] = [:]
        var lastSubscriber = 0
    }

    private let state = Lock(State())
    /// Records kept.
    public let capacity: Int
    /// Whether records hold the inputs and outputs of their calls, which keeps those alive.
    public let keepsMessages: Bool

    public init(capacity: Int = 4096, keepsMessages: Bool = false) {
        precondition(capacity > 0, "an audit log needs room for one record")
        self.capacity = capacity
        self.keepsMessages = keepsMessages
    }

    func append(_ entry: Entry) {
        state.withLock { state in
            if state.ring.count < capacity {
                state.ring.append(entry)
            } else {
                state.ring[state.count % capacity] = entry
            }
            state.count += 1
            guard !state.subscribers.isEmpty else { return }
            let record = CallRecord(entry, sequence: state.count)
            for subscriber in state.subscribers.values { subscriber.yield(record) }
        }
    }

    /// The records still kept, oldest first.
    public var records: [CallRecord] { records(after: 0) }

    /// The records still kept that follow `sequence`, oldest first.
    /// - Parameter trace: those of this trace alone.
    public func records(after sequence: Int, of trace: String? = nil) -> [CallRecord] {
        let (entries, count) = state.withLock { ($0.ring, $0.count) }
        let first = min(max(count - entries.count, sequence), count)
        return (first..<count).compactMap { index in
            let entry = entries[index % capacity]
            guard trace == nil || entry.scope.trace == trace else { return nil }
            return CallRecord(entry, sequence: index + 1)
        }
    }

    /// Calls recorded since the world began, those no longer kept included.
    public var count: Int { state.withLock { $0.count } }

    /// Each record from now on that `filter` lets through. A reader too slow by `capacity` records misses the oldest.
    public func subscribe(
        where filter: @escaping @Sendable (CallRecord) -> Bool = { _ in true }
    ) -> some AsyncSequence<CallRecord, Never> & Sendable {
        let (stream, continuation) = AsyncStream.makeStream(
            of: CallRecord.self, bufferingPolicy: .bufferingNewest(capacity))
        let id = state.withLock { state in
            state.lastSubscriber += 1
            state.subscribers[state.lastSubscriber] = continuation
            return state.lastSubscriber
        }
        continuation.onTermination = { [weak self] _ in
            self?.remove(id)
        }
        return stream.filter(filter)
    }

    private func remove(_ subscriber: Int) {
        state.withLock { _ = $0.subscribers.removeValue(forKey: subscriber) }
    }

    /// Ends all subscriptions.
    package func close() {
        let subscribers = state.withLock { $0.subscribers.sorted { $0.key < $1.key }.map(\.value) }
        for subscriber in subscribers { subscriber.finish() }
    }
}
