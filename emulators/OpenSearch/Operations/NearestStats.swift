import AWSCore
import AWSOpenSearch

/// The statistics of the k-NN plugin.
///
/// Source: OpenSearch documentation, "k-NN API"; k-NN plugin, KNNStats and StatNames. What one shard, no cache and no
/// trained model leave to count is counted; the rest is there and 0.
enum NearestStats {
    static func run(
        _ input: OpenSearch.NearestStatsInput, _ view: OpenSearchEmulator
    ) async throws(OpenSearchError) -> OpenSearch.BodyOutput {
        try ServerlessRules.refuse(view)
        let catalog = try await view.state.catalog(view.place)
        try await view.load(catalog.indices.filter { !$0.definition.isClosed })
        let node = try node(catalog, view)
        let hasModels = catalog.item(.vectorModelIndex, "") != nil
        let cluster = Document.Object([
            .init("circuit_breaker_triggered", false), .init("model_index_status", hasModels ? "GREEN" : .null),
        ])
        let wanted = try wanted(input.name, among: (cluster.entries + node.entries).map(\.name))
        view.countRequest()
        let isNode = input.index.map { names in
            names.split(separator: ",").contains { ["_all", "_local", Models.node].contains(String($0)) }
        }
        let count = Document.integer(isNode == false ? 0 : 1)
        var answer = Document.Object([
            .init("_nodes", ["total": count, "successful": count, "failed": 0]),
            .init("cluster_name", .string("\(view.account):kass")),
        ])
        answer.entries += cluster.entries.filter { wanted.contains($0.name) }
        answer["nodes"] = .object(
            .init(
                isNode == false
                    ? [] : [.init(Models.node, .object(.init(node.entries.filter { wanted.contains($0.name) })))]))
        return OpenSearch.BodyOutput(answer: .object(answer))
    }

    private static func wanted(_ names: String?, among known: [String]) throws(OpenSearchError) -> Set<String> {
        guard let names, names != "_all" else { return Set(known) }
        let wanted = names.split(separator: ",").map(String.init)
        let path = "/_plugins/_knn/stats/\(names)"
        if wanted.contains("_all") {
            throw .illegalArgument("Request \(path) contains _all and individual stats")
        }
        let unknown = wanted.filter { !known.contains($0) }.sorted()
        guard unknown.isEmpty else {
            let list = unknown.map { "[\($0)]" }.joined(separator: ", ")
            throw .illegalArgument(
                "request [\(path)] contains unrecognized stat\(unknown.count > 1 ? "s" : ""): \(list)")
        }
        return Set(wanted)
    }

    private static func node(_ catalog: Catalog, _ view: OpenSearchEmulator) throws(OpenSearchError) -> Document.Object
    {
        var (kilobytes, indices) = (0, Document.Object())
        for index in catalog.indices where !index.definition.isClosed {
            let fields = try index.snapshot(view.state.settings, now: view.now).index.vectors.values
            guard !fields.isEmpty else { continue }
            let own = fields.reduce(0) { $0 + $1.rows.bytes.codes + $1.rows.bytes.vectors } / 1024
            indices[index.name] = [
                "graph_memory_usage": .integer(own), "graph_memory_usage_percentage": 0,
                "graph_count": .integer(fields.count),
            ]
            kilobytes += own
        }
        var node = Document.Object()
        for counter in NearestCounters.Counter.allCases {
            node[counter.rawValue] = .integer(view.state.nearestCounters.value(of: counter))
        }
        node["graph_memory_usage"] = .integer(kilobytes)
        node["graph_memory_usage_percentage"] = 0
        node["indices_in_cache"] = .object(indices)
        for name in ["faiss_initialized", "lucene_initialized"] { node[name] = true }
        node["nmslib_initialized"] = false
        for name in ["cache_capacity_reached", "indexing_from_model_degraded"] { node[name] = false }
        for name in [
            "hit_count", "miss_count", "load_success_count", "load_exception_count", "total_load_time",
            "eviction_count",
            "graph_query_errors", "graph_index_errors", "script_compilation_errors", "script_query_errors",
            "training_memory_usage", "training_memory_usage_percentage",
        ] { node[name] = 0 }
        return node
    }
}

/// What searches for nearest neighbours have been asked for since the world began.
final class NearestCounters: Sendable {
    enum Counter: String, CaseIterable, Sendable {
        case knn = "knn_query_requests"
        case filtered = "knn_query_with_filter_requests"
        case byScore = "min_score_query_requests"
        case filteredByScore = "min_score_query_with_filter_requests"
        case byDistance = "max_distance_query_requests"
        case filteredByDistance = "max_distance_query_with_filter_requests"
        case graphs = "graph_query_requests"
        case scripts = "script_query_requests"
        case compilations = "script_compilations"
        case trainings = "training_requests"
        case trainingErrors = "training_errors"
    }

    private let counts = Lock<[Counter: Int]>([:])

    func value(of counter: Counter) -> Int { counts.withLock { $0[counter] ?? 0 } }

    /// Counts what is asked for in a query.
    func count(_ query: Query) {
        query.visit { query in
            switch query {
            case .nearest(let nearest):
                add(.graphs)
                add(nearest.counter)
                if nearest.filter != nil { add(nearest.filteredCounter) }
            case .function(let function):
                for case .vector in function.functions.map(\.kind) { countScript() }
                for case .bits in function.functions.map(\.kind) { countScript() }
                for case .bytes in function.functions.map(\.kind) { countScript() }
            default: break
            }
        }
    }

    private func countScript() {
        add(.scripts)
        add(.compilations)
    }

    func add(_ counter: Counter) { counts.withLock { $0[counter, default: 0] += 1 } }
}

extension NearestQuery {
    fileprivate var counter: NearestCounters.Counter {
        switch extent {
        case .count: .knn
        case .score(_, let isDistance): isDistance ? .byDistance : .byScore
        }
    }

    fileprivate var filteredCounter: NearestCounters.Counter {
        switch extent {
        case .count: .filtered
        case .score(_, let isDistance): isDistance ? .filteredByDistance : .filteredByScore
        }
    }
}

extension Query {
    /// Calls `body` with the query and all that it is made of.
    func visit(_ body: (Query) -> Void) {
        body(self)
        let parts: [Query] =
            switch self {
            case .boolean(let boolean): boolean.must + boolean.filter + boolean.should + boolean.mustNot
            case .constant(let query), .boosted(let query, _), .nested(_, let query, _): [query]
            case .best(let queries, _): queries
            case .demoted(let query, let negative, _): [query, negative]
            case .nearest(let nearest): nearest.filter.map { [$0] } ?? []
            case .function(let function): [function.query] + function.functions.compactMap(\.filter)
            default: []
            }
        for part in parts { part.visit(body) }
    }
}
