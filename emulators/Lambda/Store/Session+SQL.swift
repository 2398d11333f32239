import World

/// A value for a parameter of a statement.
enum Parameter {
    case integer(Int64)
    case text(String)
    case blob([UInt8])
    case null

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
    func run(_ sql: String, _ parameters: [Parameter]) throws {
        _ = try rows(sql, parameters).step()
    }
}
