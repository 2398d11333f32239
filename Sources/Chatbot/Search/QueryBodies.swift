import AWSCore

/// The searches that OpenSearch is asked for.
enum QueryBodies {
    /// The nearest chunks, of those that pass the filters.
    static func vector(_ embedding: [Float], _ filters: SearchFilters, candidates: Int) -> Document {
        var knn = Document.Object([
            .init("vector", .list(embedding.map { .number(Number($0)) })), .init("k", .number(Number(candidates))),
        ])
        if !filters.clauses.isEmpty { knn["filter"] = ["bool": ["filter": .list(filters.clauses)]] }
        return body(["knn": ["embedding": .object(knn)]], candidates)
    }

    /// Chunks that have words of the query, also in their title or heading; more so where words stand together.
    static func keyword(_ query: String, _ filters: SearchFilters, candidates: Int) -> Document {
        let should: [Document] = [
            ["match": ["text": ["query": .string(query)]]],
            ["match": ["metadata.title": ["query": .string(query), "boost": 0.6]]],
            ["match": ["metadata.heading": ["query": .string(query), "boost": 0.6]]],
            ["match_phrase": ["text": ["query": .string(query), "slop": 3, "boost": 0.5]]],
        ]
        var bool = Document.Object([
            .init("should", .list(should)), .init("minimum_should_match", 1),
        ])
        if !filters.clauses.isEmpty { bool["filter"] = .list(filters.clauses) }
        return body(["bool": .object(bool)], candidates)
    }

    private static func body(_ query: Document, _ size: Int) -> Document {
        ["size": .number(Number(size)), "_source": ["excludes": ["embedding"]], "query": query]
    }
}
