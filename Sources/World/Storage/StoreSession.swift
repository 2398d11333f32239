public import AWSCore

/// What an emulator's store works on inside one transaction, and statements that are not worth tuning. What every call
/// runs may bind its parameters itself.
public protocol StoreSession {
    var sqlite: SQLite { get }
}

extension StoreSession {
    /// The statement with its parameters bound, ready to step through its rows.
    public func rows(_ sql: String, _ parameters: [Parameter] = []) throws(StorageError) -> Statement {
        let statement = try sqlite.statement(sql)
        for index in parameters.indices {
            let place = Int32(index + 1)
            switch parameters[index] {
            case .integer(let value): statement.bind(place, value)
            case .text(let value): statement.bind(place, value)
            case .blob(let value): statement.bind(place, value)
            case .null: statement.bindNull(place)
            }
        }
        return statement
    }

    /// Runs a statement that has no rows; `sqlite.changes` then says how many it changed.
    public func run(_ sql: String, _ parameters: [Parameter] = []) throws(StorageError) {
        _ = try rows(sql, parameters).step()
    }

    /// The first column of the first row; nil when there is no row, or nothing in it.
    public func integer(_ sql: String, _ parameters: [Parameter] = []) throws(StorageError) -> Int64? {
        let row = try rows(sql, parameters)
        return try row.step() && !row.isNull(0) ? row.int64(0) : nil
    }
}

/// A value for a parameter of a statement.
public enum Parameter: Hashable, Sendable {
    case integer(Int64)
    case text(String)
    case blob([UInt8])
    case null

    /// In milliseconds.
    public static func time(_ time: Timestamp) -> Parameter { .integer(time.milliseconds) }
    public static func optional(_ time: Timestamp?) -> Parameter { time.map(Parameter.time) ?? .null }
    public static func optional(_ text: String?) -> Parameter { text.map(Parameter.text) ?? .null }
    public static func optional(_ value: Int?) -> Parameter { value.map { .integer(Int64($0)) } ?? .null }
    public static func optional(_ blob: Blob?) -> Parameter { blob.map { .blob($0.bytes) } ?? .null }
}

extension Statement {
    public func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }
    public func time(_ column: Int32) -> Timestamp { Timestamp(milliseconds: int64(column)) }
    public func optionalTime(_ column: Int32) -> Timestamp? { isNull(column) ? nil : time(column) }
}
