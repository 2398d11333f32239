import AWSCore
import World

/// Holds what many use at a time, and exchanges it while nobody does.
///
/// Whoever comes during an exchange waits until it is over.
final class Turnover<Value: Sendable>: Sendable {
    private struct State {
        /// Kept after it was vacated: what has become of it can still be read.
        var latest: Value
        var door = Door.open
        /// Counts exchanges: who stayed too long belongs to an earlier term, and is not counted in the next.
        var term = 0
        var inside = 0
        var waiting: [CheckedContinuation<Void, Never>] = []
        var vacated: Deadline?
    }

    private enum Door {
        case open
        case closed
        /// What was to come could not be made.
        case shut(String)
    }

    private enum Entry {
        case inside(Value, term: Int)
        case refused
        case waits
    }

    private let state: Lock<State>
    private let clock = RealClock()

    init(_ value: Value) {
        state = Lock(State(latest: value))
    }

    /// What is there, or was there last.
    var latest: Value { state.withLock { $0.latest } }

    var isOpen: Bool { state.withLock { if case .open = $0.door { true } else { false } } }

    /// Why there is nothing to use.
    var failure: String? { state.withLock { if case .shut(let reason) = $0.door { reason } else { nil } } }

    /// - Returns: nil when there is nothing to use.
    func use<Result>(_ body: (Value) async -> Result) async -> Result? {
        while true {
            switch enter() {
            case .refused: return nil
            case .waits: await waitForDoor()
            case .inside(let value, let term):
                defer { leave(term) }
                return await body(value)
            }
        }
    }

    /// Lets nobody in any more, and returns once all have left; those that have not in time are left behind.
    func vacate(within limit: Duration) async {
        let deadline = clock.deadline(at: clock.now + limit)
        let isEmpty = state.withLock { state in
            state.door = .closed
            if state.inside > 0 { state.vacated = deadline }
            return state.inside == 0
        }
        if isEmpty { deadline.meet() } else { _ = await deadline.wait() }
    }

    /// Ends an exchange.
    func open(with value: Value) {
        end { state in
            state.latest = value
            state.door = .open
        }
    }

    /// Ends an exchange that has failed.
    func shut(because reason: String) {
        end { $0.door = .shut(reason) }
    }

    private func end(_ change: (inout State) -> Void) {
        let waiting = state.withLock { state in
            change(&state)
            state.term += 1
            (state.inside, state.vacated) = (0, nil)
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    private func enter() -> Entry {
        state.withLock { state in
            switch state.door {
            case .closed: return .waits
            case .shut: return .refused
            case .open:
                state.inside += 1
                return .inside(state.latest, term: state.term)
            }
        }
    }

    private func waitForDoor() async {
        await withCheckedContinuation { continuation in
            let mayGo = state.withLock { state in
                guard case .closed = state.door else { return true }
                state.waiting.append(continuation)
                return false
            }
            if mayGo { continuation.resume() }
        }
    }

    private func leave(_ term: Int) {
        let vacated = state.withLock { state -> Deadline? in
            guard term == state.term else { return nil }
            state.inside -= 1
            return state.inside == 0 ? state.vacated : nil
        }
        vacated?.meet()
    }
}
