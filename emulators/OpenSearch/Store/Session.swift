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
        let stored = try DocumentRows.all(of: index.row, in: sqlite)
        try index.withState { state throws(OpenSearchError) in
            try state.load(stored.documents, segment: stored.segment)
        }
        try keepSegment(of: index)
    }

    /// Writes the segment of `index` anew when enough came since the last one, and something is left of it tomorrow.
    func keepSegment(of index: LiveIndex) throws {
        guard case .directory = state.world.configuration.storage.place,
            let segment = index.withState({ $0.isSegmentDue ? $0.segment() : nil })
        else { return }
        let row = try sqlite.statement("INSERT OR REPLACE INTO opensearch_segments (index_id, data) VALUES (?, ?)")
        row.bind(1, index.row)
        row.bind(2, segment)
        _ = try row.step()
    }

    // Indices.

    func insert(_ definition: IndexDefinition) throws -> LiveIndex {
        let fresh = try IndexState(definition, state.settings.flavor)
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

    func update(_ index: LiveIndex, _ definition: IndexDefinition) throws {
        let mapping = try Mapping(definition.mappings, state.settings.flavor)
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
            "DELETE FROM opensearch_segments WHERE index_id = ?",
        ] {
            let rows = try sqlite.statement(sql)
            rows.bind(1, index.row)
            _ = try rows.step()
        }
        catalog.remove(index.name)
    }

    // Documents.

    func put(_ document: StoredDocument, _ content: IndexableDocument, in index: LiveIndex) throws {
        let row = try sqlite.statement(
            """
            INSERT INTO opensearch_documents (index_id, id, source, vectors, version, seq_no, routing)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (index_id, id) DO UPDATE SET source = excluded.source, vectors = excluded.vectors,
            version = excluded.version, seq_no = excluded.seq_no, routing = excluded.routing
            """)
        row.bind(1, index.row)
        row.bind(2, document.id)
        row.bind(3, document.source.json)
        row.bind(4, document.source.vectors)
        row.bind(5, Int64(document.version))
        row.bind(6, Int64(document.seqNo))
        if let routing = document.routing { row.bind(7, routing) } else { row.bindNull(7) }
        _ = try row.step()
        try setNextSeqNo(document.seqNo + 1, of: index)
        let interval = index.withState { LiveIndex.interval(of: $0.definition, state.settings) }
        index.withState { index in
            index.refresh(ifDueAt: now, interval: interval)
            index.put(document, content, now: now)
        }
        try keepSegment(of: index)
    }

    func remove(_ id: String, version: Int, seqNo: Int, from index: LiveIndex) throws {
        let row = try sqlite.statement("DELETE FROM opensearch_documents WHERE index_id = ? AND id = ?")
        row.bind(1, index.row)
        row.bind(2, id)
        _ = try row.step()
        try setNextSeqNo(seqNo + 1, of: index)
        let interval = index.withState { LiveIndex.interval(of: $0.definition, state.settings) }
        index.withState { index in
            index.refresh(ifDueAt: now, interval: interval)
            index.remove(id, version: version, seqNo: seqNo, now: now)
        }
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

/// The stored documents of an index.
enum DocumentRows {
    static func all(of index: Int64, in sqlite: SQLite) throws -> (documents: [StoredDocument], segment: [UInt8]?) {
        let rows = try sqlite.statement(
            "SELECT id, source, vectors, version, seq_no, routing FROM opensearch_documents WHERE index_id = ?")
        rows.bind(1, index)
        var documents: [StoredDocument] = []
        while try rows.step() {
            documents.append(
                StoredDocument(
                    id: rows.text(0), source: StoredSource(json: rows.bytes(1), vectors: rows.bytes(2)),
                    version: Int(rows.int64(3)), seqNo: Int(rows.int64(4)), routing: rows.isNull(5) ? nil : rows.text(5)
                ))
        }
        let segment = try sqlite.statement("SELECT data FROM opensearch_segments WHERE index_id = ?")
        segment.bind(1, index)
        return (documents, try segment.step() ? segment.bytes(0) : nil)
    }
}
