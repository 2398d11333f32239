/// Work that may come later than what made it necessary, one piece after the other on a thread of its own.
final class BackgroundWork: Sendable {
    private struct State {
        var waiting: [@Sendable () -> Void] = []
        var hasThread = false
        var isStopped = false
    }

    private let state = Monitor(State())

    func add(_ work: @escaping @Sendable () -> Void) {
        let needsThread = state.withLock { state in
            guard !state.isStopped else { return false }
            state.waiting.append(work)
            defer { state.hasThread = true }
            return !state.hasThread
        }
        guard needsThread else { return }
        let state = state
        Thread.start {
            while let work = Self.next(state) { work() }
        }
    }

    /// nil when nothing is left to do: the thread ends then.
    private static func next(_ state: Monitor<State>) -> (@Sendable () -> Void)? {
        state.withLock(wakingAll: true) { state in
            if state.waiting.isEmpty { state.hasThread = false }
            return state.waiting.isEmpty ? nil : state.waiting.removeFirst()
        }
    }

    /// Forgets what waits, and returns once what runs is done: nothing touches the world's files after that.
    func stop() {
        state.withLock { state in
            state.isStopped = true
            state.waiting = []
        }
        state.wait { $0.hasThread ? .wait : .found(()) }
    }
}

extension World {
    /// Does work that nobody waits for: soon, on a thread of its own, or at once where time is virtual, so that one run
    /// is like the other. It is finished, or never begins, before the world is closed.
    public func inBackground(_ work: @escaping @Sendable () -> Void) {
        if case .virtual = configuration.clock { return work() }
        background.add(work)
    }
}
