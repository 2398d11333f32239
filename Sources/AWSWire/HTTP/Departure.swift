import AWSCore
import NIOCore

/// Ends an answer that is being streamed to a client that has gone.
final class Departure: Sendable {
    private struct State {
        var hasGone = false
        var streaming: Task<Void, any Error>?
    }

    private let state = Lock(State())

    init(of channel: any Channel) {
        channel.closeFuture.whenComplete { [weak self] _ in self?.leave() }
    }

    private func leave() {
        let streaming = state.withLock { state in
            state.hasGone = true
            return state.streaming
        }
        streaming?.cancel()
    }

    /// Runs `body`, and cancels it when the client goes.
    func stream(on executor: (any TaskExecutor)?, _ body: @escaping @Sendable () async throws -> Void) async throws {
        let streaming = Task(executorPreference: executor) { try await body() }
        let hasGone = state.withLock { state in
            state.streaming = streaming
            return state.hasGone
        }
        defer { state.withLock { $0.streaming = nil } }
        if hasGone { streaming.cancel() }
        try await withTaskCancellationHandler {
            try await streaming.value
        } onCancel: {
            streaming.cancel()
        }
    }
}
