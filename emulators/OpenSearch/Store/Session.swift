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
        let stored = try DocumentRows.all(of: index.row, in: sqlite, state.world)
        try index.withState { try $0.load(stored.documents, segment: stored.segment) }
        try keepSegment(of: index)
    }

    /// Writes the segment of `index` anew when enough came since the last one, and something is left of it tomorrow.
    func keepSegment(of index: LiveIndex) throws {
        guard case .directory = state.world.configuration.storage.place,
            let segment = try index.withState({ try $0.isSegmentDue ? $0.segment() : nil })
        else { return }
        let row = try sqlite.statement("INSERT OR REPLACE INTO opensearch_segments (index_id, data) VALUES (?, ?)")
        row.bind(1, index.row)
        row.bind(2, segment)
        _ = try row.step()
    }

    // Indices.

    func insert(_ definition: IndexDefinition) throws -> LiveIndex {
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
        try keepSource(document.id, of: index)
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
        try keepSource(id, of: index)
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

    /// Searches that began before still show the document that is about to be overwritten.
    private func keepSource(_ id: String, of index: LiveIndex) throws {
        try index.withState({ $0.documents[id] })?.source.keep(sqlite)
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
    static func all(
        of index: Int64, in sqlite: SQLite, _ world: World
    ) throws -> (documents: [StoredDocument], segment: [UInt8]?) {
        // A world on one thread has one connection, which whoever asks for a source may be using.
        let documents = try world.readsAside ? listed(index, sqlite, world.database) : read(index, sqlite)
        let segment = try sqlite.statement("SELECT data FROM opensearch_segments WHERE index_id = ?")
        segment.bind(1, index)
        return (documents, try segment.step() ? segment.bytes(0) : nil)
    }

    /// What an index of the table says of the documents; their sources stay where they are.
    private static func listed(_ index: Int64, _ sqlite: SQLite, _ database: Database) throws -> [StoredDocument] {
        let rows = try sqlite.statement(
            "SELECT id, version, seq_no, routing, bytes FROM opensearch_documents INDEXED BY opensearch_numbers "
                + "WHERE index_id = ?")
        rows.bind(1, index)
        var documents: [StoredDocument] = []
        while try rows.step() {
            let row = DocumentRow(database: database, index: index, id: rows.text(0), seqNo: Int(rows.int64(2)))
            documents.append(
                StoredDocument(
                    id: row.id, source: StoredSource(row, byteCount: Int(rows.int64(4))), version: Int(rows.int64(1)),
                    seqNo: row.seqNo, routing: rows.isNull(3) ? nil : rows.text(3)))
        }
        return documents
    }

    private static func read(_ index: Int64, _ sqlite: SQLite) throws -> [StoredDocument] {
        let rows = try sqlite.statement(
            "SELECT id, source, vectors, version, seq_no, routing FROM opensearch_documents WHERE index_id = ?")
        rows.bind(1, index)
        var documents: [StoredDocument] = []
        while try rows.step() {
            documents.append(
                StoredDocument(
                    id: rows.text(0), source: StoredSource(.init(json: rows.bytes(1), vectors: rows.bytes(2))),
                    version: Int(rows.int64(3)), seqNo: Int(rows.int64(4)), routing: rows.isNull(5) ? nil : rows.text(5)
                ))
        }
        return documents
    }
}

extension World {
    /// Whether reads have connections of their own.
    fileprivate var readsAside: Bool {
        if case .directory = configuration.storage.place { !configuration.storage.isInline } else { false }
    }
}
