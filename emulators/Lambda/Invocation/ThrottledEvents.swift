import AWSCore
import World

/// Events that found no room to run. Each has a timer for its next attempt; the oldest of a function goes sooner, when
/// an invocation of the same function ends.
final class ThrottledEvents: Sendable {
    private struct Waiting: Sendable {
        let id: Int64
        let timer: TimerID
    }

    private let waiting = Lock<[FunctionReference: [Waiting]]>([:])

    func add(_ id: Int64, _ timer: TimerID, of function: FunctionReference) {
        waiting.withLock { $0[function.with(nil), default: []].append(Waiting(id: id, timer: timer)) }
    }

    /// - Returns: false when the event does not wait any more.
    func remove(_ id: Int64, of function: FunctionReference) -> Bool {
        waiting.withLock { waiting in
            let function = function.with(nil)
            guard let index = waiting[function]?.firstIndex(where: { $0.id == id }) else { return false }
            waiting[function]?.remove(at: index)
            if waiting[function]?.isEmpty == true { waiting[function] = nil }
            return true
        }
    }

    /// Takes out the one that has waited longest.
    func next(of function: FunctionReference) -> (id: Int64, timer: TimerID)? {
        waiting.withLock { waiting in
            let function = function.with(nil)
            guard let first = waiting[function]?.first else { return nil }
            waiting[function]?.removeFirst()
            if waiting[function]?.isEmpty == true { waiting[function] = nil }
            return (first.id, first.timer)
        }
    }
}

extension LambdaState {
    /// There is room for one more invocation of a function.
    func wakeThrottled(_ function: FunctionReference) {
        guard let (id, timer) = throttled.next(of: function) else { return }
        world.clock.cancel(timer)
        schedule(id, at: world.clock.now)
    }
}
