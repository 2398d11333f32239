import AWSCore
import AWSOpenSearch

/// Queries for values as they are.
extension QueryParser {
    func term(_ body: Document) throws(OpenSearchError) -> Query {
        let (name, options) = try field(body, "term", shorthand: "value")
        try check(options, "term", ["value", "case_insensitive"])
        guard let value = options["value"], !value.isNull else { throw .illegalArgument("value cannot be null") }
        let ignoresCase = options["case_insensitive"]?.truth ?? false
        return boosted(try exactly(name, value, ignoresCase: ignoresCase), options)
    }

    func terms(_ body: Document) throws(OpenSearchError) -> Query {
        let entries = (body.object?.entries ?? []).filter { !["boost", "_name", "value_type"].contains($0.name) }
        guard let entry = entries.first, entries.count == 1 else {
            throw .parsing(
                "[terms] query requires a field name, followed by array of terms or a document lookup specification")
        }
        guard let values = entry.value.list else {
            if entry.value.object != nil { throw .notEmulated("the terms lookup of [terms]") }
            throw .parsing("[terms] query does not support [\(entry.name)]")
        }
        let termsMax = settings.integer("index.max_terms_count") ?? Limits.terms
        guard values.count <= termsMax else {
            throw .illegalArgument(
                "The number of terms [\(values.count)] used in the Terms Query request has exceeded the allowed maximum of "
                    + "[\(termsMax)]. This maximum can be set by changing the [index.max_terms_count] index level setting."
            )
        }
        var queries: [Query] = []
        var texts: [String] = []
        for value in values {
            let query = try exactly(entry.name, value, ignoresCase: false)
            if case .term(_, let text) = query { texts.append(text) } else { queries.append(query) }
        }
        if !texts.isEmpty { queries.append(.terms(field: mapping.field(entry.name)?.path ?? entry.name, terms: texts)) }
        let query: Query = queries.count == 1 ? queries[0] : .constant(.boolean(.init(should: queries)))
        return boosted(queries.isEmpty ? .none : query, body)
    }

    /// Documents that have this very value.
    func exactly(_ name: String, _ value: Document, ignoresCase: Bool) throws(OpenSearchError) -> Query {
        if name == "_id" { return .ids([value.scalarText ?? ""]) }
        if name == "_index" {
            return Glob.matches(value.scalarText ?? "", indexName) ? .all : .none
        }
        guard let field = mapping.field(name) else {
            if name == "_routing" { return .term(field: name, term: value.scalarText ?? "") }
            return flatField(of: name) != nil ? .term(field: name, term: value.scalarText ?? "") : .none
        }
        if field.type == .vector { throw .vectorTerm }
        if field.type.isIntegral {
            if field.type.isInteger, let number = value.doubleText, number != number.rounded() { return .none }
            if field.type.isDate { return try dateRange(field, from: value, to: value) }
            let number = try converted(field) { () throws(FieldValue.Refusal) in try FieldValue.integer(value, field) }
            return .integers(field: field.path, number...number)
        }
        if field.type.isDouble {
            let number = try converted(field) { () throws(FieldValue.Refusal) in try FieldValue.double(value, field) }
            return .doubles(field: field.path, DoubleRange(lower: number, upper: number))
        }
        let text = analysis.normalized(value.scalarText ?? "", of: field)
        if field.type == .ip, text.contains("/") { throw .notEmulated("address ranges in [term] queries") }
        if ignoresCase {
            return .pattern(field: field.path, .wildcard(Self.escaped(text), ignoresCase: true))
        }
        return .term(field: field.path, term: text)
    }

