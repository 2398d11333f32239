import AWSCore
import World

/// What the storage holds of an index: a segment and what came since, or all documents.
struct StoredIndex: Sendable {
    var segment: SegmentFile?
    /// Of documents of the segment that were overwritten or deleted since.
    var gone: [String] = []
    /// Those that are not in the segment.
    var documents: [StoredDocument] = []
    /// nil where sources are in memory: in a world on one thread, whose one connection whoever asks for a source may be
    /// using.
    var origin: DocumentOrigin?
}

/// The rows of an index in the storage, and the file beside it.
struct IndexRows {
    let index: Int64
    let sqlite: SQLite
    let world: World
    /// Where the file lies.
    let files: SegmentFiles

    /// - Parameter usesSegment: false to have all documents.
    func read(usesSegment: Bool = true) throws -> StoredIndex {
        guard world.readsAside else { return StoredIndex(documents: try inMemory()) }
        var stored = StoredIndex(origin: DocumentOrigin(database: world.database, index: index))
        var start = 0
        if usesSegment, let row = try segmentRow(), let segment = files.open(row.file, checksum: row.checksum) {
            (stored.segment, start) = (segment, row.end)
            stored.gone = try gone()
        }
        stored.documents = try documents(from: start, stored.origin)
        return stored
    }

    /// What an index of the table says of the documents; their sources stay where they are.
    private func documents(from start: Int, _ origin: DocumentOrigin?) throws -> [StoredDocument] {
        let rows = try sqlite.statement(
            "SELECT id, version, seq_no, routing, bytes FROM opensearch_documents INDEXED BY opensearch_numbers "
                + "WHERE index_id = ? AND seq_no >= ?")
        rows.bind(1, index)
        rows.bind(2, Int64(start))
        var documents: [StoredDocument] = []
        while let origin, try rows.step() {
            let row = DocumentRow(origin, id: rows.text(0), seqNo: Int(rows.int64(2)))
            documents.append(
                StoredDocument(
                    id: row.id, source: StoredSource(.row(row), byteCount: Int(rows.int64(4))),
                    version: Int(rows.int64(1)), seqNo: row.seqNo, routing: rows.isNull(3) ? nil : rows.text(3)))
        }
        return documents
    }

    private func inMemory() throws -> [StoredDocument] {
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

    // Segments.

    private func segmentRow() throws -> (file: Int, checksum: Int, end: Int)? {
        let row = try sqlite.statement("SELECT file, checksum, seq_no FROM opensearch_segments WHERE index_id = ?")
        row.bind(1, index)
        return try row.step() ? (Int(row.int64(0)), Int(row.int64(1)), Int(row.int64(2))) : nil
    }

    private func gone() throws -> [String] {
        let rows = try sqlite.statement("SELECT id FROM opensearch_gone WHERE index_id = ?")
        rows.bind(1, index)
        var ids: [String] = []
        while try rows.step() { ids.append(rows.text(0)) }
        return ids
    }

    /// Notes that what the segment may have of a document holds no more.
    func noteGone(_ document: StoredDocument) throws {
        let row = try sqlite.statement(
            "INSERT OR IGNORE INTO opensearch_gone (index_id, id) "
                + "SELECT index_id, ? FROM opensearch_segments WHERE index_id = ? AND seq_no > ?")
        row.bind(1, document.id)
        row.bind(2, index)
        row.bind(3, Int64(document.seqNo))
        _ = try row.step()
    }

    /// Puts a new segment in the place of the one that there is.
    /// - Parameters:
    ///   - gone: documents of it that were overwritten or deleted already.
    ///   - end: it has all documents with lower numbers, and no others.
    func put(_ segment: SegmentFile.Writer, gone: [String], end: Int) throws {
        let (bytes, checksum) = segment.finished()
        let file = (try segmentRow()?.file ?? 0) + 1
        try files.write(bytes, file)
        let row = try sqlite.statement(
            "INSERT OR REPLACE INTO opensearch_segments (index_id, file, checksum, seq_no) VALUES (?, ?, ?, ?)")
        row.bind(1, index)
        row.bind(2, Int64(file))
        row.bind(3, Int64(checksum))
        row.bind(4, Int64(end))
        _ = try row.step()
        let old = try sqlite.statement("DELETE FROM opensearch_gone WHERE index_id = ?")
        old.bind(1, index)
        _ = try old.step()
        for id in gone {
            let row = try sqlite.statement("INSERT INTO opensearch_gone (index_id, id) VALUES (?, ?)")
            row.bind(1, index)
            row.bind(2, id)
            _ = try row.step()
        }
    }
}

/// The files of an index that hold its segments, by number: the one that the storage names, and the one before it,
/// since the transaction that names another may be lost.
struct SegmentFiles: Sendable {
    let files: DerivedFiles
    /// Of the index.
    let directory: String

    private func name(_ number: Int) -> String { "\(directory)/segment-\(number)" }

    /// nil when it is not there, damaged, or another one.
    func open(_ number: Int, checksum: Int) -> SegmentFile? {
        guard let file = try? files.map(name(number)), let segment = try? SegmentFile(file),
            segment.checksum == checksum
        else { return nil }
        return segment
    }

    func write(_ bytes: [UInt8], _ number: Int) throws {
        _ = try files.directory(directory)
        try files.write(bytes, to: name(number))
        try files.remove(name(number - 2))
    }
}

extension World {
    /// Whether reads have connections of their own.
    var readsAside: Bool {
        if case .directory = configuration.storage.place { !configuration.storage.isInline } else { false }
    }
}
