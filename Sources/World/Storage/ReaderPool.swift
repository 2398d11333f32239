import AWSCore

/// Connections that only read, one for each thread that reads at the same time.
final class ReaderPool: Sendable {
    private struct State {
        var idle: [SQLite] = []
        var isClosed = false
    }

    private let path: String
    private let state = Lock(State())

    /// Connections kept for the next reader; a body holds a thread, so there are never more than threads.
    static let idleMax = 8

    init(path: String) {
        self.path = path
    }

    func read<Value: Sendable>(_ body: @Sendable (SQLite) throws -> Value) throws -> Value {
        let connection = try take()
        defer { giveBack(connection) }
        return try connection.value.reading(asSnapshot: true, body)
    }

    func close() {
        state.withLock { state in
            state.isClosed = true
            state.idle = []
        }
    }

    /// A connection on its way between the pool and the one thread that uses it.
    private struct Lease: @unchecked Sendable {
        // Unchecked: whoever holds the lease is alone with the connection, since it has left the pool.
        let value: SQLite
    }

    private func take() throws -> Lease {
        let lease = try state.withLock { state throws(StorageError) -> Lease? in
            if state.isClosed { throw StorageError(.misuse, "the database is closed") }
            return state.idle.popLast().map(Lease.init)
        }
        if let lease { return lease }
        let connection = try SQLite(path: path, isReadOnly: true)
        try connection.configureCache()
        return Lease(value: connection)
    }

    private func giveBack(_ lease: Lease) {
        state.withLock { state in
            if !state.isClosed, state.idle.count < Self.idleMax { state.idle.append(lease.value) }
        }
    }
}
