import Synchronization

/// A request's body on its way from the task that produces it to libcurl's thread, a few pieces at most.
package final class UploadPipe: Sendable {
    package enum Take {
        case bytes(ArraySlice<UInt8>)
        /// Nothing yet; whoever gives the next piece will say so.
        case later
        case end
        case failure
    }

    private struct State {
        var bytes: ArraySlice<UInt8> = []
        var isAtEnd = false
        var hasFailed = false
        var isStarved = false
        var giver: CheckedContinuation<Bool, Never>?
        var isClosed = false
    }

    private let state = Mutex(State())

    package init() {}

    /// For the producing task: waits until the piece before has been taken.
    /// - Parameter wake: is called when libcurl waits for it.
    /// - Returns: false when nobody takes any more.
    package func give(_ piece: [UInt8], wake: () -> Void) async -> Bool {
        if piece.isEmpty { return true }
        let isOpen = await withCheckedContinuation { continuation in
            let answer: Bool? = state.withLock { state in
                if state.isClosed { return false }
                if state.bytes.isEmpty { return true }
                state.giver = continuation
                return nil
            }
            if let answer { continuation.resume(returning: answer) }
        }
        guard isOpen else { return false }
        let wasStarved = state.withLock { state in
            state.bytes = piece[...]
            defer { state.isStarved = false }
            return state.isStarved
        }
        if wasStarved { wake() }
        return true
    }

    /// For the producing task: there is no more, or there cannot be.
    package func finish(failed: Bool = false, wake: () -> Void) {
        let wasStarved = state.withLock { state in
            state.isAtEnd = true
            state.hasFailed = failed
            defer { state.isStarved = false }
            return state.isStarved
        }
        if wasStarved || failed { wake() }
    }

    /// For libcurl's thread.
    package func take(_ countMax: Int) -> Take {
        let (taken, giver) = state.withLock { state -> (Take, CheckedContinuation<Bool, Never>?) in
            if state.hasFailed { return (.failure, nil) }
            guard !state.bytes.isEmpty else {
                if state.isAtEnd { return (.end, nil) }
                state.isStarved = true
                return (.later, nil)
            }
            let piece = state.bytes.prefix(countMax)
            state.bytes = state.bytes.dropFirst(countMax)
            guard state.bytes.isEmpty else { return (.bytes(piece), nil) }
            defer { state.giver = nil }
            return (.bytes(piece), state.giver)
        }
        giver?.resume(returning: true)
        return taken
    }

    /// For libcurl's thread: the transfer is over.
    package func close() {
        let giver = state.withLock { state in
            state.isClosed = true
            defer { state.giver = nil }
            return state.giver
        }
        giver?.resume(returning: false)
    }
}
