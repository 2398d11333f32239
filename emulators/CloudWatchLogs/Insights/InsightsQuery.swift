import AWSCloudWatchLogs
import AWSCore

/// A query: commands, each of which takes the rows of the one before.
///
/// A part of the language is emulated: `fields`, `display`, `filter`, `sort`, `limit` and `stats` with count, sum, avg,
/// min, max and bin. Source: User Guide, "CloudWatch Logs Insights query syntax".
struct InsightsQuery: Sendable {
    enum Command: Sendable {
        case fields([String])
        case filter(InsightsCondition)
        case sort(String, isDescending: Bool)
        case limit(Int)
        case stats([Aggregate], by: [Grouping])
    }

    struct Aggregate: Sendable {
        let function: String
        /// nil for `count(*)`.
        let field: String?
        let name: String
    }

    struct Grouping: Sendable {
        /// nil for the time.
        let field: String?
        /// Of a bin.
        let milliseconds: Int64
        let name: String
    }

    private(set) var commands: [Command] = []

    /// Commands that AWS knows and this emulator does not.
    private static let notEmulated: Set = [
        "parse", "dedup", "pattern", "diff", "unmask", "unnest", "filterIndex", "SOURCE", "anomaly", "lookup",
    ]

    init(_ text: String) throws(CloudWatchLogsError) {
        var reader = InsightsReader(try InsightsToken.all(of: text))
        repeat {
            guard case .name(let command)? = reader.next() else {
                throw .malformedQuery("unexpected end of query")
            }
            commands.append(try Self.command(command, &reader))
        } while reader.take("|")
        guard reader.isAtEnd else { throw .malformedQuery("unexpected symbol found \(reader.shown)") }
    }

    private static func command(
        _ name: String, _ reader: inout InsightsReader
    ) throws(CloudWatchLogsError) -> Command {
        switch name {
        case "fields", "display": return .fields(try reader.names())
        case "filter": return .filter(try InsightsCondition.read(&reader))
        case "sort":
            let field = try reader.name()
            let isAscending = reader.take(word: "asc")
            // A sort without a direction is descending only when it says so.
            return .sort(field, isDescending: !isAscending && reader.take(word: "desc"))
        case "limit":
            guard case .number(let text)? = reader.next(), let count = Int(text), (1...10_000).contains(count) else {
                throw .malformedQuery("limit must be a number between 1 and 10000")
            }
            return .limit(count)
        case "stats": return try stats(&reader)
        default:
            if notEmulated.contains(name) { throw .notEmulated("StartQuery", parameter: "the command \(name)") }
            throw .malformedQuery("unexpected symbol found \(name)")
        }
    }

    private static func stats(_ reader: inout InsightsReader) throws(CloudWatchLogsError) -> Command {
        var aggregates: [Aggregate] = []
        repeat { aggregates.append(try aggregate(&reader)) } while reader.take(",")
        var groupings: [Grouping] = []
        if reader.take(word: "by") {
            repeat { groupings.append(try grouping(&reader)) } while reader.take(",")
        }
        return .stats(aggregates, by: groupings)
    }

    private static func aggregate(_ reader: inout InsightsReader) throws(CloudWatchLogsError) -> Aggregate {
        let function = try reader.name()
        guard ["count", "sum", "avg", "min", "max"].contains(function) else {
            throw .notEmulated("StartQuery", parameter: "the function \(function)")
        }
        try reader.expect("(")
        let field = reader.take(word: "*") ? nil : try reader.name()
        guard field != nil || function == "count" else { throw .malformedQuery("\(function) needs a field") }
        try reader.expect(")")
        let name = reader.take(word: "as") ? try reader.name() : "\(function)(\(field ?? "*"))"
        return Aggregate(function: function, field: field, name: name)
    }

    private static func grouping(_ reader: inout InsightsReader) throws(CloudWatchLogsError) -> Grouping {
        let field = try reader.name()
        guard field == "bin", reader.take("(") else { return Grouping(field: field, milliseconds: 0, name: field) }
        let period = reader.shown
        guard let milliseconds = Self.milliseconds(period), reader.next() != nil else {
            throw .malformedQuery("invalid period \(period)")
        }
        try reader.expect(")")
        let name = reader.take(word: "as") ? try reader.name() : "bin(\(period))"
        return Grouping(field: nil, milliseconds: milliseconds, name: name)
    }

    /// `30s`, `5m`, `1h`, `1d`.
    private static func milliseconds(_ period: String) -> Int64? {
        let unit: Int64? =
            switch period.last {
            case "s": 1000
            case "m": 60_000
            case "h": 3_600_000
            case "d": 86_400_000
            default: nil
            }
        guard let unit, let count = Int64(period.dropLast()), (1...1_000_000).contains(count) else { return nil }
        return count * unit
    }
}

/// Reads tokens from left to right.
struct InsightsReader {
    private let tokens: [InsightsToken]
    private var position = 0
    var depth = 0

    init(_ tokens: [InsightsToken]) {
        self.tokens = tokens
    }

    var isAtEnd: Bool { position == tokens.count }

    /// The next token as it may be named in a message.
    var shown: String {
        guard position < tokens.count else { return "end of query" }
        switch tokens[position] {
        case .name(let text), .number(let text), .text(let text), .expression(let text), .symbol(let text):
            return text
        }
    }

    mutating func next() -> InsightsToken? {
        guard position < tokens.count else { return nil }
        position += 1
        return tokens[position - 1]
    }

    mutating func take(_ symbol: String) -> Bool {
        guard position < tokens.count, tokens[position] == .symbol(symbol) else { return false }
        position += 1
        return true
    }

    /// Takes a keyword, in any case.
    mutating func take(word: String) -> Bool {
        guard position < tokens.count, case .name(let name) = tokens[position], name.lowercased() == word else {
            return false
        }
        position += 1
        return true
    }

    mutating func expect(_ symbol: String) throws(CloudWatchLogsError) {
        guard take(symbol) else { throw .malformedQuery("unexpected symbol found \(shown)") }
    }

    mutating func name() throws(CloudWatchLogsError) -> String {
        guard position < tokens.count, case .name(let name) = tokens[position] else {
            throw .malformedQuery("unexpected symbol found \(shown)")
        }
        position += 1
        return name
    }

    mutating func names() throws(CloudWatchLogsError) -> [String] {
        var names = [try name()]
        while take(",") { names.append(try name()) }
        return names
    }
}
