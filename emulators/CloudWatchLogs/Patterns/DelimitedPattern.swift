import AWSCloudWatchLogs
import AWSCore

/// A pattern for events whose fields stand between spaces: `[ip, user, ..., status = 4*, bytes > 1000]`.
struct DelimitedPattern: Sendable {
    private struct Field: Sendable {
        let name: String
        /// Alternatives of conditions that hold together; none for any value.
        let alternatives: [[Condition]]

        func holds(_ value: String) -> Bool {
            alternatives.isEmpty || alternatives.contains { $0.allSatisfy { $0.holds(value) } }
        }
    }

    private struct Condition: Sendable {
        let comparison: PatternComparison
        let value: PatternValue

        func holds(_ text: String) -> Bool {
            if let right = value.number {
                guard let left = PatternValue.number(text) else { return comparison == .notEqual }
                return comparison.holds(left, right)
            }
            return value.isEqual(toText: text) == (comparison == .equal)
        }
    }

    private var leading: [Field] = []
    /// Behind `...`; nil when there is none.
    private var trailing: [Field]?

    init(_ scanner: inout PatternScanner) throws(CloudWatchLogsError) {
        guard scanner.take("[") else { throw .invalidPattern }
        while true {
            scanner.skipSpaces()
            if scanner.take("...") {
                guard trailing == nil else { throw .invalidPattern }
                trailing = []
            } else {
                let field = try Self.field(&scanner, number: leading.count + (trailing?.count ?? 0) + 1)
                if trailing == nil { leading.append(field) } else { trailing?.append(field) }
            }
            scanner.skipSpaces()
            if scanner.take("]") { break }
            guard scanner.take(",") else { throw .invalidPattern }
        }
    }

    private static func field(
        _ scanner: inout PatternScanner, number: Int
    ) throws(CloudWatchLogsError) -> Field {
        let name = scanner.take { PatternScanner.isWord($0) || $0 == "-" }
        var alternatives: [[Condition]] = []
        if let first = try Self.condition(&scanner) {
            alternatives = [[first]]
            while true {
                scanner.skipSpaces()
                let isOr = scanner.take("||")
                guard isOr || scanner.take("&&") else { break }
                scanner.skipSpaces()
                // The field is named again: `w1 = ERROR || w1 = WARN`.
                guard scanner.take(name), let next = try Self.condition(&scanner) else { throw .invalidPattern }
                if isOr {
                    alternatives.append([next])
                } else {
                    alternatives[alternatives.count - 1].append(next)
                }
            }
        }
        return Field(name: name.isEmpty ? String(number) : name, alternatives: alternatives)
    }

    private static func condition(_ scanner: inout PatternScanner) throws(CloudWatchLogsError) -> Condition? {
        guard let comparison = PatternComparison.read(&scanner) else { return nil }
        let value = try PatternValue.read(&scanner) { $0 == "," || $0 == "]" || $0 == "|" || $0 == "&" }
        guard value.number != nil || comparison == .equal || comparison == .notEqual else { throw .invalidPattern }
        return Condition(comparison: comparison, value: value)
    }

    /// The fields of a message by `$name`; nil when it does not match.
    func values(in message: String) -> [String: String]? {
        let texts = Self.fields(of: message)
        let tail = trailing ?? []
        let fits = trailing == nil ? texts.count == leading.count : texts.count >= leading.count + tail.count
        guard fits else { return nil }
        var values: [String: String] = [:]
        for (field, text) in Array(zip(leading, texts)) + Array(zip(tail, texts.suffix(tail.count))) {
            guard field.holds(text) else { return nil }
            values["$\(field.name)"] = text
        }
        return values
    }

    /// Words, and what stands between double quotes or brackets as one field each.
    static func fields(of message: String) -> [String] {
        var fields: [String] = []
        var rest = message[...]
        while true {
            rest = rest.drop { $0 == " " || $0 == "\t" || $0.isNewline }
            guard let first = rest.first else { return fields }
            if first == "\"" || first == "[", let end = rest.dropFirst().firstIndex(of: first == "[" ? "]" : "\"") {
                fields.append(String(rest[rest.index(after: rest.startIndex)..<end]))
                rest = rest[rest.index(after: end)...]
            } else {
                let word = rest.prefix { $0 != " " && $0 != "\t" && !$0.isNewline }
                fields.append(String(word))
                rest = rest[word.endIndex...]
            }
        }
    }
}
