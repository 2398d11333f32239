import AWSCore
import AWSOpenSearch

/// The domain as a whole.
enum Cluster {
    /// The version whose behaviour is emulated.
    static let version = "3.3.0"
    /// The same as indices keep it.
    static let versionID = "137267827"

    static func info(_ view: OpenSearchEmulator) throws(OpenSearchError) -> OpenSearch.BodyOutput {
        try ServerlessRules.refuse(view)
        return OpenSearch.BodyOutput(
            answer: [
                "name": "kass", "cluster_name": .string("\(view.account):kass"),
                "cluster_uuid": "a2Fzcy1vcGVuc2VhcmNoLQ",
                "version": [
                    "distribution": "opensearch", "number": .string(version), "build_type": "tar",
                    "build_hash": "unknown", "build_date": "2025-10-07T00:00:00.000000Z", "build_snapshot": false,
                    "lucene_version": "10.3.1", "minimum_wire_compatibility_version": "2.19.0",
                    "minimum_index_compatibility_version": "2.0.0",
                ], "tagline": "The OpenSearch Project: https://opensearch.org/",
            ])
    }

    static func ping(_ view: OpenSearchEmulator) throws(OpenSearchError) -> OpenSearch.ExistsOutput {
        try ServerlessRules.refuse(view)
        return OpenSearch.ExistsOutput(exists: true)
    }

    static func health(
        _ input: OpenSearch.ClusterHealthInput, _ view: OpenSearchEmulator
    ) async throws(OpenSearchError) -> OpenSearch.BodyOutput {
        try ServerlessRules.refuse(view)
        let indices: [LiveIndex]
        do throws(OpenSearchError) {
            indices = try await view.indices(input.index, input.parameters, includesClosed: true)
        } catch {
            guard error.code == .indexNotFound else { throw error }
            return OpenSearch.BodyOutput(answer: .object(summary([], isTimedOut: true)), status: 408)
        }
        var object = summary(indices, isTimedOut: false)
        if input.parameters["level"] == "indices" || input.parameters["level"] == "shards" {
            object["indices"] = .object(.init(indices.map { .init($0.name, health(of: $0)) }))
        }
        return OpenSearch.BodyOutput(answer: .object(object))
    }

    private static func health(of index: LiveIndex) -> Document {
        let settings = index.definition.settings
        return [
            "status": .string(status(of: index)), "number_of_shards": .integer(settings.shards),
            "number_of_replicas": .integer(settings.replicas), "active_primary_shards": .integer(settings.shards),
            "active_shards": .integer(settings.shards), "relocating_shards": 0, "initializing_shards": 0,
            "unassigned_shards": .integer(settings.shards * settings.replicas),
        ]
    }

    /// One node has no place for replicas.
    static func status(of index: LiveIndex) -> String {
        index.definition.settings.replicas == 0 ? "green" : "yellow"
    }

    static func summary(_ indices: [LiveIndex], isTimedOut: Bool) -> Document.Object {
        let settings = indices.map(\.definition.settings)
        let active = settings.reduce(0) { $0 + $1.shards }
        let unassigned = settings.reduce(0) { $0 + $1.shards * $1.replicas }
        let percent = active + unassigned == 0 ? 100 : 100 * Double(active) / Double(active + unassigned)
        let status = isTimedOut ? "red" : unassigned == 0 ? "green" : "yellow"
        let document: Document = [
            "cluster_name": "kass", "status": .string(status), "timed_out": .bool(isTimedOut), "number_of_nodes": 1,
            "number_of_data_nodes": 1, "discovered_master": true, "discovered_cluster_manager": true,
            "active_primary_shards": .integer(active), "active_shards": .integer(active), "relocating_shards": 0,
            "initializing_shards": 0, "unassigned_shards": .integer(unassigned), "delayed_unassigned_shards": 0,
            "number_of_pending_tasks": 0, "number_of_in_flight_fetch": 0, "task_max_waiting_in_queue_millis": 0,
            "active_shards_percent_as_number": .double(percent),
        ]
        return document.object ?? .init()
    }

    static func settings(
        _ input: OpenSearch.GetClusterSettingsInput, _ view: OpenSearchEmulator
    ) async throws(OpenSearchError) -> OpenSearch.BodyOutput {
        try ServerlessRules.refuse(view)
        let isFlat = input.parameters.flag("flat_settings") ?? false
        let catalog = try await view.state.catalog(view.place)
        var object = Document.Object()
        for kind in ["persistent", "transient"] {
            let stored = catalog.item(.clusterSettings, kind)?.object ?? .init()
            object[kind] = IndexSettings(stored: stored).document(isFlat: isFlat)
        }
        if input.parameters.flag("include_defaults") ?? false {
            object["defaults"] = IndexSettings(
                stored: .init([
                    .init("search.max_buckets", .string("\(Limits.buckets)")),
                    .init("indices.query.bool.max_clause_count", .string("\(Limits.clauses)")),
                ])
            ).document(isFlat: isFlat)
        }
        return OpenSearch.BodyOutput(answer: .object(object))
    }

    /// Kept and shown; none of them changes what the emulator does.
    static func putSettings(
        _ input: OpenSearch.PutClusterSettingsInput, _ view: OpenSearchEmulator
    ) async throws(OpenSearchError) -> OpenSearch.BodyOutput {
        try ServerlessRules.refuse(view)
        guard let body = input.body?.object, !body.entries.isEmpty else { throw .validation("no settings to update") }
        let isFlat = input.parameters.flag("flat_settings") ?? false
        let answer = try await view.state.write(view.place, now: view.now) { session in
            var answer = Document.Object([.init("acknowledged", true)])
            for kind in ["persistent", "transient"] {
                let given = flat(body[kind]?.object ?? .init())
                var stored = IndexSettings(stored: session.catalog.item(.clusterSettings, kind)?.object ?? .init())
                stored.merge(given)
                try session.put(.clusterSettings, kind, .object(stored.stored))
                answer[kind] = given.document(isFlat: isFlat) { given[$0]?.isNull == false }
            }
            return Document.object(answer)
        }
        view.countRequest()
        return OpenSearch.BodyOutput(answer: answer)
    }

    private static func flat(_ object: Document.Object) -> IndexSettings {
        let given = IndexSettings(given: object)
        // Only settings of indices begin with `index.`.
        return IndexSettings(
            stored: .init(given.values.map { .init(String($0.key.dropFirst("index.".count)), $0.value) }))
    }
}
