/// What OpenSearch is emulated, and how soon its writes show.
public struct OpenSearchSettings: Sendable {
    public enum Flavor: Sendable {
        /// A collection of OpenSearch Serverless of type VECTORSEARCH: no document ids of the caller's, no refresh on
        /// demand, faiss alone.
        case serverless
        /// A domain of the managed service, or any OpenSearch.
        case managed
    }

    public var flavor: Flavor
    /// How long after a write searches see it, unless an index says otherwise by `refresh_interval`.
    ///
    /// nil for the flavor's own: one second on a domain; about 60 seconds in a vector search collection, says the
    /// developer guide ("What is Amazon OpenSearch Serverless", limitations).
    public var refreshInterval: Duration?

    public init(flavor: Flavor = .serverless, refreshInterval: Duration? = nil) {
        self.flavor = flavor
        self.refreshInterval = refreshInterval
    }

    var effectiveRefreshInterval: Duration {
        refreshInterval ?? (flavor == .serverless ? .seconds(60) : .seconds(1))
    }
}
