import CSQLite

/// One connection to a database, seen only inside the bodies that ``Database`` runs.
public final class SQLite {
    private var handle: OpaquePointer?
    private var statements: [String: Statement] = [:]
    /// The same by where their text lies: a constant always lies there, and its address is hashed sooner than itself.
    private var statementsByAddress: [UInt: Statement] = [:]
    private var inUse: [Statement] = []
    /// While true, statements that write are refused.
    private var isReading = false
    /// Pages in the write-ahead log since the last checkpoint, where checkpoints are left to others.
    var loggedPages = 0

    /// The statements kept prepared; past it all are dropped and prepared again as they are asked for.
    static let cachedStatementsMax = 512

    private static let initialized: Void = {
        let code = csqlite_initialize()
        precondition(code == SQLITE_OK, "SQLite does not start (error \(code))")
    }()

    /// - Parameter path: of the file, or `:memory:` for a private database that lives as long as the connection.
    init(path: String, isReadOnly: Bool = false) throws(StorageError) {
        _ = Self.initialized
        let access = isReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
        // The owner of a connection serialises its use, so SQLite's own lock around each call would be waste.
        let code = sqlite3_open_v2(path, &handle, access | SQLITE_OPEN_NOMUTEX, nil)
        guard code == SQLITE_OK else {
            let message = handle.map { String(cString: sqlite3_errmsg($0)) } ?? "out of memory"
            sqlite3_close_v2(handle)
            throw StorageError(StorageError.Code(rawValue: code), "\(message): \(path)")
        }
        sqlite3_extended_result_codes(handle, 1)
    }

    deinit {
        close()
    }

    func close() {
        inUse = []
        forgetStatements()
        sqlite3_close_v2(handle)
        handle = nil
    }

    /// Runs one or more statements that take no parameters and whose rows nobody wants.
    public func execute(_ sql: String) throws(StorageError) {
        let handle = try open()
        if isReading { throw StorageError(.readOnly, "a read may not run a script", statement: sql) }
        guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else {
            throw Self.error(of: handle, statement: sql)
        }
    }

    /// The statement of this text, ready to be bound. The same text gives the same statement, reset.
    /// - Parameter sql: a constant; values are bound, never written into it.
    public func statement(_ sql: String) throws(StorageError) -> Statement {
        let statement = try cached(sql)
        if isReading, !statement.isReadOnly { throw StorageError(.readOnly, "a read may not write", statement: sql) }
        if statement.isInUse {
            statement.reset()
        } else {
            statement.isInUse = true
            inUse.append(statement)
        }
        return statement
    }

    /// Rows that the last statement inserted, updated or deleted.
    public var changes: Int { handle.map { Int(sqlite3_changes64($0)) } ?? 0 }

    public var lastInsertedRow: Int64 { handle.map { sqlite3_last_insert_rowid($0) } ?? 0 }

    private func cached(_ sql: String) throws(StorageError) -> Statement {
        let address = Self.address(of: sql)
        // A text that is no constant may come to lie where another did.
        if let statement = statementsByAddress[address], statement.sql == sql { return statement }
        let statement = if let known = statements[sql] { known } else { try prepared(sql) }
        if statementsByAddress.count >= Self.cachedStatementsMax { statementsByAddress = [:] }
        if address != 0 { statementsByAddress[address] = statement }
        return statement
    }

    /// 0 for a text so short that it lies in the string itself.
    private static func address(of sql: String) -> UInt {
        guard sql.utf8.count > 15 else { return 0 }
        return sql.utf8.withContiguousStorageIfAvailable { UInt(bitPattern: $0.baseAddress) } ?? 0
    }

    private func forgetStatements() {
        statements = [:]
        statementsByAddress = [:]
    }

    private func prepared(_ sql: String) throws(StorageError) -> Statement {
        let handle = try open()
        if statements.count >= Self.cachedStatementsMax { forgetStatements() }
        var prepared: OpaquePointer?
        let code = sqlite3_prepare_v3(handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil)
        guard code == SQLITE_OK else { throw Self.error(of: handle, statement: sql) }
        guard let prepared else { throw StorageError(.misuse, "the statement is empty", statement: sql) }
        let statement = Statement(handle: prepared, sql: sql)
        statements[sql] = statement
        return statement
    }

    func open() throws(StorageError) -> OpaquePointer {
        guard let handle else { throw StorageError(.misuse, "the database is closed") }
        return handle
    }

    static func error(of handle: OpaquePointer?, statement: String?) -> StorageError {
        StorageError(
            StorageError.Code(rawValue: sqlite3_extended_errcode(handle)), String(cString: sqlite3_errmsg(handle)),
            statement: statement)
    }
}

// What ``Database`` and its threads run bodies with.
extension SQLite {
    /// False once a failure has ended the transaction that was open.
    var isInTransaction: Bool { handle.map { sqlite3_get_autocommit($0) == 0 } ?? false }

    /// Runs `body`, refusing statements that write.
    /// - Parameter asSnapshot: all of its statements see the database as of one instant, though others write.
    func reading<Value>(asSnapshot: Bool, _ body: (SQLite) throws -> Value) throws -> Value {
        if asSnapshot { try run("BEGIN") }
        isReading = true
        defer {
            resetStatements()
            isReading = false
            if asSnapshot { try? run("COMMIT") }
        }
        return try body(self)
    }

    /// Runs `body` as one transaction.
    func writing<Value>(_ body: (SQLite) throws -> Value) throws -> Value {
        try run("BEGIN IMMEDIATE")
        do {
            let value = try body(self)
            resetStatements()
            try run("COMMIT")
            return value
        } catch {
            resetStatements()
            if isInTransaction { try run("ROLLBACK") }
            throw error
        }
    }

    /// Runs a statement of the transaction itself, outside any body.
    func run(_ sql: String) throws(StorageError) {
        let statement = try cached(sql)
        defer { sqlite3_reset(statement.handle) }
        _ = try statement.step()
    }

    func resetStatements() {
        for statement in inUse {
            statement.reset()
            statement.isInUse = false
        }
        inUse.removeAll(keepingCapacity: true)
    }
}
