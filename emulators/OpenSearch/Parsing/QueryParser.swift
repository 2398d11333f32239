import AWSCore
import AWSOpenSearch

/// Reads the query language of OpenSearch against the mapping of one index.
///
/// Source: OpenSearch documentation, "Query DSL".
struct QueryParser {
    let mapping: Mapping
    let analysis: Analysis
    let settings: IndexSettings
    let now: Timestamp
    private var depth = 0
    private var clauses = 0

    init(_ snapshot: IndexSnapshot, now: Timestamp) {
        mapping = snapshot.mapping
        analysis = snapshot.analysis
        settings = snapshot.definition.settings
        self.now = now
    }

    static func parse(_ query: Document?, _ snapshot: IndexSnapshot, now: Timestamp) throws(OpenSearchError) -> Query {
        guard let query else { return .all }
        var parser = QueryParser(snapshot, now: now)
        return try parser.query(query)
    }

    /// One query: an object of one member.
    mutating func query(_ document: Document) throws(OpenSearchError) -> Query {
        guard let object = document.object else {
            throw .parsing("[_na] query malformed, must start with start_object")
        }
        guard let entry = object.entries.first else {
            throw .illegalArgument("query malformed, empty clause found")
        }
        guard object.entries.count == 1 else {
            throw .parsing(
                "[\(entry.name)] malformed query, expected [END_OBJECT] but found [FIELD_NAME]")
        }
        depth += 1
        clauses += 1
        defer { depth -= 1 }
        guard depth <= Limits.queryDepth else {
            throw .illegalArgument(
                "The nested depth of the query exceeds the maximum nested depth for queries set in [indices.query.max_nested_depth]"
            )
        }
        guard clauses <= Limits.clauses else {
            throw OpenSearchError(
                ErrorCode("too_many_clauses"), reason: "maxClauseCount is set to \(Limits.clauses)", status: 400)
        }
        guard let reader = Self.readers[entry.name] else { throw Self.unknown(entry.name) }
        guard entry.value.object != nil else {
            throw .parsing("[\(entry.name)] query malformed, no start_object after query name")
        }
        return try reader(&self, entry.value)
    }

    private static func unknown(_ name: String) -> OpenSearchError {
        if refused.contains(name) { return .notEmulated("the query [\(name)]") }
        return OpenSearchError(
            .parsing, reason: "unknown query [\(name)]", status: 400,
            causedBy: .cause("named_object_not_found_exception", "[1:1] unknown field [\(name)]"))
    }

    typealias Reader = @Sendable (inout QueryParser, Document) throws(OpenSearchError) -> Query

    private static let readers: [String: Reader] = [
        "match_all": { parser, body throws(OpenSearchError) in parser.boosted(.all, body) },
        "match_none": { _, _ throws(OpenSearchError) in .none },
        "match": { parser, body throws(OpenSearchError) in try parser.match(body) },
        "match_phrase": { parser, body throws(OpenSearchError) in try parser.matchPhrase(body, isPrefix: false) },
        "match_phrase_prefix": { parser, body throws(OpenSearchError) in try parser.matchPhrase(body, isPrefix: true) },
        "match_bool_prefix": { parser, body throws(OpenSearchError) in try parser.matchBoolPrefix(body) },
        "multi_match": { parser, body throws(OpenSearchError) in try parser.multiMatch(body) },
        "query_string": { parser, body throws(OpenSearchError) in try parser.queryString(body) },
        "simple_query_string": { parser, body throws(OpenSearchError) in try parser.simpleQueryString(body) },
        "term": { parser, body throws(OpenSearchError) in try parser.term(body) },
        "terms": { parser, body throws(OpenSearchError) in try parser.terms(body) },
        "range": { parser, body throws(OpenSearchError) in try parser.range(body) },
        "exists": { parser, body throws(OpenSearchError) in try parser.exists(body) },
        "prefix": { parser, body throws(OpenSearchError) in try parser.pattern(body, "prefix") },
        "wildcard": { parser, body throws(OpenSearchError) in try parser.pattern(body, "wildcard") },
        "regexp": { parser, body throws(OpenSearchError) in try parser.pattern(body, "regexp") },
        "fuzzy": { parser, body throws(OpenSearchError) in try parser.fuzzy(body) },
        "ids": { parser, body throws(OpenSearchError) in try parser.ids(body) },
        "bool": { parser, body throws(OpenSearchError) in try parser.boolean(body) },
        "constant_score": { parser, body throws(OpenSearchError) in try parser.constantScore(body) },
        "boosting": { parser, body throws(OpenSearchError) in try parser.boosting(body) },
        "dis_max": { parser, body throws(OpenSearchError) in try parser.bestOf(body) },
        "nested": { parser, body throws(OpenSearchError) in try parser.nested(body) },
        "knn": { parser, body throws(OpenSearchError) in try parser.nearest(body) },
        "function_score": { parser, body throws(OpenSearchError) in try parser.functionScore(body) },
        "script_score": { parser, body throws(OpenSearchError) in try parser.scriptScore(body) },
        "hybrid": { _, _ throws(OpenSearchError) in
            throw .illegalArgument("hybrid query must be a top level query and cannot be wrapped into other queries")
        },
    ]

    private static let refused: Set = [
        "script", "geo_bounding_box", "geo_distance", "geo_polygon", "geo_shape", "xy_shape", "more_like_this",
        "intervals", "percolate", "has_child", "has_parent", "parent_id", "rank_feature", "distance_feature", "wrapper",
        "span_term", "span_near", "span_first", "span_or", "span_not", "span_containing", "span_within", "span_multi",
        "field_masking_span", "terms_set", "combined_fields", "pinned", "neural", "neural_sparse", "template",
        "agentic",
        "common",
    ]

    // What readers share.

    func boosted(_ query: Query, _ body: Document) -> Query {
        guard let boost = body["boost"]?.doubleText, boost != 1 else { return query }
        return .boosted(query, by: Float(boost))
    }

    /// The field of `{"field": {...}}`, and what is said of it; a bare value stands under `shorthand`.
    func field(_ body: Document, _ query: String, shorthand: String) throws(OpenSearchError) -> (String, Document) {
        let entries = (body.object?.entries ?? []).filter { $0.name != "boost" && $0.name != "_name" }
        guard let entry = entries.first else {
            throw .illegalArgument("fieldName must not be null or empty")
        }
        guard entries.count == 1 else {
            throw .parsing(
                "[\(query)] query doesn't support multiple fields, found [\(entry.name)] and [\(entries[1].name)]")
        }
        guard entry.value.object == nil else { return (entry.name, entry.value) }
        if entry.value.list != nil { throw .parsing("[\(query)] unknown token [START_ARRAY] after [\(entry.name)]") }
        var inner = Document.Object([.init(shorthand, entry.value)])
        inner["boost"] = body["boost"]
        return (entry.name, .object(inner))
    }

    /// - Throws: `parsing_exception` for a member that the query does not have.
    func check(_ body: Document, _ query: String, _ known: Set<String>) throws(OpenSearchError) {
        for entry in body.object?.entries ?? []
        where !known.contains(entry.name) && entry.name != "boost" && entry.name != "_name" {
            throw .parsing("[\(query)] query does not support [\(entry.name)]")
        }
    }
}
