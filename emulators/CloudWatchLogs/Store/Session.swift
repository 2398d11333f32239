import AWSCloudWatchLogs
import AWSCore
import World

/// The store inside one transaction, as one call sees it.
final class Session {
    let sqlite: SQLite
    let account: String
    let region: String
    /// The time of the call: whatever a transaction does happens at one instant.
    let now: Timestamp

    init(_ sqlite: SQLite, _ call: Call) {
        self.sqlite = sqlite
        account = call.account
        region = call.region
        now = call.now
    }
}

/// A value for a parameter of a statement.
enum Parameter {
    case integer(Int64)
    case text(String)
    case blob([UInt8])
    case null

    init(_ number: Int?) {
        self = number.map { .integer(Int64($0)) } ?? .null
    }

    init(_ text: String?) {
        self = text.map { .text($0) } ?? .null
    }
}

extension Session {
    /// The statement with its parameters bound, ready to step through its rows.
    func rows(_ sql: String, _ parameters: [Parameter] = []) throws -> Statement {
        let statement = try sqlite.statement(sql)
        for (place, parameter) in zip(Int32(1)..., parameters) {
            switch parameter {
            case .integer(let value): statement.bind(place, value)
            case .text(let value): statement.bind(place, value)
            case .blob(let value): statement.bind(place, value)
            case .null: statement.bindNull(place)
            }
        }
        return statement
    }

    /// Runs a statement that has no rows.
    /// - Returns: how many rows it changed.
    @discardableResult
    func run(_ sql: String, _ parameters: [Parameter]) throws -> Int {
        _ = try rows(sql, parameters).step()
        return sqlite.changes
    }

    /// The first column of the first row; nil when there is no row, or nothing in it.
    func integer(_ sql: String, _ parameters: [Parameter] = []) throws -> Int64? {
        let row = try rows(sql, parameters)
        return try row.step() && !row.isNull(0) ? row.int64(0) : nil
    }
}

/// Generated structures as bytes of the store: their JSON, read back by their schema.
enum StoredStructure {
    static func write(_ value: some Structure) -> [UInt8] {
        value.document.json()
    }

    static func read<Value: Structure>(_ type: Value.Type, _ bytes: [UInt8]) throws(WireError) -> Value {
        try Value(Document(json: bytes, as: .structure { Value.schema }))
    }
}
