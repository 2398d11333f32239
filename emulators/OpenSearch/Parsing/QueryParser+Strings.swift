import AWSCore
import AWSOpenSearch

/// Queries that are written as text.
extension QueryParser {
    private static let options: Set = [
        "query", "fields", "default_field", "default_operator", "analyzer", "lenient", "minimum_should_match",
        "analyze_wildcard", "fuzziness", "fuzzy_max_expansions", "fuzzy_prefix_length", "fuzzy_transpositions",
        "phrase_slop", "quote_field_suffix", "quote_analyzer", "tie_breaker", "type", "time_zone", "rewrite", "flags",
        "allow_leading_wildcard", "enable_position_increments", "max_determinized_states", "fuzzy_rewrite", "escape",
        "auto_generate_synonyms_phrase_query",
    ]

    mutating func queryString(_ body: Document) throws(OpenSearchError) -> Query {
        try check(body, "query_string", Self.options)
        guard let text = body["query"]?.scalarText else {
            throw .parsing("[query_string] must be provided with a [query]")
        }
        if body["fields"]?.list?.contains(.null) ?? false {
            throw .parsing("[query_string] field name in [fields] cannot be null")
        }
        var parser = QueryStringParser(text, isAnd: isAnd(body))
        return boosted(try query(try parser.parse(), fields(body), body), body)
    }

    mutating func simpleQueryString(_ body: Document) throws(OpenSearchError) -> Query {
        try check(body, "simple_query_string", Self.options)
        guard let text = body["query"]?.scalarText else {
            throw .parsing("[simple_query_string] query text missing")
        }
        var parser = SimpleQueryStringParser(text, isAnd: isAnd(body))
        return boosted(try query(parser.parse(), fields(body), body), body)
    }

    private func isAnd(_ body: Document) -> Bool { body["default_operator"]?.string?.lowercased() == "and" }

    private func fields(_ body: Document) -> [(String, Float)] {
        let own = settings["index.query.default_field"]?.elements.compactMap(\.string) ?? ["*"]
        return fieldBoosts(body["fields"] ?? body["default_field"].map { [$0] }, defaults: own)
    }

    private mutating func query(
        _ node: QueryStringNode, _ fields: [(String, Float)], _ body: Document
    ) throws(OpenSearchError) -> Query {
        switch node {
        case .all: return .all
        case .exists(let name): return try exists(["field": .string(name)])
        case .boosted(let node, let boost): return .boosted(try query(node, fields, body), by: boost)
        case .group(let parts): return try group(parts, fields, body)
        case .word(let text, let field, let edits):
            if text == "*", field == nil { return .all }
            return try anywhere(field, fields, body) { parser, name throws(OpenSearchError) in
                try parser.word(text, name, edits, body)
            }
        case .phrase(let text, let field, let slop):
            let least = slop == 0 ? body["phrase_slop"]?.integerText ?? 0 : slop
            return try anywhere(field, fields, body) { parser, name throws(OpenSearchError) in
                try parser.phrase(name, ["query": .string(text), "slop": .integer(least)], isPrefix: false)
            }
        case .range(let field, let lower, let upper, let includesLower, let includesUpper):
            var bounds = Document.Object()
            if let lower { bounds[includesLower ? "gte" : "gt"] = .string(lower) }
            if let upper { bounds[includesUpper ? "lte" : "lt"] = .string(upper) }
            return try anywhere(field, fields, body) { parser, name throws(OpenSearchError) in
                try parser.range(.object(.init([.init(name, .object(bounds))])))
            }
        }
    }

    private mutating func group(
        _ parts: [(sign: Character?, node: QueryStringNode)], _ fields: [(String, Float)], _ body: Document
    ) throws(OpenSearchError) -> Query {
        try count(clauses: parts.count)
        var boolean = BooleanQuery()
        for (sign, node) in parts {
            let part = try query(node, fields, body)
            switch sign {
            case "+": boolean.must.append(part)
            case "-": boolean.mustNot.append(part)
            default: boolean.should.append(part)
            }
        }
        if boolean.mustNot.isEmpty, boolean.must.count + boolean.should.count == 1 {
            return boolean.must.first ?? boolean.should[0]
        }
        boolean.shouldMin = try MinimumShouldMatch.count(body["minimum_should_match"], of: boolean.should.count)
        return parts.isEmpty ? .none : .boolean(boolean)
    }

    /// In the field that is named, or in the best of all fields.
    private func anywhere(
        _ field: String?, _ fields: [(String, Float)], _ body: Document,
        _ make: (QueryParser, String) throws(OpenSearchError) -> Query
    ) throws(OpenSearchError) -> Query {
        let named = field.map { fieldBoosts([.string($0)], defaults: []) } ?? fields
        // Among many fields, those that cannot take the text are passed over.
        let isLenient = body["lenient"]?.truth ?? (named.count > 1 && field == nil)
        var queries: [Query] = []
        for (name, boost) in named {
            do throws(OpenSearchError) {
                let query = try make(self, name)
                queries.append(boost == 1 ? query : .boosted(query, by: boost))
            } catch {
                guard isLenient else { throw error }
            }
        }
        let tieBreaker =
            body["tie_breaker"]?.doubleText.map { Float($0) } ?? (body["type"]?.string == "most_fields" ? 1 : 0)
        return queries.count == 1 ? queries[0] : queries.isEmpty ? .none : .best(queries, tieBreaker: tieBreaker)
    }

    private func word(
        _ text: String, _ name: String, _ edits: String?, _ body: Document
    ) throws(OpenSearchError) -> Query {
        let path = mapping.field(name)?.path ?? name
        if let edits {
            let plain =
                mapping.field(name).map { field in
                    field.type.isText
                        ? analysis.analyzer(of: field, searching: true).tokens(of: text).first?.text ?? text : text
                } ?? text
            return .fuzzy(field: path, try fuzzyTerm(plain, body, edits.isEmpty ? "AUTO" : .string(edits)))
        }
        let bare = text.replacing("\\*", with: "").replacing("\\?", with: "")
        guard bare.contains("*") || bare.contains("?") else {
            var options: Document.Object = .init([.init("query", .string(Self.unescaped(text)))])
            options["operator"] = body["default_operator"]
            options["analyzer"] = body["analyzer"]
            return try match(name, .object(options))
        }
        if text == "*" { return .exists(field: path) }
        guard let field = mapping.field(name), field.type.isText || field.type.isKeyword else { return .none }
        let pattern = field.type.isText ? Lowercase.of(text) : analysis.normalized(text, of: field)
        return .pattern(field: path, .wildcard(pattern))
    }

    private static func unescaped(_ text: String) -> String {
        var result = ""
        var isEscaped = false
        for character in text {
            if character == "\\", !isEscaped {
                isEscaped = true
            } else {
                result.append(character)
                isEscaped = false
            }
        }
        return result
    }
}
