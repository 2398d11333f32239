import AWSCloudWatchLogs
import AWSCore

/// A condition on the properties of an event that is JSON: `{ $.level = "ERROR" && $.latency > 100 }`.
indirect enum JSONCondition: Sendable {
    case compare(JSONSelector, PatternComparison, PatternValue)
    case isNull(JSONSelector)
    case isBool(JSONSelector, Bool)
    case exists(JSONSelector, Bool)
    case all([JSONCondition])
    case any([JSONCondition])

    func holds(_ document: Document) -> Bool {
        switch self {
        case .compare(let selector, let comparison, let value):
            selector.values(in: document).contains { Self.holds($0, comparison, value) }
        case .isNull(let selector): selector.values(in: document).contains { $0.isNull }
        case .isBool(let selector, let bool): selector.values(in: document).contains { $0.bool == bool }
        case .exists(let selector, let exists): selector.values(in: document).isEmpty != exists
        case .all(let conditions): conditions.allSatisfy { $0.holds(document) }
        case .any(let conditions): conditions.contains { $0.holds(document) }
        }
    }

    /// The first value of each property that the condition names.
    func values(in document: Document) -> [String: String] {
        switch self {
        case .compare(let selector, _, _), .isNull(let selector), .isBool(let selector, _), .exists(let selector, _):
            guard let value = selector.values(in: document).first else { return [:] }
            return [selector.text: value.string ?? value.jsonText()]
        case .all(let conditions), .any(let conditions):
            return conditions.reduce(into: [:]) { $0.merge($1.values(in: document)) { first, _ in first } }
        }
    }

    private static func holds(_ value: Document, _ comparison: PatternComparison, _ wanted: PatternValue) -> Bool {
        switch (comparison, value) {
        case (_, .number(let number)):
            if let left = number.double, let right = wanted.number { return comparison.holds(left, right) }
            return comparison == .notEqual
        case (.equal, .string(let text)): return wanted.isEqual(toText: text)
        case (.notEqual, .string(let text)): return !wanted.isEqual(toText: text)
        case (.notEqual, _): return true
        default: return false
        }
    }
}

/// Reading: `||` binds less than `&&`, parentheses bind most.
extension JSONCondition {
    static func read(_ scanner: inout PatternScanner) throws(CloudWatchLogsError) -> JSONCondition {
        guard scanner.take("{") else { throw .invalidPattern }
        let condition = try disjunction(&scanner)
        scanner.skipSpaces()
        guard scanner.take("}") else { throw .invalidPattern }
        return condition
    }

    private static func disjunction(_ scanner: inout PatternScanner) throws(CloudWatchLogsError) -> JSONCondition {
        var conditions = [try conjunction(&scanner)]
        while scanner.take("||") { conditions.append(try conjunction(&scanner)) }
        return conditions.count == 1 ? conditions[0] : .any(conditions)
    }

    private static func conjunction(_ scanner: inout PatternScanner) throws(CloudWatchLogsError) -> JSONCondition {
        var conditions = [try primary(&scanner)]
        while scanner.take("&&") { conditions.append(try primary(&scanner)) }
        return conditions.count == 1 ? conditions[0] : .all(conditions)
    }

    private static func primary(_ scanner: inout PatternScanner) throws(CloudWatchLogsError) -> JSONCondition {
        scanner.skipSpaces()
        guard scanner.take("(") else { return try comparison(&scanner) }
        scanner.depth += 1
        guard scanner.depth <= CloudWatchLogsLimits.patternDepthMax else { throw .invalidPattern }
        let condition = try disjunction(&scanner)
        scanner.skipSpaces()
        guard scanner.take(")") else { throw .invalidPattern }
        scanner.depth -= 1
        scanner.skipSpaces()
        return condition
    }

    private static func comparison(_ scanner: inout PatternScanner) throws(CloudWatchLogsError) -> JSONCondition {
        let selector = try JSONSelector(&scanner)
        scanner.skipSpaces()
        defer { scanner.skipSpaces() }
        if scanner.take(word: "IS") {
            scanner.skipSpaces()
            if scanner.take(word: "NULL") { return .isNull(selector) }
            if scanner.take(word: "TRUE") { return .isBool(selector, true) }
            if scanner.take(word: "FALSE") { return .isBool(selector, false) }
            throw .invalidPattern
        }
        if scanner.take(word: "NOT") {
            scanner.skipSpaces()
            guard scanner.take(word: "EXISTS") else { throw .invalidPattern }
            return .exists(selector, false)
        }
        if scanner.take(word: "EXISTS") { return .exists(selector, true) }
        guard let comparison = PatternComparison.read(&scanner) else { throw .invalidPattern }
        let value = try PatternValue.read(&scanner) { $0 == ")" || $0 == "}" || $0 == "&" || $0 == "|" }
        guard value.number != nil || comparison == .equal || comparison == .notEqual else { throw .invalidPattern }
        return .compare(selector, comparison, value)
    }
}

/// A path to a property: `$.user.roles[0]`, `$.['odd name']`, `$.items[*].id`.
struct JSONSelector: Sendable {
    private enum Step: Sendable {
        case member(String)
        case element(Int)
        case anyElement
    }

    private let steps: [Step]
    /// As it was written.
    let text: String

    init(_ scanner: inout PatternScanner) throws(CloudWatchLogsError) {
        guard scanner.take("$") else { throw .invalidPattern }
        var text = "$"
        var steps: [Step] = []
        while true {
            if scanner.take(".") {
                text += "."
                if scanner.next == "[" { continue }
                let name = scanner.take { PatternScanner.isWord($0) || $0 == "-" || $0 == "@" }
                guard !name.isEmpty else { throw .invalidPattern }
                steps.append(.member(name))
                text += name
            } else if scanner.take("[") {
                let (step, inner) = try Self.bracket(&scanner)
                steps.append(step)
                text += "[\(inner)]"
            } else {
                break
            }
        }
        guard !steps.isEmpty else { throw .invalidPattern }
        self.steps = steps
        self.text = text
    }

    private static func bracket(
        _ scanner: inout PatternScanner
    ) throws(CloudWatchLogsError) -> (step: Step, text: String) {
        let step: Step
        let text: String
        if scanner.take("*") {
            (step, text) = (.anyElement, "*")
        } else if scanner.take("'") {
            let name = try scanner.takeQuoted("'")
            (step, text) = (.member(name), "'\(name)'")
        } else {
            text = scanner.take { ("0"..."9").contains($0) }
            guard let index = Int(text) else { throw .invalidPattern }
            step = .element(index)
        }
        guard scanner.take("]") else { throw .invalidPattern }
        return (step, text)
    }

    /// Everything that the path leads to: at most one value, unless it has a `*`.
    func values(in document: Document) -> [Document] {
        var found = [document]
        for step in steps {
            found = found.flatMap { value -> [Document] in
                switch step {
                case .member(let name): value[name].map { [$0] } ?? []
                case .element(let index): value[index].map { [$0] } ?? []
                case .anyElement: value.list ?? []
                }
            }
        }
        return found
    }
}
