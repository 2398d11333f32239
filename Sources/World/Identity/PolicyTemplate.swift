/// A value of a policy in which variables stand: `arn:aws:s3:::home/${aws:username}/*`.
///
/// A variable's value is taken literally: a `*` in it is only an asterisk. Source: IAM User Guide, "IAM policy
/// elements: variables and tags".
struct PolicyTemplate: Sendable {
    private enum Part: Sendable {
        case text(String)
        case variable(key: String, fallback: String?)
        /// `${*}`, `${?}`, `${$}`.
        case literal(Character)
    }

    private let parts: [Part]

    init(_ text: String, hasVariables: Bool = true) {
        parts = hasVariables ? Self.parse(text) : [.text(text)]
    }

    /// nil when a variable has no value and no default: the statement then does not apply.
    func pattern(in context: ConditionContext) -> WildcardPattern? {
        var tokens: [WildcardPattern.Token] = []
        for part in parts {
            switch part {
            case .text(let text): tokens += WildcardPattern(text).tokens
            case .literal(let character): tokens.append(.character(character))
            case .variable(let key, let fallback):
                guard let value = context.single(key) ?? fallback else { return nil }
                tokens += value.map { .character($0) }
            }
        }
        return WildcardPattern(tokens: tokens)
    }

    /// The value without any wildcard, for operators that know none.
    func text(in context: ConditionContext) -> String? {
        var text = ""
        for part in parts {
            switch part {
            case .text(let piece): text += piece
            case .literal(let character): text.append(character)
            case .variable(let key, let fallback):
                guard let value = context.single(key) ?? fallback else { return nil }
                text += value
            }
        }
        return text
    }

    private static func parse(_ text: String) -> [Part] {
        var parts: [Part] = []
        var rest = text[...]
        while let start = rest.firstRange(of: "${"), let end = rest[start.upperBound...].firstIndex(of: "}") {
            if start.lowerBound > rest.startIndex { parts.append(.text(String(rest[..<start.lowerBound]))) }
            parts.append(variable(rest[start.upperBound..<end]))
            rest = rest[rest.index(after: end)...]
        }
        if !rest.isEmpty { parts.append(.text(String(rest))) }
        return parts
    }

    /// `key`, or `key, 'default'`.
    private static func variable(_ text: Substring) -> Part {
        if let character = text.first, text.count == 1, "*?$".contains(character) { return .literal(character) }
        let pieces = text.split(separator: ",", maxSplits: 1)
        let key = String(pieces.first ?? "").trimmed
        guard pieces.count == 2 else { return .variable(key: key, fallback: nil) }
        let quoted = String(pieces[1]).trimmed
        let isQuoted = quoted.count >= 2 && quoted.hasPrefix("'") && quoted.hasSuffix("'")
        return .variable(key: key, fallback: isQuoted ? String(quoted.dropFirst().dropLast()) : quoted)
    }
}

extension String {
    fileprivate var trimmed: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
