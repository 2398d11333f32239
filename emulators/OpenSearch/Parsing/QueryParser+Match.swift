import AWSCore
import AWSOpenSearch

/// Queries by words.
extension QueryParser {
    private static let matchOptions: Set = [
        "query", "operator", "minimum_should_match", "fuzziness", "prefix_length", "max_expansions", "analyzer",
        "zero_terms_query", "lenient", "fuzzy_transpositions", "fuzzy_rewrite", "auto_generate_synonyms_phrase_query",
        "cutoff_frequency", "slop", "type", "tie_breaker", "fields",
    ]

    func match(_ body: Document) throws(OpenSearchError) -> Query {
        let (name, options) = try field(body, "match", shorthand: "query")
        try check(options, "match", Self.matchOptions)
        guard options["query"] != nil else { throw .parsing("No text specified for text query") }
        return boosted(try match(name, options), options)
    }

    /// - Parameter options: `query` and what `match` takes beside it.
    func match(_ name: String, _ options: Document) throws(OpenSearchError) -> Query {
        guard let text = options["query"]?.scalarText else { throw .illegalArgument("[match] requires query value") }
        guard let field = mapping.field(name) else { return name == "_id" ? .ids([text]) : .none }
        guard field.type.isText else { return try matchExactly(field, name, options) }
        let tokens = try analyzer(field, options).tokens(of: text)
        let words = Dictionary(grouping: tokens, by: \.position).sorted { $0.key < $1.key }.map { $0.value.map(\.text) }
        guard !words.isEmpty else {
            return options["zero_terms_query"]?.string?.lowercased() == "all" ? .all : .none
        }
        var queries: [Query] = []
        for terms in words {
            if terms.count > 1 {
                queries.append(.synonyms(field: field.path, terms: terms))
            } else {
                queries.append(try word(terms[0], field.path, options))
            }
        }
        return try combined(queries, options)
    }

    private func matchExactly(_ field: FieldMapping, _ name: String, _ options: Document) throws(OpenSearchError)
        -> Query
    {
        let value = options["query"] ?? .null
        if field.type.isKeyword, options["fuzziness"] != nil {
            return try word(analysis.normalized(value.scalarText ?? "", of: field), field.path, options)
        }
        do throws(OpenSearchError) {
            return try exactly(name, value, ignoresCase: false)
        } catch {
            guard options["lenient"]?.truth ?? false else { throw error }
            return .none
        }
    }

    private func word(_ term: String, _ path: String, _ options: Document) throws(OpenSearchError) -> Query {
        guard let fuzziness = options["fuzziness"], !fuzziness.isNull else { return .term(field: path, term: term) }
        return .fuzzy(field: path, try fuzzyTerm(term, options, fuzziness))
    }

    func analyzer(_ field: FieldMapping, _ options: Document) throws(OpenSearchError) -> Analyzer {
        guard let name = options["analyzer"]?.string else { return analysis.analyzer(of: field, searching: true) }
        guard let analyzer = analysis.analyzer(name) else {
            throw OpenSearchError(
                ErrorCode("query_shard_exception"), reason: "[match] analyzer [\(name)] not found", status: 400)
        }
        return analyzer
    }

    func combined(_ queries: [Query], _ options: Document) throws(OpenSearchError) -> Query {
        if queries.count == 1 { return queries[0] }
        switch options["operator"]?.string?.lowercased() {
        case "and": return .boolean(.init(must: queries))
        case nil, "or": break
        case let other?: throw .illegalArgument("No enum constant Operator.\(other.uppercased())")
        }
        let least = try MinimumShouldMatch.count(options["minimum_should_match"], of: queries.count)
        return .boolean(.init(should: queries, shouldMin: max(1, least ?? 1)))
    }

    func matchPhrase(_ body: Document, isPrefix: Bool) throws(OpenSearchError) -> Query {
        let kind = isPrefix ? "match_phrase_prefix" : "match_phrase"
        let (name, options) = try field(body, kind, shorthand: "query")
        try check(options, kind, ["query", "slop", "analyzer", "zero_terms_query", "max_expansions"])
        return boosted(try phrase(name, options, isPrefix: isPrefix), options)
    }

    func phrase(_ name: String, _ options: Document, isPrefix: Bool) throws(OpenSearchError) -> Query {
        guard let text = options["query"]?.scalarText else {
            throw .illegalArgument("[match_phrase] requires query value")
        }
        guard let field = mapping.field(name) else { return .none }
        guard field.type.isText else {
            if isPrefix, field.type.isKeyword {
                return .pattern(field: field.path, .prefix(analysis.normalized(text, of: field)))
            }
            return try matchExactly(field, name, options)
        }
        let tokens = try analyzer(field, options).tokens(of: text)
        guard let first = tokens.first else {
            return options["zero_terms_query"]?.string?.lowercased() == "all" ? .all : .none
        }
        let groups = Dictionary(grouping: tokens, by: \.position).sorted { $0.key < $1.key }
        let places = groups.map { PhraseQuery.Place(terms: $0.value.map(\.text), offset: $0.key - first.position) }
        if places.count == 1, !isPrefix {
            return places[0].terms.count == 1
                ? .term(field: field.path, term: places[0].terms[0])
                : .synonyms(field: field.path, terms: places[0].terms)
        }
        if places.count == 1, isPrefix { return .pattern(field: field.path, .prefix(places[0].terms[0])) }
        return .phrase(
            PhraseQuery(
                field: field.path, places: places, slop: options["slop"]?.integerText ?? 0, isPrefix: isPrefix,
                expansionsMax: options["max_expansions"]?.integerText ?? 50))
    }

