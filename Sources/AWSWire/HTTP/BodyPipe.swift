import Synchronization

/// Hands a request's body from the connection to the operation, one piece at a time and only when asked for one.
final class BodyPipe: AsyncSequence, Sendable {
    typealias Element = [UInt8]
    typealias Failure = any Error

    private enum State {
        case idle
        case wanted(CheckedContinuation<[UInt8]?, any Error>)
        case offered(CheckedContinuation<Bool, Never>)
        case finished((any Error)?)
    }

    private let state = Mutex(State.idle)

    /// For the connection: waits until a piece is wanted.
    /// - Returns: false when none will be wanted any more.
    func demand() async -> Bool {
        await withCheckedContinuation { continuation in
            let answer: Bool? = state.withLock { state in
                switch state {
                case .idle:
                    state = .offered(continuation)
                    return nil
                case .wanted: return true
                case .offered: preconditionFailure("a body has one sender")
                case .finished: return false
                }
            }
            if let answer { continuation.resume(returning: answer) }
        }
    }

    /// For the connection: the piece that was wanted.
    func give(_ piece: [UInt8]) {
        let wanted = state.withLock { state -> CheckedContinuation<[UInt8]?, any Error>? in
            guard case .wanted(let continuation) = state else { return nil }
            state = .idle
            return continuation
        }
        wanted?.resume(returning: piece)
    }

    /// Ends the body for both sides; the first end counts.
    func finish(throwing failure: (any Error)? = nil) {
        let before = state.withLock { state -> State in
            let before = state
            if case .finished = before { return before }
            state = .finished(failure)
            return before
        }
        switch before {
        case .wanted(let continuation):
            if let failure { continuation.resume(throwing: failure) } else { continuation.resume(returning: nil) }
        case .offered(let continuation): continuation.resume(returning: false)
        case .idle, .finished: break
        }
    }

    fileprivate func next() async throws -> [UInt8]? {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in want(continuation) }
        } onCancel: {
            finish(throwing: CancellationError())
        }
    }

    private func want(_ continuation: CheckedContinuation<[UInt8]?, any Error>) {
        let before = state.withLock { state -> State in
            let before = state
            if case .finished = before { return before }
            state = .wanted(continuation)
            return before
        }
        switch before {
        case .idle: break
        case .offered(let sender): sender.resume(returning: true)
        case .wanted: preconditionFailure("a body has one reader")
        case .finished(nil): continuation.resume(returning: nil)
        case .finished(let failure?): continuation.resume(throwing: failure)
        }
    }

    func makeAsyncIterator() -> Iterator { Iterator(pipe: self) }

    struct Iterator: AsyncIteratorProtocol {
        let pipe: BodyPipe

        mutating func next() async throws -> [UInt8]? { try await pipe.next() }
    }
}
