import AWSCore

/// Something that one task waits for and others bring about, once.
final class Signal: Sendable {
    private enum State {
        case quiet
        case awaited(CheckedContinuation<Void, Never>)
        case given
    }

    private let state = Lock(State.quiet)

    func give() {
        let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
            defer { state = .given }
            return if case .awaited(let waiter) = state { waiter } else { nil }
        }
        waiter?.resume()
    }

    /// Returns once the signal was given, or the task is cancelled.
    func wait() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isGiven = state.withLock { state in
                    if case .given = state { return true }
                    state = .awaited(continuation)
                    return false
                }
                if isGiven { continuation.resume() }
            }
        } onCancel: {
            give()
        }
    }
}
