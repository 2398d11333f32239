import AWSCore
import AWSOpenSearch

/// Computes aggregations over the documents that a search matched.
///
/// Source: OpenSearch documentation, "Aggregations".
struct Aggregator {
    let targets: [SearchTarget]
    let now: Timestamp
    let typedKeys: Bool
    /// Counts buckets of one search (`search.max_buckets`).
    let budget = BucketBudget()

    init(targets: [SearchTarget], now: Timestamp, typedKeys: Bool) {
        self.targets = targets
        self.now = now
        self.typedKeys = typedKeys
    }

    /// - Parameters:
    ///   - definitions: by name.
    ///   - documents: of each target.
    func run(
        _ definitions: Document.Object, _ documents: [[UInt32]], scores: [Matches]
    ) throws(OpenSearchError) -> Document {
        var result = Document.Object()
        for entry in definitions.entries {
            guard let body = entry.value.object else {
                throw .parsing("Found two sub aggregation definitions under [\(entry.name)]")
            }
            let types = body.entries.filter { !["aggs", "aggregations", "meta"].contains($0.name) }
            guard let type = types.first, types.count == 1 else {
                throw .parsing(
                    types.isEmpty
                        ? "Missing definition for aggregation [\(entry.name)]"
                        : "Found two aggregation type definitions in [\(entry.name)]: [\(types[0].name)] and [\(types[1].name)]"
                )
            }
            let call = AggregationCall(
                name: entry.name, type: type.name, body: type.value,
                inner: (body["aggs"] ?? body["aggregations"])?.object, documents: documents, scores: scores)
            guard let answer = try answer(call) else { continue }
            var object = Document.Object()
            object["meta"] = body["meta"]
            object.entries += answer.entries
            result[typedKeys ? "\(typedName(call))#\(entry.name)" : entry.name] = .object(object)
        }
        return .object(result)
    }

    private func typedName(_ call: AggregationCall) -> String {
        switch call.type {
        case "terms":
            guard let field = targets.lazy.compactMap({ call.field(in: $0) }).first else { return "umterms" }
            return field.type.isDouble ? "dterms" : field.type.isIntegral ? "lterms" : "sterms"
        default: return call.type
        }
    }

    private func answer(_ call: AggregationCall) throws(OpenSearchError) -> Document.Object? {
        switch call.type {
        case "min", "max", "avg", "sum", "stats", "extended_stats", "value_count", "cardinality", "percentiles":
            try call.refuseInner()
            return try metric(call)
        case "top_hits": return try topHits(call)
        case "terms": return try terms(call)
        case "histogram": return try histogram(call)
        case "date_histogram": return try dateHistogram(call)
        case "range", "date_range": return try ranges(call)
        case "filter": return try filter(call)
        case "filters": return try filters(call)
        case "global": return try bucket(call.with(targets.map(\.snapshot.index.roots.documents)))
        case "missing": return try missing(call)
        case "nested": return try nested(call)
        case "reverse_nested": return try reverseNested(call)
        default:
            if AggregationCall.refused.contains(call.type) { throw .notEmulated("the aggregation [\(call.type)]") }
            throw OpenSearchError(
                .parsing, reason: "Unknown aggregation type [\(call.type)]", status: 400,
                causedBy: .cause("named_object_not_found_exception", "[1:1] unknown field [\(call.type)]"))
        }
    }

    /// A bucket: how many documents, and what the inner aggregations make of them.
    func bucket(_ call: AggregationCall, keys: [Document.Entry] = []) throws(OpenSearchError) -> Document.Object {
        try budget.take()
        var object = Document.Object(keys)
        object["doc_count"] = .integer(call.documents.reduce(0) { $0 + $1.count })
        if let inner = call.inner {
            object.entries += try run(inner, call.documents, scores: call.scores).object?.entries ?? []
        }
        return object
    }
}

/// One aggregation as it is asked for.
struct AggregationCall {
    let name: String
    let type: String
    let body: Document
    let inner: Document.Object?
    /// Of each target.
    let documents: [[UInt32]]
    let scores: [Matches]

    static let refused: Set = [
        "geo_bounds", "geo_centroid", "geo_distance", "geohash_grid", "geotile_grid", "ip_range", "composite",
        "sampler",
        "diversified_sampler", "significant_terms", "significant_text", "rare_terms", "multi_terms", "adjacency_matrix",
        "auto_date_histogram", "variable_width_histogram", "children", "parent", "percentile_ranks", "weighted_avg",
        "median_absolute_deviation", "matrix_stats", "scripted_metric", "avg_bucket", "sum_bucket", "min_bucket",
        "max_bucket", "stats_bucket", "extended_stats_bucket", "percentiles_bucket", "bucket_script", "bucket_selector",
        "bucket_sort", "derivative", "cumulative_sum", "moving_avg", "moving_fn", "serial_diff",
    ]

    var fieldName: String? { body["field"]?.string }

    func field(in target: SearchTarget) -> FieldMapping? {
        fieldName.flatMap { target.snapshot.mapping.field($0) }
    }

    func with(_ documents: [[UInt32]]) -> AggregationCall {
        AggregationCall(name: name, type: type, body: body, inner: inner, documents: documents, scores: scores)
    }

    func refuseInner() throws(OpenSearchError) {
        guard inner != nil else { return }
        throw OpenSearchError(
            ErrorCode("aggregation_initialization_exception"),
            reason: "Aggregator [\(name)] of type [\(type)] cannot accept sub-aggregations", status: 400)
    }

    func required() throws(OpenSearchError) -> String {
        guard let fieldName else {
            if body["script"] != nil { throw .notEmulated("[script] of aggregations") }
            throw .illegalArgument("Required one of fields [field, script], but none were specified. ")
        }
        if body["script"] != nil { throw .notEmulated("[script] of aggregations") }
        return fieldName
    }
}

/// How many buckets a search may still make.
final class BucketBudget {
    private var left = Limits.buckets

    func take() throws(OpenSearchError) {
        left -= 1
        guard left < 0 else { return }
        throw OpenSearchError(
            ErrorCode("too_many_buckets_exception"),
            reason: "Trying to create too many buckets. Must be less than or equal to: [\(Limits.buckets)] but was "
                + "[\(Limits.buckets + 1)]. This limit can be set by changing the [search.max_buckets] cluster level setting.",
            status: 503, more: [.init("max_buckets", .integer(Limits.buckets))])
    }
}
