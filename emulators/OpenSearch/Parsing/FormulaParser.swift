import AWSCore
import AWSOpenSearch

/// Reads formulas in Painless: the k-NN plugin's functions, numbers, `+ - * /`, parentheses, and
/// `doc[field].size() == 0 ? a : b`. Whatever else Painless has is refused.
///
/// Source: OpenSearch documentation, "Painless scripting extensions"; k-NN plugin, KNNScoringUtil.
struct FormulaParser {
    private let source: String
    private let parameters: Document
    private let mapping: Mapping
    private var tokens: [Substring]
    private var position = 0
    private var depth = 0
    private var measures: [ScoreFormula.Measure] = []

    private static let functions: [String: VectorSpace] = [
        "cosineSimilarity": .cosinesimil, "l2Squared": .l2, "l1Norm": .l1, "lInfNorm": .linf,
        "innerProduct": .innerproduct, "hamming": .hamming,
    ]
    /// Parentheses inside each other.
    private static let depthMax = 50

    static func parse(
        _ source: String, _ parameters: Document, _ mapping: Mapping
    ) throws(OpenSearchError) -> ScoreFormula.Parsed {
        var parser = FormulaParser(source, parameters, mapping)
        _ = parser.take("return")
        let formula = try parser.choice()
        _ = parser.take(";")
        guard parser.position == parser.tokens.count else { throw parser.refusal }
        return ScoreFormula.Parsed(formula: formula, measures: parser.measures)
    }

    private init(_ source: String, _ parameters: Document, _ mapping: Mapping) {
        (self.source, self.parameters, self.mapping) = (source, parameters, mapping)
        tokens = Self.tokens(of: source)
    }

    /// Words, numbers, texts in quotes, and signs.
    private static func tokens(of source: String) -> [Substring] {
        var tokens: [Substring] = []
        var rest = source[...]
        while let first = rest.first {
            let length: Int
            if first == "'" || first == "\"" {
                length = 2 + rest.dropFirst().prefix { $0 != first }.count
            } else if first.isLetter || first == "_" {
                length = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }.count
            } else if first.isNumber {
                length = rest.prefix { $0.isNumber || $0 == "." }.count
            } else {
                length = rest.hasPrefix("==") || rest.hasPrefix("!=") ? 2 : 1
            }
            if !first.isWhitespace { tokens.append(rest.prefix(length)) }
            rest = rest.dropFirst(length)
        }
        return tokens
    }

    private var refusal: OpenSearchError { .notEmulated("the script [\(source)]") }
    private var next: Substring? { position < tokens.count ? tokens[position] : nil }

    private mutating func take(_ token: String) -> Bool {
        guard let next, next == token else { return false }
        position += 1
        return true
    }

    private mutating func expect(_ token: String) throws(OpenSearchError) {
        guard take(token) else { throw refusal }
    }

    // Formulas.

    private mutating func choice() throws(OpenSearchError) -> ScoreFormula {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.depthMax else { throw refusal }
        guard next == "doc" else { return try sum() }
        let field = try self.field()
        for word in [".", "size", "(", ")"] { try expect(word) }
        let isWhenLacking = take("==")
        if !isWhenLacking, !take("!="), !take(">") { throw refusal }
        for word in ["0", "?"] { try expect(word) }
        let first = try choice()
        try expect(":")
        let second = try choice()
        return isWhenLacking
            ? .choice(lacking: field.path, first, second) : .choice(lacking: field.path, second, first)
    }

    private mutating func sum() throws(OpenSearchError) -> ScoreFormula {
        var left = try product()
        while true {
            if take("+") {
                left = .sum(left, try product())
            } else if take("-") {
                left = .difference(left, try product())
            } else {
                return left
            }
        }
    }

    private mutating func product() throws(OpenSearchError) -> ScoreFormula {
        var left = try factor()
        while true {
            if take("*") {
                left = .product(left, try factor())
            } else if take("/") {
                left = .quotient(left, try factor())
            } else {
                return left
            }
        }
    }

    private mutating func factor() throws(OpenSearchError) -> ScoreFormula {
        if take("-") { return .difference(.number(0), try factor()) }
        if take("(") {
            let inner = try choice()
            try expect(")")
            return inner
        }
        guard let token = next else { throw refusal }
        position += 1
        if let number = Double(token) {
            _ = take("f") || take("F") || take("d") || take("D")
            return .number(number)
        }
        if token == "params", let number = try parameter().double { return .number(number) }
        guard let space = Self.functions[String(token)] else { throw refusal }
        return try measure(space, String(token))
    }

    private mutating func measure(_ space: VectorSpace, _ name: String) throws(OpenSearchError) -> ScoreFormula {
        try expect("(")
        try expect("params")
        let query = try parameter()
        try expect(",")
        let field = try field()
        // The query's own length may be given, to save the time of computing it.
        if space == .cosinesimil, take(",") { _ = try sum() }
        try expect(")")
        guard let vectors = field.vector, let components = query.list else { throw refusal }
        guard (space == .hamming) == (vectors.dataType == .binary) else {
            throw .illegalArgument(
                space == .hamming
                    ? "Binary vector data type is required for function [\(name)]"
                    : "Binary vector data type is not supported for function [\(name)]")
        }
        measures.append(.init(field: field.path, vector: try Self.vector(components, vectors, space), space: space))
        return .measure(measures.count - 1)
    }

    static func vector(
        _ components: [Document], _ mapping: VectorMapping, _ space: VectorSpace
    ) throws(OpenSearchError) -> [Float] {
        guard components.count == mapping.componentCount else {
            throw OpenSearchError(
                ErrorCode("illegal_state_exception"),
                reason:
                    "Object's length=\(components.count) does not match the expected length=\(mapping.componentCount).",
                status: 400)
        }
        return try NearestRules.vector(components, mapping, space)
    }

    // Names.

    /// `.name` or `['name']`, behind `params`.
    private mutating func parameter() throws(OpenSearchError) -> Document {
        let name: String
        if take(".") {
            guard let token = next else { throw refusal }
            position += 1
            name = String(token)
        } else {
            try expect("[")
            name = try text()
            try expect("]")
        }
        guard let value = parameters[name] else { throw .illegalArgument("Missing parameter [\(name)]") }
        return value
    }

    /// `doc['name']` or `doc[params.name]`.
    private mutating func field() throws(OpenSearchError) -> FieldMapping {
        for word in ["doc", "["] { try expect(word) }
        let name = take("params") ? try parameter().string ?? "" : try text()
        try expect("]")
        guard let field = mapping.field(name) else {
            throw .illegalArgument("No field found for [\(name)] in mapping")
        }
        return field
    }

    private mutating func text() throws(OpenSearchError) -> String {
        guard let token = next, let quote = token.first, quote == "'" || quote == "\"", token.count >= 2 else {
            throw refusal
        }
        position += 1
        return String(token.dropFirst().dropLast())
    }
}
