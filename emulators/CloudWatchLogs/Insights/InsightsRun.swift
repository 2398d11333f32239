import AWSCloudWatchLogs
import AWSCore

/// One row of a query: an event with its fields, or a line of `stats`.
struct InsightsRow: Sendable {
    /// In milliseconds; nil for a line of `stats`.
    let time: Int64?
    private var values: [String: String]
    private let json: Document?
    /// What is shown: fields in their order.
    var shown: [String]

    init(_ event: StoredEvent, stream: String, group: String, account: String) {
        time = event.place.at
        values = [
            "@timestamp": InsightsTime.text(event.place.at), "@message": event.message, "@logStream": stream,
            "@ingestionTime": InsightsTime.text(event.ingested), "@log": "\(account):\(group)",
            "@ptr": Blob(event.eventID).base64,
        ]
        json = event.message.utf8.first == UInt8(ascii: "{") ? try? Document(json: event.message) : nil
        shown = []
    }

    init(_ line: [(name: String, value: String)]) {
        time = nil
        values = Dictionary(line.map { ($0.name, $0.value) }) { first, _ in first }
        json = nil
        shown = line.map(\.name)
    }

    /// The field's text; nil when the row has no such field. Fields of JSON are discovered by their path.
    subscript(field: String) -> String? {
        if let value = values[field] { return value }
        guard let json else { return nil }
        var path: Document? = json
        for part in field.split(separator: ".") { path = path?[String(part)] }
        let value = json[field] ?? path
        guard let value, !value.isNull else { return nil }
        return value.string ?? value.jsonText()
    }

    var result: [CloudWatchLogs.ResultField] {
        var fields = shown.compactMap { name in
            self[name].map { CloudWatchLogs.ResultField(field: name, value: $0) }
        }
        if let pointer = values["@ptr"] { fields.append(.init(field: "@ptr", value: pointer)) }
        return fields
    }
}

enum InsightsTime {
    /// `2025-01-01 00:00:00.000`
    static func text(_ milliseconds: Int64) -> String {
        let whole = Timestamp(milliseconds: milliseconds).text(.dateTime).prefix(19)
        let fraction = String((milliseconds % 1000 + 1000) % 1000)
        let text = whole.split(separator: "T").joined(separator: " ")
        return "\(text).\(String(repeating: "0", count: 3 - fraction.utf8.count))\(fraction)"
    }
}

/// Runs the commands of a query one after the other.
struct InsightsRun {
    private(set) var rows: [InsightsRow]
    /// Rows that the query's filters let through.
    private(set) var matched: Int

    init(_ query: InsightsQuery, _ events: [InsightsRow], limit: Int) {
        rows = events
        matched = events.count
        var isShown = false
        for command in query.commands {
            if case .fields = command { isShown = true }
            if case .stats = command { isShown = true }
            run(command)
        }
        if !isShown { run(.fields(["@timestamp", "@message"])) }
        // What nobody has sorted comes newest first.
        let isSorted = query.commands.contains { if case .sort = $0 { true } else { false } }
        if !isSorted { rows.sort { ($0.time ?? 0) > ($1.time ?? 0) } }
        rows = Array(rows.prefix(limit))
    }

    private mutating func run(_ command: InsightsQuery.Command) {
        switch command {
        case .fields(let names):
            for index in rows.indices {
                rows[index].shown += names.filter { !rows[index].shown.contains($0) }
            }
        case .filter(let condition):
            rows = rows.filter(condition.holds)
            matched = rows.count
        case .sort(let field, let isDescending):
            rows = rows.enumerated().sorted { left, right in
                let order = Self.order(left.element[field], right.element[field])
                return order == 0 ? left.offset < right.offset : (order < 0) != isDescending
            }.map(\.element)
        case .limit(let count): rows = Array(rows.prefix(count))
        case .stats(let aggregates, let groupings): rows = Self.stats(rows, aggregates, groupings)
        }
    }

    /// Numbers by size, other texts as they are; what is missing comes first.
    private static func order(_ left: String?, _ right: String?) -> Int {
        guard let left, let right else { return left == right ? 0 : left == nil ? -1 : 1 }
        if let a = PatternValue.number(left), let b = PatternValue.number(right) { return a < b ? -1 : a > b ? 1 : 0 }
        return left < right ? -1 : left > right ? 1 : 0
    }

    private static func stats(
        _ rows: [InsightsRow], _ aggregates: [InsightsQuery.Aggregate], _ groupings: [InsightsQuery.Grouping]
    ) -> [InsightsRow] {
        var order: [[String]] = []
        var groups: [[String]: [InsightsRow]] = [:]
        for row in rows {
            let key = groupings.map { grouping in
                guard let field = grouping.field else {
                    let time = row.time ?? 0
                    return InsightsTime.text(time - time % grouping.milliseconds)
                }
                return row[field] ?? ""
            }
            if groups[key] == nil { order.append(key) }
            groups[key, default: []].append(row)
        }
        if groupings.isEmpty, order.isEmpty { order = [[]] }
        return order.map { key in
            let members = groups[key] ?? []
            let named = zip(groupings, key).map { (name: $0.name, value: $1) }
            return InsightsRow(named + aggregates.compactMap { line($0, members) })
        }
    }

    private static func line(
        _ aggregate: InsightsQuery.Aggregate, _ rows: [InsightsRow]
    ) -> (name: String, value: String)? {
        guard let field = aggregate.field else { return (aggregate.name, String(rows.count)) }
        let texts = rows.compactMap { $0[field] }
        if aggregate.function == "count" { return (aggregate.name, String(texts.count)) }
        let numbers = texts.compactMap { PatternValue.number($0) }
        guard !numbers.isEmpty else { return nil }
        let sum = numbers.reduce(0, +)
        let value =
            switch aggregate.function {
            case "sum": sum
            case "avg": sum / Double(numbers.count)
            case "min": numbers.min() ?? 0
            default: numbers.max() ?? 0
            }
        return (aggregate.name, Number(value).text)
    }
}