    private var indexName: String { settings.text("index.provided_name") ?? "" }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("*", with: "\\*").replacing("?", with: "\\?")
    }

    /// The flattened object that `name` lies in.
    func flatField(of name: String) -> FieldMapping? {
        let parts = name.split(separator: ".")
        for count in stride(from: parts.count - 1, to: 0, by: -1) {
            if let field = mapping.field(parts.prefix(count).joined(separator: ".")), field.type == .flatObject {
                return field
            }
        }
        return nil
    }

    func converted<Value>(
        _ field: FieldMapping, _ convert: () throws(FieldValue.Refusal) -> Value
    ) throws(OpenSearchError) -> Value {
        do throws(FieldValue.Refusal) {
            return try convert()
        } catch {
            let reason = "failed to create query: \(error.reason)"
            throw OpenSearchError(
                ErrorCode("query_shard_exception"), reason: reason, status: 400,
                causedBy: .cause(error.type, error.reason))
        }
    }

    func exists(_ body: Document) throws(OpenSearchError) -> Query {
        try check(body, "exists", ["field"])
        guard let name = body["field"]?.string else { throw .parsing("[exists] must be provided with a [field]") }
        if ["_id", "_index", "_source"].contains(name) { return .all }
        if mapping.objects[name] != nil {
            let inner = mapping.fields.keys.filter { $0.hasPrefix(name + ".") }.sorted()
            return boosted(.constant(.boolean(.init(should: inner.map { .exists(field: $0) }, shouldMin: 1))), body)
        }
        let names = mapping.paths(matching: name).map { mapping.field($0)?.path ?? $0 }
        let queries = names.map { Query.exists(field: $0) }
        return boosted(
            queries.count == 1 ? queries[0] : .constant(.boolean(.init(should: queries, shouldMin: 1))), body)
    }

    func ids(_ body: Document) throws(OpenSearchError) -> Query {
        try check(body, "ids", ["values", "type"])
        return boosted(.ids(Set((body["values"]?.elements ?? []).compactMap(\.scalarText))), body)
    }

    func pattern(_ body: Document, _ kind: String) throws(OpenSearchError) -> Query {
        let (name, options) = try field(body, kind, shorthand: kind == "wildcard" ? "wildcard" : "value")
        try check(
            options, kind,
            ["value", "wildcard", "rewrite", "case_insensitive", "flags", "flags_value", "max_determinized_states"])
        guard let given = (options["value"] ?? options["wildcard"])?.scalarText else {
            throw .illegalArgument("value cannot be null")
        }
        let field = mapping.field(name)
        if let field, !field.type.isText, !field.type.isKeyword {
            throw OpenSearchError(
                ErrorCode("query_shard_exception"),
                reason:
                    "Can only use \(kind) queries on keyword, text and wildcard fields - not on [\(name)] which is of type "
                    + "[\(field.type.rawValue)]", status: 400)
        }
        let text = field.map { analysis.normalized(given, of: $0) } ?? given
        let ignoresCase = options["case_insensitive"]?.truth ?? false
        let pattern: TermPattern
        switch kind {
        case "prefix": pattern = .prefix(text, ignoresCase: ignoresCase)
        case "wildcard": pattern = .wildcard(text, ignoresCase: ignoresCase)
        default:
            guard let program = RegexpProgram(ignoresCase ? Lowercase.of(text) : text) else {
                throw .illegalArgument(
                    "the expression [\(text)] is malformed, or uses operators that KASS does not emulate")
            }
            pattern = .regexp(program, ignoresCase: ignoresCase)
        }
        return boosted(.pattern(field: field?.path ?? name, pattern), options)
    }

    func fuzzy(_ body: Document) throws(OpenSearchError) -> Query {
        let (name, options) = try field(body, "fuzzy", shorthand: "value")
        try check(
            options, "fuzzy", ["value", "fuzziness", "prefix_length", "max_expansions", "transpositions", "rewrite"])
        guard let value = options["value"]?.scalarText else { throw .illegalArgument("value cannot be null") }
        let path = mapping.field(name)?.path ?? name
        return boosted(.fuzzy(field: path, try fuzzyTerm(value, options, options["fuzziness"] ?? "AUTO")), options)
    }

    func fuzzyTerm(_ term: String, _ options: Document, _ fuzziness: Document) throws(OpenSearchError) -> FuzzyTerm {
        guard let edits = FuzzyTerm.edits(fuzziness.scalarText ?? "", for: term) else {
            throw .illegalArgument("failed to parse [\(fuzziness.scalarText ?? "")] as fuzziness")
        }
        return FuzzyTerm(
            term: term, editsMax: edits, prefixLength: options["prefix_length"]?.integerText ?? 0,
            expansionsMax: options["max_expansions"]?.integerText ?? 50,
            transposes: (options["transpositions"] ?? options["fuzzy_transpositions"])?.truth ?? true)
    }
}

extension ServiceError where Service == OpenSearch {
    fileprivate static var vectorTerm: Self {
        Self(
            ErrorCode("query_shard_exception"),
            reason: "KNN vector do not support exact searching, use KNN queries instead", status: 400)
    }
}
