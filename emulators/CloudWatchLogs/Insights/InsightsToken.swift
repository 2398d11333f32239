import AWSCloudWatchLogs
import AWSCore

/// A word of a query.
enum InsightsToken: Hashable, Sendable {
    /// A field, a command or a function: letters, digits and `@._-`, or anything in backquotes.
    case name(String)
    case number(String)
    case text(String)
    case expression(String)
    /// `|`, `,`, `(`, `)`, `[`, `]`, and comparisons.
    case symbol(String)

    static func all(of query: String) throws(CloudWatchLogsError) -> [InsightsToken] {
        var scanner = PatternScanner(query)
        var tokens: [InsightsToken] = []
        while true {
            scanner.skipSpaces()
            guard let next = scanner.next else { return tokens }
            if next == "#" {
                _ = scanner.take { $0 != "\n" }
            } else {
                tokens.append(try token(&scanner, next, previous: tokens.last))
            }
        }
    }

    private static func token(
        _ scanner: inout PatternScanner, _ next: Unicode.Scalar, previous: InsightsToken?
    ) throws(CloudWatchLogsError) -> InsightsToken {
        for symbol in ["!=", "<=", ">=", "=~", "=", "<", ">", "|", ",", "(", ")", "[", "]"]
        where scanner.take(symbol) {
            return .symbol(symbol)
        }
        if scanner.take("\"") { return .text(try scanner.takeQuoted("\"")) }
        if scanner.take("'") { return .text(try scanner.takeQuoted("'")) }
        if scanner.take("`") { return .name(try scanner.takeQuoted("`")) }
        if scanner.take("/") { return .expression(try scanner.takeQuoted("/")) }
        let word = scanner.take { PatternScanner.isWord($0) || "@.-*".unicodeScalars.contains($0) }
        guard !word.isEmpty else { throw .malformedQuery("unexpected symbol found \(next)") }
        return PatternValue.number(word) != nil ? .number(word) : .name(word)
    }
}

extension ServiceError where Service == CloudWatchLogs {
    static func malformedQuery(_ message: String) -> Self {
        Self(
            .malformedQueryException, message,
            details: CloudWatchLogs.MalformedQueryException(queryCompileError: .init(message: message)))
    }
}
