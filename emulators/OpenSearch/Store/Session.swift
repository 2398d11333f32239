import AWSCore
import AWSOpenSearch
import World

/// The store inside one transaction that writes.
final class Session {
    private let sqlite: SQLite
    let state: OpenSearchState
    let catalog: Catalog
    private let place: OpenSearchState.Place
    /// The time of the call: whatever a transaction does happens at one instant.
    let now: Timestamp

    init(
        _ sqlite: SQLite, _ state: OpenSearchState, _ catalog: Catalog, _ place: OpenSearchState.Place, now: Timestamp
    ) {
        self.sqlite = sqlite
        self.state = state
        self.catalog = catalog
        self.place = place
        self.now = now
    }

    /// Sees to it that the documents of `index` are in memory.
    func load(_ index: LiveIndex) throws {
        guard !index.isLoaded else { return }
        let rows = rows(of: index)
        let stored = try rows.read()
        do {
            try index.withState { try $0.load(stored) }
        } catch is SegmentFailure {
            let all = try rows.read(usesSegment: false)
            try index.withState { try $0.load(all) }
        }
    }

    private func rows(of index: LiveIndex) -> IndexRows {
        IndexRows(index: index.row, sqlite: sqlite, world: state.world, files: state.segmentFiles(of: index.definition))
    }

    /// Writes the segment of `index` anew when that is due, and something is left of it tomorrow.
    /// - Parameter isQuiet: as soon as it is worthwhile.
    func keepSegment(of index: LiveIndex, isQuiet: Bool = false) throws {
        // Whoever comes later may hold an index that was deleted, or forgotten with a transaction that was lost.
        guard state.world.readsAside, catalog.index(index.name) === index else { return }
        let kept = try index.withState { state -> (segment: SegmentFile.Writer, gone: [String], end: Int)? in
            guard isQuiet ? state.isSegmentWorthwhile : state.isSegmentDue else { return nil }
            return try state.segment().map { ($0, state.goneSinceRefresh, state.shownEnd) }
        }
        if let kept { try rows(of: index).put(kept.segment, gone: kept.gone, end: kept.end) }
    }

    // Indices.

    func insert(_ definition: IndexDefinition) throws -> LiveIndex {
        let definition = naming(definition)
        let fresh = try IndexState(definition, state.settings.flavor, state.vectorStores(of: definition))
        try NearestSettings.check(fresh.mapping, definition.settings)
        let row = try sqlite.statement(
            "INSERT INTO opensearch_indices (account, region, name, definition) VALUES (?, ?, ?, ?)")
        row.bind(1, place.account)
        row.bind(2, place.region)
        row.bind(3, definition.name)
        row.bind(4, definition.document.json())
        _ = try row.step()
        let index = LiveIndex(row: sqlite.lastInsertedRow, fresh)
        catalog.put(index)
        return index
    }

    /// With the models that its fields name, which stay theirs.
    private func naming(_ definition: IndexDefinition) -> IndexDefinition {
        var definition = definition
        let known = definition.models.merging(catalog.models) { own, _ in own }
        let named = Set(Self.modelIDs(in: definition.mappings["properties"] ?? .null))
        definition.models = known.filter { named.contains($0.key) }
        return definition
    }

    private static func modelIDs(in properties: Document) -> [String] {
        (properties.object?.entries ?? []).flatMap { entry in
            (entry.value["model_id"]?.string.map { [$0] } ?? []) + modelIDs(in: entry.value["properties"] ?? .null)
        }
    }

    func update(_ index: LiveIndex, _ definition: IndexDefinition) throws {
        let definition = naming(definition)
        let mapping = try Mapping(definition.mappings, state.settings.flavor, definition.models)
        try NearestSettings.check(mapping, definition.settings)
        let analysis = try Analysis(definition.settings.analysis)
        try analysis.check(mapping)
        let row = try sqlite.statement("UPDATE opensearch_indices SET definition = ? WHERE id = ?")
        row.bind(1, definition.document.json())
        row.bind(2, index.row)
        _ = try row.step()
        index.withState { $0.define(definition, mapping, analysis) }
    }

