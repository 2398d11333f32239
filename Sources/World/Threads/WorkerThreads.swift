/// A few threads for work that blocks, such as reading and writing files.
package final class WorkerThreads: Sendable {
    private struct Queue {
        var jobs: [@Sendable () -> Void] = []
        var first = 0
        var isStopped = false

        mutating func take() -> (@Sendable () -> Void)? {
            guard first < jobs.count else { return nil }
            defer { first += 1 }
            let job = jobs[first]
            if first > 256, first * 2 > jobs.count {
                jobs.removeFirst(first)
                first = 0
            }
            return job
        }
    }

    private let queue = Monitor(Queue())

    /// Jobs that may wait. Each is a suspended task, so this is a guard against runaway callers.
    static let waitingMax = 16_384

    package init(count: Int) {
        for _ in 0..<count {
            let queue = queue
            Thread.start {
                while let job = Self.next(queue) { job() }
            }
        }
    }

    deinit {
        stop()
    }

    /// What waits is still done; then the threads end.
    package func stop() {
        queue.withLock(wakingAll: true) { $0.isStopped = true }
    }

    package func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            let refusal = queue.withLock { queue -> StorageError? in
                if queue.isStopped { return StorageError(.misuse, "the world is closed") }
                if queue.jobs.count - queue.first >= Self.waitingMax {
                    return StorageError(.busy, "\(Self.waitingMax) file operations wait already")
                }
                queue.jobs.append { continuation.resume(with: Result { try body() }) }
                return nil
            }
            if let refusal { continuation.resume(throwing: refusal) }
        }
    }

    private static func next(_ queue: Monitor<Queue>) -> (@Sendable () -> Void)? {
        queue.wait { queue in
            if let job = queue.take() { return .found(job) }
            return queue.isStopped ? .found(nil) : .wait
        }
    }
}
