import AWSCore

/// Starts tasks that nobody waits for, and ends them with their world.
final class Spawner: Sendable {
    private struct State {
        var tasks: [Int: Task<Void, Never>] = [:]
        var finished: Set<Int> = []
        var last = 0
        var isStopped = false
    }

    private let state = Lock(State())
    private let executor: SimulationExecutor?

    init(_ executor: SimulationExecutor?) {
        self.executor = executor
    }

    func spawn(_ label: String, _ body: @escaping @Sendable () async -> Void) -> Task<Void, Never> {
        let number = state.withLock { state in
            state.last += 1
            return state.last
        }
        let task = Task(name: label, executorPreference: executor) {
            await body()
            self.finish(number)
        }
        let isStopped = state.withLock { state in
            if state.finished.remove(number) == nil { state.tasks[number] = task }
            return state.isStopped
        }
        if isStopped { task.cancel() }
        return task
    }

    /// Cancels all tasks, those to come included.
    func stop() {
        let tasks = state.withLock { state in
            state.isStopped = true
            return state.tasks.sorted { $0.key < $1.key }.map(\.value)
        }
        for task in tasks { task.cancel() }
    }

    /// A task may be done before its spawner has put it down.
    private func finish(_ number: Int) {
        state.withLock { state in
            if state.tasks.removeValue(forKey: number) == nil { state.finished.insert(number) }
        }
    }
}

extension World {
    /// Starts a task that nobody waits for: what `Task { }` is elsewhere. It is cancelled when the world is closed.
    /// - Parameter label: says what it is for, in debuggers.
    @discardableResult
    public func spawn(_ label: String, _ body: @escaping @Sendable () async -> Void) -> Task<Void, Never> {
        spawner.spawn(label, body)
    }
}
