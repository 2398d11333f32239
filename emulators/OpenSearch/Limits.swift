/// Quotas and defaults, each with its source.
enum Limits {
    /// `from` and `size` together (`index.max_result_window`).
    static let resultWindow = 10_000
    /// Buckets of all aggregations of one search together (`search.max_buckets`).
    static let buckets = 65_535
    /// Clauses of a query (`indices.query.bool.max_clause_count`).
    static let clauses = 1024
    /// Objects inside each other in a query (`indices.query.query_string.max_nested_depth` and the parser's own).
    static let queryDepth = 50
    /// Values of a `terms` query (`index.max_terms_count`).
    static let terms = 65_536
    /// Bytes of a document id (IndexRequest).
    static let idBytes = 512
    /// Hits that are counted exactly unless a search says otherwise (`track_total_hits`).
    static let trackedHits = 10_000
    /// Bytes of an index name (MetadataCreateIndexService).
    static let indexNameBytes = 255
    /// Scrolls and points in time that are open at once (`search.max_open_scroll_context`).
    static let openContexts = 500
    /// k of a k-nearest-neighbours query (k-NN plugin, KNNQueryBuilder).
    static let nearest = 10_000
    /// Hits of a top_hits aggregation or of inner hits (`index.max_inner_result_window`).
    static let innerHits = 100
}
