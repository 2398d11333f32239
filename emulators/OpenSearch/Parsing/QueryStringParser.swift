import AWSCore
import AWSOpenSearch

/// What a query string says, before its words are looked up.
///
/// Source: OpenSearch documentation, "Query string query", and "Simple query string query".
indirect enum QueryStringNode {
    case word(String, field: String?, edits: String?)
    case phrase(String, field: String?, slop: Int)
    case range(field: String?, lower: String?, upper: String?, includesLower: Bool, includesUpper: Bool)
    case exists(String)
    case all
    case boosted(QueryStringNode, Float)
    /// Each part with what stands before it: `+`, `-` or nothing.
    case group([(sign: Character?, node: QueryStringNode)])
}

/// Reads `title:(quick OR brown) AND "red fox"~2 -lazy^2`.
struct QueryStringParser {
    private let text: [Character]
    private var position = 0
    private var depth = 0
    private let isAnd: Bool

    init(_ text: String, isAnd: Bool) {
        self.text = Array(text)
        self.isAnd = isAnd
    }

    /// - Throws: `query_shard_exception` for what is no query.
    mutating func parse() throws(OpenSearchError) -> QueryStringNode {
        let node = try group(field: nil)
        guard position == text.count else { throw failure() }
        return node
    }

    private func failure() -> OpenSearchError {
        OpenSearchError(
            ErrorCode("query_shard_exception"), reason: "Failed to parse query [\(String(text))]", status: 400,
            causedBy: .cause("parse_exception", "Cannot parse '\(String(text))'"))
    }

    private var next: Character? { position < text.count ? text[position] : nil }

    private mutating func skipSpace() { while let character = next, character.isWhitespace { position += 1 } }

    private mutating func take(_ word: String) -> Bool {
        let end = position + word.count
        guard end <= text.count, String(text[position..<end]) == word,
            end == text.count || text[end].isWhitespace || text[end] == "("
        else { return false }
        position = end
        return true
    }

    private mutating func group(field: String?) throws(OpenSearchError) -> QueryStringNode {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Limits.queryDepth else { throw failure() }
        var parts: [(sign: Character?, node: QueryStringNode)] = []
        while true {
            skipSpace()
            guard let character = next, character != ")" else { break }
            if take("AND") || take("&&") {
                guard !parts.isEmpty else { throw failure() }
                if parts[parts.count - 1].sign == nil { parts[parts.count - 1].sign = "+" }
                try appendOperand("+", field, &parts)
            } else if take("OR") || take("||") {
                guard !parts.isEmpty else { throw failure() }
                if isAnd, parts[parts.count - 1].sign == "+" { parts[parts.count - 1].sign = nil }
                try appendOperand(nil, field, &parts)
            } else {
                try appendOperand(isAnd ? "+" : nil, field, &parts)
            }
        }
        return .group(parts)
    }

    private mutating func appendOperand(
        _ implied: Character?, _ field: String?, _ parts: inout [(sign: Character?, node: QueryStringNode)]
    ) throws(OpenSearchError) {
        skipSpace()
        var sign = implied
        if take("NOT") || next == "!" || next == "-" {
            if next == "!" || next == "-" { position += 1 }
            sign = "-"
            skipSpace()
        } else if next == "+" {
            position += 1
            sign = "+"
        }
        parts.append((sign, try clause(field)))
    }

    private mutating func clause(_ field: String?) throws(OpenSearchError) -> QueryStringNode {
        guard let character = next else { throw failure() }
        var node: QueryStringNode
        switch character {
        case "(":
            position += 1
            node = try group(field: field)
            guard next == ")" else { throw failure() }
            position += 1
        case "\"": node = try phrase(field)
        case "[", "{": node = try range(field)
        case ">", "<": node = try comparison(field)
        case ")", "]", "}", "^", "~", ":": throw failure()
        default:
            let word = word()
            guard !word.isEmpty else { throw failure() }
            if next == ":" {
                position += 1
                return try clause(named: word)
            }
            node = .word(word, field: field, edits: suffix("~"))
        }
        guard let boost = suffix("^") else { return node }
        guard let value = Float(boost) else { throw failure() }
        return .boosted(node, value)
    }

    private mutating func clause(named field: String) throws(OpenSearchError) -> QueryStringNode {
        if field == "_exists_" { return .exists(word()) }
        if field == "*", next == "*" {
            position += 1
            return .all
        }
        return try clause(field.replacing("\\", with: ""))
    }

    private mutating func word() -> String {
        var word = ""
        while let character = next, !character.isWhitespace, !"()[]{}^~:\"".contains(character) {
            word.append(character)
            position += 1
            if character == "\\", let escaped = next {
                word.append(escaped)
                position += 1
            }
        }
        return word
    }

