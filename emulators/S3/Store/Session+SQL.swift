import AWSCore
import AWSS3
import World

/// A value for a parameter of a statement.
enum Parameter {
    case integer(Int64)
    case text(String)
    case blob([UInt8])
    case null

    static func key(_ key: String) -> Parameter { .blob(Array(key.utf8)) }

    static func time(_ time: Timestamp?) -> Parameter { time.map { .integer($0.milliseconds) } ?? .null }

    static func flag(_ flag: Bool) -> Parameter { .integer(flag ? 1 : 0) }

    static func optional(_ text: String?) -> Parameter { text.map(Parameter.text) ?? .null }

    static func optional(_ value: (some Structure)?) -> Parameter {
        value.map { .blob(StoredStructure.write($0)) } ?? .null
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
    func run(_ sql: String, _ parameters: [Parameter] = []) throws {
        _ = try rows(sql, parameters).step()
    }

    /// The first column of the first row; nil when there is no row, or nothing in it.
    func integer(_ sql: String, _ parameters: [Parameter] = []) throws -> Int64? {
        let row = try rows(sql, parameters)
        return try row.step() && !row.isNull(0) ? row.int64(0) : nil
    }
}

extension Statement {
    func time(_ column: Int32) -> Timestamp? {
        isNull(column) ? nil : Timestamp(milliseconds: int64(column))
    }

    func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }

    /// A key, whose bytes are UTF-8.
    func key(_ column: Int32) -> String {
        withBytes(column) { String(decoding: $0, as: UTF8.self) }
    }

    func structure<Value: Structure>(_ column: Int32, as type: Value.Type) throws -> Value? {
        isNull(column) ? nil : try StoredStructure.read(type, bytes(column))
    }

    func checksumKind(_ column: Int32) -> ChecksumKind? {
        optionalText(column).flatMap(ChecksumAlgorithm.init(rawValue:)).map {
            ChecksumKind(algorithm: $0, isComposite: int64(column + 1) == 1)
        }
    }

    func bodyPlace(_ file: Int32) -> BodyPlace {
        optionalText(file).map(BodyPlace.file) ?? .inline(bytes(file + 1))
    }
}
