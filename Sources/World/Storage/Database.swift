import AWSCore

/// The SQLite database of one world.
///
/// In memory, bodies run at once on the caller's thread, under a lock. In a directory:
///
/// - A read runs at once on the caller's thread, on a connection of its own, and sees all that was answered before.
/// - A write that finds the database idle runs and commits at once, which takes no wait for the disk. One that finds it
///   busy waits for the database's own thread, which commits all that wait as one transaction and then answers them.
/// - Whatever waits for the disk is done by that thread alone: checkpoints, and with
///   ``StorageConfiguration/Durability/powerLoss`` every commit.
public final class Database: Sendable {
    private let writer: Writer
    private let commits: CommitThread?
    private let readers: ReaderPool?
    private let writesAtOnce: Bool

    /// The file of the database inside a world's directory.
    static let fileName = "world.sqlite"

    public init(_ configuration: StorageConfiguration = .memory) throws(StorageError) {
        switch configuration.place {
        case .memory:
            writer = Writer(try SQLite(path: ":memory:"), lock: nil)
            (commits, readers) = (nil, nil)
            writesAtOnce = true
        case .directory(let directory):
            let lock = try DirectoryLock(directory)
            let path = "\(directory)/\(Self.fileName)"
            let connection = try SQLite(path: path)
            try connection.configureFile(configuration.durability)
            if !configuration.isInline { try connection.leaveCheckpointsToOthers() }
            writer = Writer(connection, lock: lock)
            readers = configuration.isInline ? nil : ReaderPool(path: path)
            commits = configuration.isInline ? nil : CommitThread(writer)
            writesAtOnce = configuration.isInline || configuration.durability == .processDeath
        }
    }

    deinit {
        // Not waited for: the last reference may be dropped on that very thread.
        commits?.stop()
    }

    /// Runs `body`, which may not write.
    /// - Throws: ``StorageError``, or what `body` throws.
    public func read<Value: Sendable>(_ body: @Sendable (SQLite) throws -> Value) async throws -> Value {
        try readAtOnce(body)
    }

    /// As ``read(_:)``, for those who cannot wait.
    ///
    /// Not to be called inside another body where the world runs inline: there is one connection then.
    public func readAtOnce<Value: Sendable>(_ body: @Sendable (SQLite) throws -> Value) throws -> Value {
        if let readers { return try readers.read(body) }
        return try writer.connection.withLock { try $0.reading(asSnapshot: false, body) }
    }

    /// Runs `body` as one transaction, which is rolled back when it throws. Returns once the transaction is committed.
    /// - Throws: ``StorageError``, or what `body` throws.
    public func write<Value: Sendable>(_ body: @escaping @Sendable (SQLite) throws -> Value) async throws -> Value {
        guard let commits else { return try writer.connection.withLock { try $0.writing(body) } }
        guard writesAtOnce, let written = try writeIfIdle(body) else { return try await commits.run(body) }
        if written.needsCheckpoint { commits.requestCheckpoint() }
        return written.value
    }

    private func writeIfIdle<Value: Sendable>(
        _ body: @Sendable (SQLite) throws -> Value
    ) throws -> (value: Value, needsCheckpoint: Bool)? {
        let written = try writer.connection.withLockIfAvailable { connection -> (Value, Bool)? in
            if connection.isLogFull { return nil }
            return (try connection.writing(body), connection.needsCheckpoint)
        }
        return written.flatMap { $0.map { (value: $0.0, needsCheckpoint: $0.1) } }
    }

    /// Runs `body` on the writing connection at once, on the caller's thread: for what happens before or after calls,
    /// such as preparing tables and saving.
    func exclusively<Value: Sendable>(_ body: @Sendable (SQLite) throws -> Value) throws -> Value {
        try writer.connection.withLock { try body($0) }
    }

    /// Finishes the writes that wait, then closes all connections. Later use throws ``StorageError/Code/misuse``.
    public func close() {
        commits?.stop()
        commits?.waitForEnd()
        readers?.close()
        writer.connection.withLock { $0.close() }
        writer.lock?.release()
    }
}

/// The connection that writes, and the lock on its directory: freed when nobody writes any more.
final class Writer: Sendable {
    let connection: Lock<SQLite>
    let lock: DirectoryLock?

    init(_ connection: sending SQLite, lock: DirectoryLock?) {
        self.connection = Lock(connection)
        self.lock = lock
    }
}
