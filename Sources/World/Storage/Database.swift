import Synchronization

/// The SQLite database of one world.
///
/// In memory, bodies run at once on the caller's thread, under a lock. In a directory, writes run on a thread of the
/// database's own, which commits those that wait together as one transaction and answers them after the commit; reads
/// run at once on the caller's thread, on connections of their own, and see all that was answered before they began.
public final class Database: Sendable {
    private let writer: Writer
    private let commits: CommitThread?
    private let readers: ReaderPool?

    /// The file of the database inside a world's directory.
    static let fileName = "world.sqlite"

    public init(_ configuration: StorageConfiguration = .memory) throws(StorageError) {
        switch configuration.place {
        case .memory:
            writer = Writer(try SQLite(path: ":memory:"), lock: nil)
            (commits, readers) = (nil, nil)
        case .directory(let directory):
            let lock = try DirectoryLock(directory)
            let path = "\(directory)/\(Self.fileName)"
            let connection = try SQLite(path: path)
            try connection.configureFile(configuration.durability)
            writer = Writer(connection, lock: lock)
            readers = configuration.isInline ? nil : ReaderPool(path: path)
            commits = configuration.isInline ? nil : CommitThread(writer)
        }
    }

    deinit {
        // Not waited for: the last reference may be dropped on that very thread.
        commits?.stop()
    }

    /// Runs `body`, which may not write.
    /// - Throws: ``StorageError``, or what `body` throws.
    public func read<Value: Sendable>(_ body: @Sendable (SQLite) throws -> Value) async throws -> Value {
        if let readers { return try readers.read(body) }
        return try writer.connection.withLock { try $0.reading(asSnapshot: false, body) }
    }

    /// Runs `body` as one transaction, which is rolled back when it throws. Returns once the transaction is committed.
    /// - Throws: ``StorageError``, or what `body` throws.
    public func write<Value: Sendable>(_ body: @escaping @Sendable (SQLite) throws -> Value) async throws -> Value {
        if let commits { return try await commits.run(body) }
        return try writer.connection.withLock { try $0.writing(body) }
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
    let connection: Mutex<SQLite>
    let lock: DirectoryLock?

    init(_ connection: sending SQLite, lock: DirectoryLock?) {
        self.connection = Mutex(connection)
        self.lock = lock
    }
}
