import AWSCore
import AWSOpenSearch

/// Queries made of queries.
extension QueryParser {
    mutating func boolean(_ body: Document) throws(OpenSearchError) -> Query {
        var query = BooleanQuery()
        for entry in body.object?.entries ?? [] {
            switch entry.name {
            case "must": query.must = try queries(entry.value)
            case "filter": query.filter = try queries(entry.value)
            case "should": query.should = try queries(entry.value)
            case "must_not", "mustNot": query.mustNot = try queries(entry.value)
            case "minimum_should_match", "boost", "_name", "adjust_pure_negative": break
            default: throw .parsing("[bool] query does not support [\(entry.name)]")
            }
        }
        query.shouldMin = try MinimumShouldMatch.count(body["minimum_should_match"], of: query.should.count)
        let isEmpty = query.must.isEmpty && query.filter.isEmpty && query.should.isEmpty && query.mustNot.isEmpty
        return boosted(isEmpty ? .all : .boolean(query), body)
    }

    mutating func queries(_ value: Document) throws(OpenSearchError) -> [Query] {
        var queries: [Query] = []
        for element in value.elements where !element.isNull { queries.append(try query(element)) }
        return queries
    }

    mutating func constantScore(_ body: Document) throws(OpenSearchError) -> Query {
        try check(body, "constant_score", ["filter"])
        guard let filter = body["filter"] else { throw .parsing("[constant_score] requires a 'filter' element") }
        return boosted(.constant(try query(filter)), body)
    }

    mutating func boosting(_ body: Document) throws(OpenSearchError) -> Query {
        try check(body, "boosting", ["positive", "negative", "negative_boost"])
        guard let positive = body["positive"] else {
            throw .parsing("[boosting] query requires 'positive' query to be set'")
        }
        guard let negative = body["negative"] else {
            throw .parsing("[boosting] query requires 'negative' query to be set'")
        }
        guard let factor = body["negative_boost"]?.doubleText, factor >= 0 else {
            throw .parsing("[boosting] query requires 'negative_boost' to be set to be a positive value'")
        }
        return boosted(.demoted(try query(positive), by: try query(negative), factor: Float(factor)), body)
    }

    mutating func bestOf(_ body: Document) throws(OpenSearchError) -> Query {
        try check(body, "dis_max", ["queries", "tie_breaker"])
        guard let list = body["queries"] else {
            throw .parsing("[dis_max] requires 'queries' field with at least one clause")
        }
        let tieBreaker = Float(body["tie_breaker"]?.doubleText ?? 0)
        return boosted(.best(try queries(list), tieBreaker: tieBreaker), body)
    }

    mutating func nested(_ body: Document) throws(OpenSearchError) -> Query {
        try check(body, "nested", ["path", "query", "score_mode", "ignore_unmapped", "inner_hits"])
        guard let path = body["path"]?.string else { throw .illegalArgument("[nested] requires 'path' field") }
        guard let inner = body["query"] else { throw .illegalArgument("[nested] requires 'query' field") }
        guard mapping.objects[path]?.isNested ?? false else {
            if body["ignore_unmapped"]?.truth ?? false { return .none }
            throw OpenSearchError(
                ErrorCode("query_shard_exception"),
                reason: "failed to create query: [nested] failed to find nested object under path [\(path)]",
                status: 400)
        }
        if body["inner_hits"] != nil { throw .notEmulated("[inner_hits] of [nested] queries") }
        guard let mode = NestedScoreMode(rawValue: body["score_mode"]?.string ?? "avg") else {
            throw .illegalArgument("No score mode for child query [\(body["score_mode"]?.string ?? "")] found")
        }
        return boosted(.nested(path: path, try query(inner), mode), body)
    }

    mutating func nearest(_ body: Document) throws(OpenSearchError) -> Query {
        let (name, options) = try field(body, "knn", shorthand: "vector")
        try check(
            options, "knn",
            [
                "vector", "k", "filter", "min_score", "max_distance", "method_parameters", "ignore_unmapped", "rescore",
                "expand_nested_docs",
            ])
        guard let field = mapping.field(name), let vectors = field.vector else {
            if mapping.field(name) == nil, options["ignore_unmapped"]?.truth ?? false { return .none }
            throw .illegalArgument("Field '\(name)' is not knn_vector type.")
        }
        guard let components = options["vector"]?.list else {
            throw .illegalArgument("[knn] requires query vector")
        }
        let vector = try NearestRules.vector(components, vectors, name)
        let extent = try NearestRules.extent(options, vectors)
        let filter = try options["filter"].map { document throws(OpenSearchError) in try query(document) }
        return boosted(
            .nearest(NearestQuery(field: field.path, vector: vector, extent: extent, filter: filter)), options)
    }
}

/// What a k-nearest-neighbours query must say (k-NN plugin, KNNQueryBuilder).
enum NearestRules {
    static func vector(_ components: [Document], _ mapping: VectorMapping, _ name: String) throws(OpenSearchError)
        -> [Float]
    {
        let vector = components.compactMap(\.doubleText).map { Float($0) }
        guard vector.count == components.count, vector.allSatisfy(\.isFinite) else {
            throw .illegalArgument("[knn] vector values must be finite numbers")
        }
        guard vector.count == mapping.componentCount else {
            throw .illegalArgument(
                "Query vector has invalid dimension: \(vector.count). Dimension should be: \(mapping.componentCount)")
        }
        return vector
    }

    static func extent(_ options: Document, _ mapping: VectorMapping) throws(OpenSearchError) -> NearestQuery.Extent {
        let given = ["k", "min_score", "max_distance"].filter { options[$0] != nil }
        guard given.count == 1 else {
            throw .illegalArgument("[knn] requires exactly one of k, distance or score to be set")
        }
        switch given[0] {
        case "k":
            guard let count = options["k"]?.integerText, count > 0 else {
                throw .illegalArgument("[knn] requires k > 0")
            }
            guard count <= Limits.nearest else { throw .illegalArgument("[knn] requires k <= \(Limits.nearest)") }
            return .count(count)
        case "min_score":
            guard let score = options["min_score"]?.doubleText, score > 0 else {
                throw .illegalArgument("[knn] requires minScore to be greater than 0")
            }
            return .score(Float(score))
        default:
            guard let distance = options["max_distance"]?.doubleText else {
                throw .illegalArgument("[knn] requires a number as max_distance")
            }
            // A greater inner product is nearer: the plugin turns its sign.
            return .score(mapping.space.score(of: Float(mapping.space == .innerproduct ? -distance : distance)))
        }
    }
}
