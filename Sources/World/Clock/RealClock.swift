public import AWSCore

/// The system's clock: what `kass up` runs on.
///
/// Its timers fire on the tasks of Swift's pool, started by one thread that sleeps until the next is due.
public final class RealClock: WorldClock {
    private struct State {
        var timers = TimerQueue()
        var hasThread = false
        var isStopped = false
    }

    private let state = Monitor(State())

    public init() {}

    deinit {
        stop()
    }

    public var now: Timestamp { SystemTime.now }

    public var uptime: Duration { Self.uptime }

    /// For how long the machine has been up: never runs backwards, and says nothing of the time of day.
    public static var uptime: Duration { SystemTime.uptime }

    /// Processor time that the calling thread has taken: what other programs do meanwhile is not in it.
    public static var threadTime: Duration { SystemTime.threadTime }

    public func sleep(for duration: Duration) async throws {
        let sleeper = Sleeper()
        let timer = add(WorldTimer(due: now + duration, label: "sleep", work: .wake(sleeper)))
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
        add(WorldTimer(due: time, label: label, work: .action(action)))
    }

    public func deadline(at time: Timestamp) -> Deadline {
        let sleeper = Sleeper()
        return Deadline(sleeper, add(WorldTimer(due: time, label: "deadline", work: .wake(sleeper))), of: self)
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

    private func add(_ timer: WorldTimer) -> TimerID {
        let (id, isStopped) = state.withLock { state in
            if !state.hasThread, !state.isStopped {
                state.hasThread = true
                startThread()
            }
            return (state.timers.insert(timer), state.isStopped)
        }
        if isStopped { stop() }
        return id
    }

    private func startThread() {
        let state = state
        Thread.start {
            while let timer = Self.nextTimer(state) {
                switch timer.work {
                case .wake(let sleeper): sleeper.wake()
                case .action(let action): Task { await action() }
                }
            }
        }
    }

    private static func nextTimer(_ state: Monitor<State>) -> WorldTimer? {
        state.wait { state in
            if state.isStopped { return .found(nil) }
            if let timer = state.timers.popFirst(dueBy: SystemTime.now) { return .found(timer) }
            guard let due = state.timers.nextDue else { return .wait }
            return .waitUntil(due.seconds * 1_000_000_000 + Int64(due.nanoseconds))
        }
    }
}
