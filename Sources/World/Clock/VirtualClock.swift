public import AWSCore

/// Time that stands still until someone moves it, so that ninety days pass in one line.
///
/// Timers fire in order of time; those of one time in the order in which they were set. The clock stands at a timer's
/// time while its action runs, and moves on when the action is done or sleeps itself. A task that sleeps outside
/// any action is woken and not waited for: where the order of such tasks matters, run them in a ``Simulation``.
public final class VirtualClock: WorldClock {
    struct State {
        var now: Timestamp
        var timers = TimerQueue()
        var isStopped = false
        var isMoving = false
    }

    let state: Lock<State>
    private let start: Timestamp
    /// In a simulation the executor moves time, whenever nothing is ready to run.
    let isSimulated: Bool

    public convenience init(start: Timestamp) {
        self.init(start: start, executor: nil)
    }

    init(start: Timestamp, executor: SimulationExecutor?) {
        self.start = start
        state = Lock(State(now: start))
        isSimulated = executor != nil
        executor?.drive(self)
    }

    public var now: Timestamp { state.withLock { $0.now } }

    public var uptime: Duration { now - start }

    /// Timers and sleepers that have not fired.
    public var pendingCount: Int { state.withLock { $0.timers.count } }

    public func sleep(for duration: Duration) async throws {
        try await sleep { $0 + duration }
    }

    func sleep(until due: (Timestamp) -> Timestamp) async throws {
        // A cancelled sleep must not look like a pause: whoever cancelled it may be the action's own task.
        try Task.checkCancellation()
        let sleeper = Sleeper(RunningAction.current)
        let timer = state.withLock { state in
            state.timers.insert(WorldTimer(due: due(state.now), label: "sleep", work: .wake(sleeper)))
        }
        if state.withLock({ $0.isStopped }) { stop() }
        sleeper.action?.pause()
        try await withTaskCancellationHandler {
            try await sleeper.sleep()
        } onCancel: {
            cancel(timer)
            sleeper.wake(.failure(CancellationError()))
        }
    }

    @discardableResult
    public func schedule(
        at time: Timestamp, label: String, _ action: @escaping @Sendable () async -> Void
    ) -> TimerID {
        state.withLock { $0.timers.insert(WorldTimer(due: time, label: label, work: .action(action))) }
    }

    public func deadline(at time: Timestamp) -> Deadline {
        let sleeper = Sleeper(RunningAction.current)
        let timer = state.withLock { state in
            state.timers.insert(WorldTimer(due: time, label: "deadline", work: .wake(sleeper)))
        }
        if state.withLock({ $0.isStopped }) { stop() }
        return Deadline(sleeper, timer, of: self)
    }

    public func cancel(_ timer: TimerID) {
        _ = state.withLock { $0.timers.remove(timer) }
    }

    public func stop() {
        let left = state.withLock { state in
            state.isStopped = true
            return state.timers.removeAll()
        }
        for timer in left {
            if case .wake(let sleeper) = timer.work { sleeper.wake(.failure(CancellationError())) }
        }
    }

    /// Takes the timer that fires next, if it is due by `limit`, and moves the clock to it.
    func takeNext(dueBy limit: Timestamp) -> WorldTimer? {
        state.withLock { state in
            guard let timer = state.timers.popFirst(dueBy: limit) else { return nil }
            state.now = max(state.now, timer.due)
            return timer
        }
    }
}
