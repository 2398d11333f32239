import AWSCloudWatchLogs
import AWSCore

/// A filter pattern: what events must say to be found.
///
/// Source: User Guide, "Filter pattern syntax for metric filters, subscription filters, filter log events, and Live
/// Tail".
enum FilterPattern: Sendable {
    /// An empty pattern.
    case everything
    case terms(TextTerms)
    case json(JSONCondition)
    case delimited(DelimitedPattern)

    init(_ text: String) throws(CloudWatchLogsError) {
        guard text.unicodeScalars.count <= CloudWatchLogsLimits.patternLengthMax else { throw .invalidPattern }
        var scanner = PatternScanner(text)
        scanner.skipSpaces()
        switch scanner.next {
        case nil: self = .everything
        case "{": self = .json(try JSONCondition.read(&scanner))
        case "[": self = .delimited(try DelimitedPattern(&scanner))
        default: self = .terms(try TextTerms(&scanner))
        }
        scanner.skipSpaces()
        guard scanner.isAtEnd else { throw .invalidPattern }
    }

    func matches(_ message: String) -> Bool {
        values(in: message) != nil
    }

    /// What the pattern names in a message, by `$.property` or `$field`; nil when the message does not match.
    func values(in message: String) -> [String: String]? {
        switch self {
        case .everything: return [:]
        case .terms(let terms): return terms.match(message) ? [:] : nil
        case .delimited(let pattern): return pattern.values(in: message)
        case .json(let condition):
            guard let document = try? Document(json: message), document.object != nil, condition.holds(document) else {
                return nil
            }
            return condition.values(in: document)
        }
    }
}
