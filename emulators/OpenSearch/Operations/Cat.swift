import AWSCore
import AWSOpenSearch

/// Tables for people.
enum Cat {
    static func indices(
        _ input: OpenSearch.CatIndicesInput, _ view: OpenSearchEmulator
    ) async throws(OpenSearchError) -> OpenSearch.CatOutput {
        let found = try await view.indices(input.index, input.parameters, includesClosed: true)
        try await view.load(found)
        let health = input.parameters["health"]
        let columns = [
            "health", "status", "index", "uuid", "pri", "rep", "docs.count", "docs.deleted", "store.size",
            "pri.store.size",
        ]
        let shown = found.filter { health == nil || Cluster.status(of: $0) == health }
        let rows = try shown.map { index throws(OpenSearchError) -> Document.Object in
            let definition = index.definition
            let counts = try StoreCounts(index, view)
            let isClosed = definition.isClosed
            let size = Document.string(StoreCounts.text(counts.bytes, unit: input.parameters["bytes"]))
            let values: [Document] = [
                .string(isClosed ? "" : Cluster.status(of: index)), .string(isClosed ? "close" : "open"),
                .string(definition.name), .string(definition.uuid), .string("\(definition.settings.shards)"),
                .string("\(definition.settings.replicas)"), isClosed ? .null : .string("\(counts.documents)"),
                isClosed ? .null : .string("\(counts.deleted)"), isClosed ? .null : size, isClosed ? .null : size,
            ]
            return .init(zip(columns, values).map { .init($0, $1) })
        }
        return OpenSearch.CatOutput(columns: columns, rows: rows)
    }

    static func count(
        _ input: OpenSearch.CatCountInput, _ view: OpenSearchEmulator
    ) async throws(OpenSearchError) -> OpenSearch.CatOutput {
        try ServerlessRules.refuse(view)
        let targets = try await view.targets(input.index, [:])
        let count = targets.reduce(0) { $0 + $1.snapshot.index.documentCount }
        return OpenSearch.CatOutput(
            columns: ["epoch", "timestamp", "count"],
            rows: [.init(clock(view) + [.init("count", .string("\(count)"))])])
    }

    static func health(
        _ input: OpenSearch.CatHealthInput, _ view: OpenSearchEmulator
    ) async throws(OpenSearchError) -> OpenSearch.CatOutput {
        try ServerlessRules.refuse(view)
        let indices = try await view.indices(nil, [:], includesClosed: true)
        let summary = Document.object(Cluster.summary(indices, isTimedOut: false))
        func text(_ name: String) -> Document { .string(summary[name]?.scalarText ?? "") }
        let percent = summary["active_shards_percent_as_number"]?.double ?? 100
        let withClock = input.parameters.flag("ts") ?? true
        var row = withClock ? clock(view) : []
        row += [
            .init("cluster", text("cluster_name")), .init("status", text("status")), .init("node.total", "1"),
            .init("node.data", "1"), .init("discovered_cluster_manager", "true"),
            .init("shards", text("active_shards")),
            .init("pri", text("active_primary_shards")), .init("relo", "0"), .init("init", "0"),
            .init("unassign", text("unassigned_shards")), .init("pending_tasks", "0"), .init("max_task_wait_time", "-"),
            .init("active_shards_percent", .string("\((percent * 10).rounded() / 10)%")),
        ]
        return OpenSearch.CatOutput(columns: row.map(\.name), rows: [.init(row)])
    }

    static func aliases(
        _ input: OpenSearch.CatAliasesInput, _ view: OpenSearchEmulator
    ) async throws(OpenSearchError) -> OpenSearch.CatOutput {
        let indices = try await view.indices(nil, input.parameters, includesClosed: true)
        let columns = ["alias", "index", "filter", "routing.index", "routing.search", "is_write_index"]
        let patterns = input.name?.split(separator: ",").map(String.init)
        let rows = indices.flatMap { index in
            (index.definition.aliasesDocument.object?.entries ?? []).filter { entry in
                patterns?.contains { Aliases.matches($0, entry.name) } ?? true
            }.map { entry -> Document.Object in
                let body = entry.value
                let values: [Document] = [
                    .string(entry.name), .string(index.name), .string(body["filter"] == nil ? "-" : "*"),
                    .string(body["index_routing"]?.string ?? "-"), .string(body["search_routing"]?.string ?? "-"),
                    .string(body["is_write_index"]?.scalarText ?? "-"),
                ]
                return .init(zip(columns, values).map { .init($0, $1) })
            }
        }
        return OpenSearch.CatOutput(columns: columns, rows: rows)
    }

