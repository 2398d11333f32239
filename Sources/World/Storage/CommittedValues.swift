import Synchronization

/// What calls have read of a store lately and will ask for again, so that finding it costs no SQL.
///
/// A value is kept only while nothing changes values of its kind, and only if nothing has changed since the transaction
/// that read it began: what is kept is therefore what is committed.
public final class CommittedValues<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private struct State {
        var values: [Key: Value] = [:]
        var changesUnderWay = 0
        var generation = 0
    }

    private let state = Mutex(State())

    public init() {}

    /// What the caller of ``keep(_:as:since:)`` asks for before its transaction begins.
    public var generation: Int { state.withLock(\.generation) }

    public subscript(key: Key) -> Value? {
        state.withLock { $0.values[key] }
    }

    public func keep(_ value: Value, as key: Key, since generation: Int) {
        state.withLock { state in
            guard state.changesUnderWay == 0, state.generation == generation else { return }
            state.values[key] = value
        }
    }

    public func beginChange() {
        state.withLock { state in
            state.changesUnderWay += 1
            state.values.removeAll()
        }
    }

    public func endChange() {
        state.withLock { state in
            state.changesUnderWay -= 1
            state.generation += 1
            state.values.removeAll()
        }
    }
}
