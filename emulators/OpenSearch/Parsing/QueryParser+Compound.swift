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
}