    func matchBoolPrefix(_ body: Document) throws(OpenSearchError) -> Query {
        let (name, options) = try field(body, "match_bool_prefix", shorthand: "query")
        try check(options, "match_bool_prefix", Self.matchOptions)
        return boosted(try boolPrefix(name, options), options)
    }

    private func boolPrefix(_ name: String, _ options: Document) throws(OpenSearchError) -> Query {
        guard let field = mapping.field(name), let text = options["query"]?.scalarText else { return .none }
        guard field.type.isText else { return try matchExactly(field, name, options) }
        let tokens = try analyzer(field, options).tokens(of: text)
        guard let last = tokens.last else { return .none }
        var queries: [Query] = []
        for token in tokens.dropLast() { queries.append(try word(token.text, field.path, options)) }
        return try combined(queries + [.pattern(field: field.path, .prefix(last.text))], options)
    }

    func multiMatch(_ body: Document) throws(OpenSearchError) -> Query {
        try check(body, "multi_match", Self.matchOptions)
        guard body["query"] != nil else { throw .parsing("No text specified for multi_match query") }
        let fields = fieldBoosts(body["fields"], defaults: ["*"])
        var queries: [Query] = []
        let type = body["type"]?.string ?? "best_fields"
        if type == "cross_fields" { return boosted(try crossFields(fields, body), body) }
        for (name, boost) in fields {
            let query: Query
            switch type {
            case "best_fields", "most_fields": query = try match(name, lenient(body, fields.count))
            case "phrase": query = try phrase(name, body, isPrefix: false)
            case "phrase_prefix": query = try phrase(name, body, isPrefix: true)
            case "bool_prefix": query = try boolPrefix(name, body)
            default: throw .parse("failed to parse [multi_match] query type [\(type)]. unknown type.")
            }
            queries.append(boost == 1 ? query : .boosted(query, by: boost))
        }
        let isMost = type == "most_fields" || type == "bool_prefix"
        let tieBreaker = body["tie_breaker"]?.doubleText.map { Float($0) } ?? (isMost ? 1 : 0)
        return boosted(queries.count == 1 ? queries[0] : .best(queries, tieBreaker: tieBreaker), body)
    }

    /// Among all fields, those that cannot take the text are passed over.
    private func lenient(_ body: Document, _ count: Int) -> Document {
        guard
            body["fields"] == nil || (body["fields"]?.elements.contains { $0.string?.contains("*") ?? false } ?? false)
        else { return body }
        var object = body.object ?? .init()
        object["lenient"] = true
        return .object(object)
    }

    /// Each word in whichever field it fits best.
    private func crossFields(_ fields: [(String, Float)], _ body: Document) throws(OpenSearchError) -> Query {
        guard let text = body["query"]?.scalarText else { return .none }
        var words: [[Query]] = []
        for (name, boost) in fields {
            guard let field = mapping.field(name), field.type.isText || field.type.isKeyword else { continue }
            let terms = field.type.isText ? try analyzer(field, body).tokens(of: text).map(\.text) : [text]
            for (place, term) in terms.enumerated() {
                if words.count <= place { words.append([]) }
                words[place].append(.boosted(.term(field: field.path, term: term), by: boost))
            }
        }
        let tieBreaker = body["tie_breaker"]?.doubleText.map { Float($0) } ?? 0
        return words.isEmpty ? .none : try combined(words.map { .best($0, tieBreaker: tieBreaker) }, body)
    }

    /// `title^2`, `body.*`
    func fieldBoosts(_ fields: Document?, defaults: [String]) -> [(String, Float)] {
        let names = fields?.elements.compactMap(\.string) ?? defaults
        return names.flatMap { name -> [(String, Float)] in
            let parts = name.split(separator: "^", maxSplits: 1)
            let boost = parts.count == 2 ? Float(parts[1]) ?? 1 : 1
            let pattern = parts.first.map(String.init) ?? name
            guard pattern.contains("*") else { return [(pattern, boost)] }
            return mapping.paths(matching: pattern).filter { path in
                mapping.field(path).map { $0.type != .vector && $0.type != .binary && $0.type != .alias } ?? false
            }.map { ($0, boost) }
        }
    }
}
