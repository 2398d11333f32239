import AWSCloudWatchLogs
import AWSCore

/// Reads a filter pattern from left to right.
struct PatternScanner {
    private let scalars: [Unicode.Scalar]
    private var position = 0
    /// How deep in parentheses it stands.
    var depth = 0
    private var expressions = 0

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
    }

    var isAtEnd: Bool { position == scalars.count }

    var next: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

    mutating func skipSpaces() {
        while let scalar = next, scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r" { position += 1 }
    }

    /// Takes `text`, if it comes next.
    mutating func take(_ text: String) -> Bool {
        let wanted = Array(text.unicodeScalars)
        guard scalars[position...].starts(with: wanted) else { return false }
        position += wanted.count
        return true
    }

    /// Takes a word, in any case, if it comes next and ends there.
    mutating func take(word: String) -> Bool {
        let end = position + word.unicodeScalars.count
        guard end <= scalars.count else { return false }
        let found = String(String.UnicodeScalarView(scalars[position..<end]))
        guard found.uppercased() == word, end == scalars.count || !Self.isWord(scalars[end]) else { return false }
        position = end
        return true
    }

    mutating func take(while predicate: (Unicode.Scalar) -> Bool) -> String {
        let start = position
        while let scalar = next, predicate(scalar) { position += 1 }
        return String(String.UnicodeScalarView(scalars[start..<position]))
    }

    /// The text up to the next `quote`, which has been opened; a backslash keeps the scalar behind it.
    mutating func takeQuoted(_ quote: Unicode.Scalar) throws(CloudWatchLogsError) -> String {
        var text = String.UnicodeScalarView()
        while let scalar = next {
            position += 1
            if scalar == quote { return String(text) }
            if scalar == "\\", let escaped = next, escaped == quote || escaped == "\\" {
                text.append(escaped)
                position += 1
            } else {
                text.append(scalar)
            }
        }
        throw .invalidPattern
    }

    /// The expression between two `%`, the first of which has been taken.
    mutating func takeExpression() throws(CloudWatchLogsError) -> PatternExpression {
        let text = take { $0 != "%" }
        expressions += 1
        guard take("%"), expressions <= CloudWatchLogsLimits.regularExpressionsMax else { throw .invalidPattern }
        return try PatternExpression(text)
    }

    static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }
}

extension ServiceError where Service == CloudWatchLogs {
    static var invalidPattern: Self { invalidParameter("Invalid filter pattern") }
}