    func delete(_ index: LiveIndex) throws {
        for sql in [
            "DELETE FROM opensearch_documents WHERE index_id = ?", "DELETE FROM opensearch_indices WHERE id = ?",
            "DELETE FROM opensearch_segments WHERE index_id = ?", "DELETE FROM opensearch_gone WHERE index_id = ?",
        ] {
            let rows = try sqlite.statement(sql)
            rows.bind(1, index.row)
            _ = try rows.step()
        }
        catalog.remove(index.name)
        try index.withState { try $0.stores.remove() }
    }

    // Documents.

    func put(_ document: StoredDocument, _ indexable: IndexableDocument, in index: LiveIndex) throws {
        let row = try sqlite.statement(
            """
            INSERT INTO opensearch_documents (index_id, id, source, vectors, version, seq_no, routing, bytes)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (index_id, id) DO UPDATE SET source = excluded.source, vectors = excluded.vectors,
            version = excluded.version, seq_no = excluded.seq_no, routing = excluded.routing, bytes = excluded.bytes
            """)
        try leave(document.id, of: index)
        let content = try document.source.content()
        row.bind(1, index.row)
        row.bind(2, document.id)
        row.bind(3, content.json)
        row.bind(4, content.vectors)
        row.bind(5, Int64(document.version))
        row.bind(6, Int64(document.seqNo))
        if let routing = document.routing { row.bind(7, routing) } else { row.bindNull(7) }
        row.bind(8, Int64(document.source.byteCount))
        _ = try row.step()
        try setNextSeqNo(document.seqNo + 1, of: index)
        let interval = index.withState { LiveIndex.interval(of: $0.definition, state.settings) }
        try index.withState { index in
            try index.refresh(ifDueAt: now, interval: interval)
            index.put(document, indexable, now: now)
        }
        try keepSegment(of: index)
    }

    func remove(_ id: String, version: Int, seqNo: Int, from index: LiveIndex) throws {
        try leave(id, of: index)
        let row = try sqlite.statement("DELETE FROM opensearch_documents WHERE index_id = ? AND id = ?")
        row.bind(1, index.row)
        row.bind(2, id)
        _ = try row.step()
        try setNextSeqNo(seqNo + 1, of: index)
        let interval = index.withState { LiveIndex.interval(of: $0.definition, state.settings) }
        try index.withState { index in
            try index.refresh(ifDueAt: now, interval: interval)
            index.remove(id, version: version, seqNo: seqNo, now: now)
        }
    }

    /// Before a document is overwritten or deleted: searches that began before still show it, and the segment has it.
    private func leave(_ id: String, of index: LiveIndex) throws {
        guard let document = index.withState({ $0.document(id) }) else { return }
        if state.world.readsAside { try rows(of: index).noteGone(document) }
        if case .row(let row) = document.source.place { try row.keep(sqlite) }
    }

    private func setNextSeqNo(_ next: Int, of index: LiveIndex) throws {
        let row = try sqlite.statement("UPDATE opensearch_indices SET next_seq_no = ? WHERE id = ?")
        row.bind(1, Int64(next))
        row.bind(2, index.row)
        _ = try row.step()
    }

    // Everything else.

    /// - Parameter body: nil to delete.
    func put(_ kind: ItemKind, _ name: String, _ body: Document?) throws {
        let row = try sqlite.statement(
            body == nil
                ? "DELETE FROM opensearch_items WHERE account = ? AND region = ? AND kind = ? AND name = ?"
                : "INSERT OR REPLACE INTO opensearch_items (account, region, kind, name, body) VALUES (?, "
                    + "?, ?, ?, ?)")
        row.bind(1, place.account)
        row.bind(2, place.region)
        row.bind(3, kind.rawValue)
        row.bind(4, name)
        if let body { row.bind(5, body.json()) }
        _ = try row.step()
        catalog.put(kind, name, body)
    }
}
