import AWSCore

/// A timer's action that has begun: it runs, or it sleeps on the clock that started it, or it is done.
///
/// Whoever moves the clock waits until the action pauses, and only then goes on to the next timer.
final class RunningAction: Sendable {
    private enum State {
        case running(CheckedContinuation<Void, Never>?)
        case paused
    }

    @TaskLocal static var current: RunningAction?

    private let state = Lock(State.running(nil))

    func start(_ action: @escaping @Sendable () async -> Void) {
        Task {
            await Self.$current.withValue(self) { await action() }
            pause()
        }
    }

    /// The action is done, or about to sleep.
    func pause() {
        let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
            defer { state = .paused }
            return if case .running(let waiter) = state { waiter } else { nil }
        }
        waiter?.resume()
    }

    /// The action's sleep is over.
    func proceed() {
        state.withLock { $0 = .running(nil) }
    }

    func waitForPause() async {
        await withCheckedContinuation { continuation in
            let isPaused = state.withLock { state in
                if case .paused = state { return true }
                state = .running(continuation)
                return false
            }
            if isPaused { continuation.resume() }
        }
    }
}
