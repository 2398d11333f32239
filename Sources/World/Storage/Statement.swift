import CSQLite

/// A prepared statement of one ``SQLite`` connection, valid inside the body that asked for it.
///
/// Parameters count from 1, columns from 0. Whatever is bound or half read is reset when the body ends.
public final class Statement {
    let handle: OpaquePointer
    let sql: String
    let isReadOnly: Bool
    var isInUse = false
    private var bindFailure: Int32 = SQLITE_OK

    init(handle: OpaquePointer, sql: String) {
        self.handle = handle
        self.sql = sql
        isReadOnly = sqlite3_stmt_readonly(handle) != 0
    }

    deinit {
        sqlite3_finalize(handle)
    }

    // Parameters. A value that SQLite refuses, such as one beyond a gigabyte, fails the next `step`.

    public func bind(_ index: Int32, _ value: [UInt8]) {
        value.withUnsafeBytes { bind(index, $0) }
    }

    public func bind(_ index: Int32, _ value: UnsafeRawBufferPointer) {
        guard let base = value.baseAddress, !value.isEmpty else {
            return note(sqlite3_bind_zeroblob(handle, index, 0))
        }
        guard let count = Int32(exactly: value.count) else { return note(SQLITE_TOOBIG) }
        note(csqlite_bind_blob(handle, index, base, count))
    }

    public func bind(_ index: Int32, _ value: String) {
        var value = value
        value.withUTF8 { utf8 in
            guard let count = Int32(exactly: utf8.count) else { return note(SQLITE_TOOBIG) }
            utf8.withMemoryRebound(to: CChar.self) { characters in
                // A null pointer would bind NULL; the empty text needs one that is not.
                guard let base = characters.baseAddress else { return note(csqlite_bind_text(handle, index, "", 0)) }
                note(csqlite_bind_text(handle, index, base, count))
            }
        }
    }

    public func bind(_ index: Int32, _ value: Int64) {
        note(sqlite3_bind_int64(handle, index, value))
    }

    public func bind(_ index: Int32, _ value: Double) {
        note(sqlite3_bind_double(handle, index, value))
    }

    public func bindNull(_ index: Int32) {
        note(sqlite3_bind_null(handle, index))
    }

    private func note(_ code: Int32) {
        if code != SQLITE_OK, bindFailure == SQLITE_OK { bindFailure = code }
    }

    // Rows.

    /// Runs up to the next row; false when there is none left.
    /// - Throws: ``StorageError``, of a refused parameter too.
    public func step() throws(StorageError) -> Bool {
        guard bindFailure == SQLITE_OK else {
            throw StorageError(
                StorageError.Code(rawValue: bindFailure), String(cString: sqlite3_errstr(bindFailure)), statement: sql)
        }
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw SQLite.error(of: sqlite3_db_handle(handle), statement: sql)
        }
    }

    /// Makes the statement ready to run again, with nothing bound.
    public func reset() {
        sqlite3_reset(handle)
        sqlite3_clear_bindings(handle)
        bindFailure = SQLITE_OK
    }

    // Columns of the current row.

    public func bytes(_ column: Int32) -> [UInt8] {
        withBytes(column) { Array($0) }
    }

    /// The column's bytes where they lie, without a copy: valid inside `body` only.
    public func withBytes<Value, Failure: Error>(
        _ column: Int32, _ body: (UnsafeRawBufferPointer) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        let base = sqlite3_column_blob(handle, column)
        return try body(UnsafeRawBufferPointer(start: base, count: Int(sqlite3_column_bytes(handle, column))))
    }

    public func text(_ column: Int32) -> String {
        guard let base = sqlite3_column_text(handle, column) else { return "" }
        let bytes = UnsafeBufferPointer(start: base, count: Int(sqlite3_column_bytes(handle, column)))
        return String(decoding: bytes, as: UTF8.self)
    }

    public func int64(_ column: Int32) -> Int64 {
        sqlite3_column_int64(handle, column)
    }

    public func double(_ column: Int32) -> Double {
        sqlite3_column_double(handle, column)
    }

    public func isNull(_ column: Int32) -> Bool {
        sqlite3_column_type(handle, column) == SQLITE_NULL
    }
}
