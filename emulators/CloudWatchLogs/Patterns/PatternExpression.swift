import AWSCloudWatchLogs
import AWSCore

/// A regular expression in a filter pattern: what it describes may stand anywhere in the text.
///
/// Source: User Guide, "Filter pattern syntax", supported regular expressions: no groups, no multi-byte characters.
struct PatternExpression: Sendable {
    private let alternatives: [TextPattern]

    init(_ text: String) throws(CloudWatchLogsError) {
        let isPlain = text.utf8.allSatisfy { (0x20..<0x7F).contains($0) && $0 != 0x28 && $0 != 0x29 && $0 != 0x21 }
        guard !text.isEmpty, isPlain else { throw .invalidPattern }
        var alternatives: [TextPattern] = []
        for alternative in Self.alternatives(text) {
            guard let pattern = TextPattern(Self.unanchored(alternative)) else { throw .invalidPattern }
            alternatives.append(pattern)
        }
        self.alternatives = alternatives
    }

    func matches(_ text: String) -> Bool {
        alternatives.contains { $0.matches(text) }
    }

    /// What stands between bars that are neither escaped nor in brackets.
    private static func alternatives(_ text: String) -> [String] {
        var parts = [""]
        var isEscaped = false
        var isInBrackets = false
        for character in text {
            if !isEscaped, !isInBrackets, character == "|" {
                parts.append("")
                continue
            }
            if !isEscaped, character == "[" { isInBrackets = true }
            if !isEscaped, character == "]" { isInBrackets = false }
            isEscaped = !isEscaped && character == "\\"
            parts[parts.count - 1].append(character)
        }
        return parts
    }

    /// The expression for a whole text that has a match in it.
    private static func unanchored(_ text: String) -> String {
        var body = text[...]
        let hasStart = body.hasPrefix("^")
        if hasStart { body = body.dropFirst() }
        let hasEnd = body.hasSuffix("$") && !body.hasSuffix("\\$")
        if hasEnd { body = body.dropLast() }
        return (hasStart ? "" : #"[\s\S]*"#) + body + (hasEnd ? "" : #"[\s\S]*"#)
    }
}
