import AWSCore

/// The thread that writes to a database in a directory.
///
/// Writes that wait are committed together, each in a savepoint of its own, and answered after the commit. So one that
/// fails takes nothing along, and the cost of a commit is shared by all that arrived during the last one.
final class CommitThread: Sendable {
    private struct Queue {
        var jobs: [any CommitJob] = []
        var isCheckpointDue = false
        var isStopped = false
    }

    private let queue = Monitor(Queue())
    private let end = Monitor(false)

    /// Writes that may wait. Each is a suspended task, so this is a guard against runaway callers.
    static let waitingMax = 65_536
    /// Writes committed together, which bounds how long the first of them waits.
    static let batchMax = 256

    init(_ writer: Writer) {
        // The thread holds on to what it needs, not to its owner, so that dropping the owner ends it.
        let (queue, end) = (queue, end)
        Thread.start {
            while let batch = Self.nextBatch(queue) {
                writer.connection.withLock { connection in
                    Self.commit(batch, on: connection)
                    if connection.needsCheckpoint { connection.checkpoint() }
                }
            }
            end.withLock { $0 = true }
        }
    }

    /// The thread answers what waits, then ends.
    func stop() {
        queue.withLock { $0.isStopped = true }
    }

    /// Has the thread make a checkpoint soon.
    func requestCheckpoint() {
        queue.withLock { $0.isCheckpointDue = true }
    }

    func waitForEnd() {
        end.wait { isEnded in isEnded ? .found(()) : .wait }
    }

    func run<Value: Sendable>(_ body: @escaping @Sendable (SQLite) throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            let refusal = queue.withLock { queue -> StorageError? in
                if queue.isStopped { return StorageError(.misuse, "the database is closed") }
                if queue.jobs.count >= Self.waitingMax {
                    return StorageError(.busy, "\(Self.waitingMax) writes wait already")
                }
                queue.jobs.append(Job(body, continuation))
                return nil
            }
            if let refusal { continuation.resume(throwing: refusal) }
        }
    }

    private static func nextBatch(_ queue: Monitor<Queue>) -> [any CommitJob]? {
        queue.wait { queue in
            guard !queue.jobs.isEmpty || queue.isCheckpointDue else { return queue.isStopped ? .found(nil) : .wait }
            queue.isCheckpointDue = false
            let batch = Array(queue.jobs.prefix(batchMax))
            queue.jobs.removeFirst(batch.count)
            return .found(batch)
        }
    }
}

// A batch.
extension CommitThread {
    static func commit(_ jobs: [any CommitJob], on connection: SQLite) {
        guard !jobs.isEmpty else { return }
        do {
            try connection.run("BEGIN IMMEDIATE")
            for job in jobs { try perform(job, on: connection) }
            try connection.run("COMMIT")
            for job in jobs { job.answer(lost: nil) }
        } catch {
            // The transaction is gone, and with it what every job of the batch did.
            if connection.isInTransaction { try? connection.run("ROLLBACK") }
            for job in jobs { job.answer(lost: error) }
        }
    }

    /// - Throws: when the whole transaction is lost, not when the job alone failed.
    private static func perform(_ job: any CommitJob, on connection: SQLite) throws {
        try connection.run("SAVEPOINT job")
        let hasSucceeded = job.perform(on: connection)
        connection.resetStatements()
        guard connection.isInTransaction else { throw StorageError(.inputOutput, "a full or failing disk") }
        if !hasSucceeded { try connection.run("ROLLBACK TO job") }
        try connection.run("RELEASE job")
    }
}

/// One write that waits for its turn.
protocol CommitJob: Sendable {
    /// Runs the body and keeps what it returned or threw; false if it threw.
    func perform(on connection: SQLite) -> Bool
    /// Resumes the caller, with the error by which the batch was lost if it was.
    func answer(lost: (any Error)?)
}

private final class Job<Value: Sendable>: CommitJob, @unchecked Sendable {
    // Unchecked: only the commit thread touches `result`.
    private let body: @Sendable (SQLite) throws -> Value
    private let continuation: CheckedContinuation<Value, any Error>
    private var result: Result<Value, any Error>?

    init(
        _ body: @escaping @Sendable (SQLite) throws -> Value, _ continuation: CheckedContinuation<Value, any Error>
    ) {
        self.body = body
        self.continuation = continuation
    }

    func perform(on connection: SQLite) -> Bool {
        let result = Result { try body(connection) }
        self.result = result
        if case .success = result { return true }
        return false
    }

    func answer(lost: (any Error)?) {
        if case .failure(let error)? = result {
            continuation.resume(throwing: error)
        } else if let lost {
            continuation.resume(throwing: lost)
        } else if let result {
            continuation.resume(with: result)
        }
    }
}