    /// What follows `mark` up to the next space.
    private mutating func suffix(_ mark: Character) -> String? {
        guard next == mark else { return nil }
        position += 1
        var text = ""
        while let character = next, character.isNumber || character == "." {
            text.append(character)
            position += 1
        }
        return text
    }

    private mutating func phrase(_ field: String?) throws(OpenSearchError) -> QueryStringNode {
        position += 1
        var words = ""
        while let character = next, character != "\"" {
            position += 1
            if character == "\\", let escaped = next {
                words.append(escaped)
                position += 1
            } else {
                words.append(character)
            }
        }
        guard next == "\"" else { throw failure() }
        position += 1
        return .phrase(words, field: field, slop: suffix("~").flatMap { Int($0) } ?? 0)
    }

    private mutating func range(_ field: String?) throws(OpenSearchError) -> QueryStringNode {
        let includesLower = next == "["
        position += 1
        var content = ""
        while let character = next, character != "]", character != "}" {
            content.append(character)
            position += 1
        }
        guard let close = next, let to = content.firstRange(of: " TO ") else { throw failure() }
        position += 1
        func bound(_ side: Substring) -> String? {
            let trimmed = side.filter { $0 != " " && $0 != "\"" }
            return trimmed == "*" || trimmed.isEmpty ? nil : String(trimmed)
        }
        return .range(
            field: field, lower: bound(content[..<to.lowerBound]), upper: bound(content[to.upperBound...]),
            includesLower: includesLower, includesUpper: close == "]")
    }

    private mutating func comparison(_ field: String?) throws(OpenSearchError) -> QueryStringNode {
        let isGreater = next == ">"
        position += 1
        let includes = next == "="
        if includes { position += 1 }
        let bound = word()
        guard !bound.isEmpty else { throw failure() }
        return .range(
            field: field, lower: isGreater ? bound : nil, upper: isGreater ? nil : bound, includesLower: includes,
            includesUpper: includes)
    }
}

/// Reads `"red fox"~2 + (quick | brown) -lazy fo*`, in which nothing is an error.
struct SimpleQueryStringParser {
    private let text: [Character]
    private var position = 0
    private var depth = 0
    private let isAnd: Bool

    init(_ text: String, isAnd: Bool) {
        self.text = Array(text)
        self.isAnd = isAnd
    }

    mutating func parse() -> QueryStringNode {
        var parts: [(sign: Character?, node: QueryStringNode)] = []
        while position < text.count {
            parts.append((isAnd ? "+" : nil, group()))
            // A closing bracket that nothing opened is passed over.
            position += 1
        }
        return parts.count == 1 ? parts[0].node : .group(parts)
    }

    private var next: Character? { position < text.count ? text[position] : nil }

    private mutating func group() -> QueryStringNode {
        depth += 1
        defer { depth -= 1 }
        var parts: [(sign: Character?, node: QueryStringNode)] = []
        var pending: Character?
        var isNegated = false
        while let character = next, character != ")" || depth > Limits.queryDepth {
            if character.isWhitespace {
                position += 1
            } else if character == "+" || character == "|" {
                pending = character
                position += 1
            } else if character == "-" {
                isNegated.toggle()
                position += 1
            } else {
                let node = operand(character)
                let operation = pending ?? (isAnd ? "+" : "|")
                if operation == "+", !parts.isEmpty, parts[parts.count - 1].sign == nil {
                    parts[parts.count - 1].sign = "+"
                }
                parts.append((isNegated ? "-" : operation == "+" ? "+" : nil, node))
                (pending, isNegated) = (nil, false)
            }
        }
        return .group(parts)
    }

    private mutating func operand(_ first: Character) -> QueryStringNode {
        if first == "(", depth < Limits.queryDepth {
            position += 1
            let node = group()
            if next == ")" { position += 1 }
            return node
        }
        if first == "\"", let end = text[(position + 1)...].firstIndex(of: "\"") {
            let words = String(text[(position + 1)..<end])
            position = end + 1
            return .phrase(words, field: nil, slop: number() ?? 0)
        }
        var word = ""
        while let character = next, !character.isWhitespace, !"+|()\"~".contains(character) {
            position += 1
            if character == "\\", let escaped = next {
                word.append(character)
                word.append(escaped)
                position += 1
            } else {
                word.append(character)
            }
        }
        if word.isEmpty { position += 1 }
        return .word(word, field: nil, edits: number().map(String.init))
    }

    /// The number behind a `~`.
    private mutating func number() -> Int? {
        guard next == "~" else { return nil }
        position += 1
        var digits = ""
        while let character = next, character.isNumber {
            digits.append(character)
            position += 1
        }
        return Int(digits) ?? 2
    }
}
