import AWSCore
import World

/// A value for a parameter of a statement.
enum Parameter {
    case integer(Int64)
    case text(String)
    case blob([UInt8])
    case null

    static func time(_ time: Timestamp) -> Parameter { .integer(time.milliseconds) }
    static func optional(_ text: String?) -> Parameter { text.map(Parameter.text) ?? .null }
    static func optional(_ value: Int?) -> Parameter { value.map { .integer(Int64($0)) } ?? .null }
    static func optional(_ time: Timestamp?) -> Parameter { time.map(Parameter.time) ?? .null }
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

    /// The first column of the first row; nil when there is no row, or nothing in it.
    func integer(_ sql: String, _ parameters: [Parameter] = []) throws -> Int64? {
        let row = try rows(sql, parameters)
        return try row.step() && !row.isNull(0) ? row.int64(0) : nil
    }
}

extension Statement {
    func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }
    func time(_ column: Int32) -> Timestamp { Timestamp(milliseconds: int64(column)) }
    func optionalTime(_ column: Int32) -> Timestamp? { isNull(column) ? nil : time(column) }
}
