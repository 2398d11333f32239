import AWSCore

/// Runs jobs one after the other on the thread that drives it, choosing by seed among those that are ready.
final class SimulationExecutor: TaskExecutor {
    fileprivate struct State {
        var ready: [UnownedJob] = []
        var clocks: [VirtualClock] = []
        var choices: Xoshiro256
        var steps = 0
        var schedule = StableHash.of("")
    }

    private let state: Lock<State>
    private let stepsMax: Int

    init(seed: UInt64, stepsMax: Int) {
        let choices = Xoshiro256(seed: SplitMix64.mix(seed) ^ StableHash.of("simulation.schedule"))
        state = Lock(State(choices: choices))
        self.stepsMax = stepsMax
    }

    var steps: Int { state.withLock { $0.steps } }
    var schedule: UInt64 { state.withLock { $0.schedule } }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        state.withLock { $0.ready.append(job) }
    }

    /// Moves the clock's time whenever nothing is ready.
    func drive(_ clock: VirtualClock) {
        state.withLock { $0.clocks.append(clock) }
    }

    /// Runs until there is a result.
    /// - Throws: ``SimulationError``.
    func drive<Value>(until result: () -> Value?) throws(SimulationError) -> Value {
        while true {
            if let value = result() { return value }
            guard step() || fireNextTimer() else { throw .deadlock(at: now) }
            guard steps < stepsMax else { throw .endless(steps: stepsMax) }
        }
    }

    /// Runs what is ready, until nothing is, without letting time pass.
    func drain() {
        while step(), steps < 2 * stepsMax {}
    }

    /// Runs one of the jobs that are ready; false when there is none.
    private func step() -> Bool {
        let job = state.withLock { state -> UnownedJob? in
            guard !state.ready.isEmpty else { return nil }
            let choice = Int(state.choices.next(upperBound: UInt64(state.ready.count)))
            state.note(UInt64(choice) << 32 | UInt64(state.ready.count))
            return state.ready.remove(at: choice)
        }
        guard let job else { return false }
        job.runSynchronously(on: asUnownedTaskExecutor())
        return true
    }

    private func fireNextTimer() -> Bool {
        let clocks = state.withLock { $0.clocks }
        let next = clocks.compactMap { clock in clock.nextDue.map { (due: $0, clock: clock) } }.min { $0.due < $1.due }
        guard let next, let timer = next.clock.takeNext(dueBy: next.due) else { return false }
        state.withLock { $0.note(UInt64(bitPattern: next.due.seconds) << 30 ^ UInt64(next.due.nanoseconds)) }
        switch timer.work {
        case .action(let action): Task(executorPreference: self) { await action() }
        case .wake(let sleeper): sleeper.wake()
        }
        return true
    }

    private var now: Timestamp {
        state.withLock { $0.clocks }.map(\.now).max() ?? .epoch
    }
}

extension SimulationExecutor.State {
    fileprivate mutating func note(_ choice: UInt64) {
        steps += 1
        schedule = SplitMix64.mix(schedule ^ choice)
    }
}
