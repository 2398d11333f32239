import AWSCore

/// One task that sleeps on a clock: woken once, by its timer or by its cancellation, whichever comes first.
final class Sleeper: Sendable {
    private enum State {
        case awake
        case asleep(CheckedContinuation<Void, any Error>)
        case done(Result<Void, any Error>)
    }

    private let state = Lock(State.awake)
    /// The timer's action that sleeps, if it is one.
    let action: RunningAction?

    init(_ action: RunningAction? = nil) {
        self.action = action
    }

    /// Suspends the task until ``wake(_:)``.
    func sleep() async throws {
        try await withCheckedThrowingContinuation { continuation in
            let result = state.withLock { state -> Result<Void, any Error>? in
                if case .done(let result) = state { return result }
                state = .asleep(continuation)
                return nil
            }
            if let result { continuation.resume(with: result) }
        }
    }

    func wake(_ result: Result<Void, any Error> = .success(())) {
        let continuation = state.withLock { state -> CheckedContinuation<Void, any Error>? in
            if case .done = state { return nil }
            defer { state = .done(result) }
            return if case .asleep(let continuation) = state { continuation } else { nil }
        }
        continuation?.resume(with: result)
    }
}
