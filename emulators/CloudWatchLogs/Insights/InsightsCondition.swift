import AWSCloudWatchLogs
import AWSCore

/// What `filter` asks of a row.
indirect enum InsightsCondition: Sendable {
    case compare(String, PatternComparison, InsightsToken)
    case contains(String, String)
    case matches(String, PatternExpression)
    case isIn(String, [InsightsToken])
    case isPresent(String)
    case all([InsightsCondition])
    case any([InsightsCondition])
    case not(InsightsCondition)

    func holds(_ row: InsightsRow) -> Bool {
        switch self {
        case .compare(let field, let comparison, let value):
            guard let left = row[field] else { return false }
            return Self.holds(left, comparison, value)
        case .contains(let field, let text): return row[field]?.contains(text) ?? false
        case .matches(let field, let expression): return row[field].map(expression.matches) ?? false
        case .isIn(let field, let values):
            guard let left = row[field] else { return false }
            return values.contains { Self.holds(left, .equal, $0) }
        case .isPresent(let field): return row[field] != nil
        case .all(let conditions): return conditions.allSatisfy { $0.holds(row) }
        case .any(let conditions): return conditions.contains { $0.holds(row) }
        case .not(let condition): return !condition.holds(row)
        }
    }

    private static func holds(_ left: String, _ comparison: PatternComparison, _ token: InsightsToken) -> Bool {
        switch token {
        case .number(let text):
            guard let left = PatternValue.number(left), let right = Double(text) else {
                return comparison == .notEqual
            }
            return comparison.holds(left, right)
        case .name(let text), .text(let text), .expression(let text), .symbol(let text):
            switch comparison {
            case .equal: return left == text
            case .notEqual: return left != text
            case .less: return left < text
            case .greater: return left > text
            case .atMost: return left <= text
            case .atLeast: return left >= text
            }
        }
    }
}

/// Reading: `or` binds less than `and`, `not` and parentheses bind most.
extension InsightsCondition {
    static func read(_ reader: inout InsightsReader) throws(CloudWatchLogsError) -> InsightsCondition {
        var conditions = [try conjunction(&reader)]
        while reader.take(word: "or") { conditions.append(try conjunction(&reader)) }
        return conditions.count == 1 ? conditions[0] : .any(conditions)
    }

    private static func conjunction(_ reader: inout InsightsReader) throws(CloudWatchLogsError) -> InsightsCondition {
        var conditions = [try primary(&reader)]
        while reader.take(word: "and") { conditions.append(try primary(&reader)) }
        return conditions.count == 1 ? conditions[0] : .all(conditions)
    }

    private static func primary(_ reader: inout InsightsReader) throws(CloudWatchLogsError) -> InsightsCondition {
        reader.depth += 1
        defer { reader.depth -= 1 }
        guard reader.depth <= CloudWatchLogsLimits.patternDepthMax else {
            throw .malformedQuery("the query nests too deeply")
        }
        if reader.take(word: "not") { return .not(try primary(&reader)) }
        if reader.take("(") {
            let condition = try read(&reader)
            try reader.expect(")")
            return condition
        }
        let field = try reader.name()
        if field.lowercased() == "ispresent", reader.take("(") {
            let name = try reader.name()
            try reader.expect(")")
            return .isPresent(name)
        }
        if reader.take(word: "not") {
            guard !reader.take(word: "in") else { return .not(.isIn(field, try list(&reader))) }
            guard reader.take(word: "like") else { throw .malformedQuery("unexpected symbol found \(reader.shown)") }
            return .not(try like(field, &reader))
        }
        if reader.take(word: "like") || reader.take("=~") { return try like(field, &reader) }
        if reader.take(word: "in") { return .isIn(field, try list(&reader)) }
        guard let comparison = PatternComparison.allCases.first(where: { reader.take($0.rawValue) }) else {
            throw .malformedQuery("unexpected symbol found \(reader.shown)")
        }
        return .compare(field, comparison, try value(&reader))
    }

    private static func like(
        _ field: String, _ reader: inout InsightsReader
    ) throws(CloudWatchLogsError) -> InsightsCondition {
        switch reader.next() {
        case .text(let text)?: return .contains(field, text)
        case .expression(let text)?: return .matches(field, try PatternExpression(text))
        default: throw .malformedQuery("like needs a string or a regular expression")
        }
    }

    private static func list(_ reader: inout InsightsReader) throws(CloudWatchLogsError) -> [InsightsToken] {
        try reader.expect("[")
        var values = [try value(&reader)]
        while reader.take(",") { values.append(try value(&reader)) }
        try reader.expect("]")
        return values
    }

    private static func value(_ reader: inout InsightsReader) throws(CloudWatchLogsError) -> InsightsToken {
        let shown = reader.shown
        switch reader.next() {
        case .number(let text)?: return .number(text)
        case .text(let text)?: return .text(text)
        default: throw .malformedQuery("unexpected symbol found \(shown)")
        }
    }
}
