import AWSCloudWatchLogs
import AWSCore

/// What a property or a field is compared with.
enum PatternValue: Sendable {
    case number(Double)
    /// With `*` for any text.
    case text(String)
    case expression(PatternExpression)

    func isEqual(toText text: String) -> Bool {
        switch self {
        case .number: false
        case .text(let pattern): Wildcards.matches(text, pattern)
        case .expression(let expression): expression.matches(text)
        }
    }

    var number: Double? { if case .number(let value) = self { value } else { nil } }

    /// Reads a value: a number, a quoted text, an expression between `%`, or a word.
    static func read(
        _ scanner: inout PatternScanner, endingAt isEnd: (Unicode.Scalar) -> Bool
    ) throws(CloudWatchLogsError) -> PatternValue {
        scanner.skipSpaces()
        if scanner.take("\"") { return .text(try scanner.takeQuoted("\"")) }
        if scanner.take("'") { return .text(try scanner.takeQuoted("'")) }
        if scanner.take("%") { return .expression(try scanner.takeExpression()) }
        let word = scanner.take { !isEnd($0) && $0 != " " && $0 != "\t" && $0 != "\n" }
        guard !word.isEmpty else { throw .invalidPattern }
        return number(word).map { .number($0) } ?? .text(word)
    }

    /// `12`, `-1.5`, `1e3`: but no hexadecimal, and none of Swift's words for what is no number.
    static func number(_ text: String) -> Double? {
        guard let first = text.utf8.first, (0x30...0x39).contains(first) || first == 0x2D || first == 0x2E,
            text.utf8.allSatisfy({ (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) })
        else { return nil }
        return Double(text)
    }
}

enum PatternComparison: String, Sendable, CaseIterable {
    // The longer first, since the shorter begin them.
    case notEqual = "!="
    case atMost = "<="
    case atLeast = ">="
    case equal = "="
    case less = "<"
    case greater = ">"

    static func read(_ scanner: inout PatternScanner) -> PatternComparison? {
        scanner.skipSpaces()
        return allCases.first { scanner.take($0.rawValue) }
    }

    func holds(_ left: Double, _ right: Double) -> Bool {
        switch self {
        case .equal: left == right
        case .notEqual: left != right
        case .less: left < right
        case .greater: left > right
        case .atMost: left <= right
        case .atLeast: left >= right
        }
    }
}

enum Wildcards {
    /// Whether all of `text` is as `pattern` says, where `*` stands for any text.
    /// - Complexity: O(text × pattern).
    static func matches(_ text: String, _ pattern: String) -> Bool {
        let (text, pattern) = (Array(text.utf8), Array(pattern.utf8))
        let star = UInt8(ascii: "*")
        var (at, place) = (0, 0)
        var retry: (pattern: Int, text: Int)?
        while at < text.count {
            if place < pattern.count, pattern[place] == star {
                retry = (place + 1, at)
                place += 1
            } else if place < pattern.count, pattern[place] == text[at] {
                at += 1
                place += 1
            } else if let (start, from) = retry {
                retry = (start, from + 1)
                (place, at) = (start, from + 1)
            } else {
                return false
            }
        }
        return pattern[place...].allSatisfy { $0 == star }
    }
}