    private static func clock(_ view: OpenSearchEmulator) -> [Document.Entry] {
        [
            .init("epoch", .string("\(view.now.seconds)")),
            .init("timestamp", .string(DatePattern("HH:mm:ss").string(view.now))),
        ]
    }
}

/// How much an index holds.
struct StoreCounts {
    let documents: Int
    let deleted: Int
    let bytes: Int

    init(_ index: LiveIndex, _ view: OpenSearchEmulator) throws(OpenSearchError) {
        let snapshot = try index.snapshot(view.state.settings, now: view.now).index
        documents = snapshot.documentCount
        deleted = snapshot.deletedCount
        bytes = snapshot.stored.byteCount
    }

    /// `208b`, `1.2kb`; in whole units when one is asked for.
    static func text(_ bytes: Int, unit: String?) -> String {
        let units = ["b", "kb", "mb", "gb"]
        if let unit,
            let power = units.firstIndex(of: unit == "k" ? "kb" : unit == "m" ? "mb" : unit == "g" ? "gb" : unit)
        {
            return "\(bytes >> (10 * power))"
        }
        let power = units.indices.last { bytes >> (10 * $0) > 0 } ?? 0
        guard power > 0 else { return "\(bytes)b" }
        let tenths = (Double(bytes) / Double(1 << (10 * power)) * 10).rounded(.down) / 10
        return "\(tenths == tenths.rounded() ? "\(Int(tenths))" : "\(tenths)")\(units[power])"
    }
}

/// Index stats: documents and bytes.
enum IndexStats {
    static func run(
        _ input: OpenSearch.IndexStatsInput, _ view: OpenSearchEmulator
    ) async throws(OpenSearchError) -> OpenSearch.BodyOutput {
        try ServerlessRules.refuse(view)
        let metrics = Set((input.name ?? "_all").split(separator: ",").map(String.init))
        let unknown = metrics.subtracting(["_all", "docs", "store"])
        guard unknown.isEmpty else { throw .notEmulated("the metrics \(unknown.sorted()) of index stats") }
        let found = try await view.indices(input.index, input.parameters)
        try await view.load(found)
        func shown(_ documents: Int, _ deleted: Int, _ bytes: Int) -> Document {
            var object = Document.Object()
            if !metrics.isDisjoint(with: ["_all", "docs"]) {
                object["docs"] = ["count": .integer(documents), "deleted": .integer(deleted)]
            }
            if !metrics.isDisjoint(with: ["_all", "store"]) {
                object["store"] = ["size_in_bytes": .integer(bytes), "reserved_in_bytes": 0]
            }
            return .object(object)
        }
        var indices = Document.Object()
        var (documents, deleted, bytes) = (0, 0, 0)
        for index in found {
            let counts = try StoreCounts(index, view)
            (documents, deleted, bytes) = (documents + counts.documents, deleted + counts.deleted, bytes + counts.bytes)
            let own = shown(counts.documents, counts.deleted, counts.bytes)
            indices[index.name] = ["uuid": .string(index.definition.uuid), "primaries": own, "total": own]
        }
        let shards = found.reduce(0) { $0 + $1.definition.settings.shards }
        let all = shown(documents, deleted, bytes)
        return OpenSearch.BodyOutput(
            answer: [
                "_shards": ["total": .integer(shards), "successful": .integer(shards), "failed": 0],
                "_all": ["primaries": all, "total": all], "indices": .object(indices),
            ])
    }
}
