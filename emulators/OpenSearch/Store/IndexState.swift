import AWSCore
import AWSOpenSearch

/// One index in memory: its definition, all its documents, and what searches see of them.
///
/// Documents are there at once for those who ask by id, and for searches from the next refresh on.
struct IndexState: Sendable {
    private(set) var definition: IndexDefinition
    private(set) var mapping: Mapping
    private(set) var analysis: Analysis
    private(set) var isLoaded: Bool
    private(set) var nextSeqNo: Int
    /// Versions of documents that were deleted lately (`index.gc_deletes`: 60 s).
    private var tombstones: [String: (version: Int, at: Timestamp)] = [:]
    /// Written since the last refresh, by id.
    private var pending: [String: Change] = [:]
    private var pendingSince: Timestamp?
    private(set) var searchable: SearchIndex
    /// Where the vectors are kept that `searchable` finds.
    let stores: VectorStores
    /// The documents that the segment in the storage holds: those of `searchable` with numbers before this one.
    var segmentEnd = 0

    /// What to show from the next refresh on; nil for what was deleted.
    private struct Change {
        let seqNo: Int
        var written: (document: StoredDocument, content: IndexableDocument)?
    }

    init(
        _ definition: IndexDefinition, _ flavor: OpenSearchSettings.Flavor, _ stores: VectorStores, nextSeqNo: Int = 0,
        isLoaded: Bool = true
    ) throws(OpenSearchError) {
        self.definition = definition
        self.nextSeqNo = nextSeqNo
        self.isLoaded = isLoaded
        self.stores = stores
        searchable = SearchIndex(stores)
        mapping = try Mapping(definition.mappings, flavor, definition.models)
        analysis = try Analysis(definition.settings.analysis)
        try analysis.check(mapping)
        guard let limit = definition.settings.integer("index.mapping.total_fields.limit"), mapping.fields.count > limit
        else { return }
        throw .illegalArgument("Limit of total fields [\(limit)] has been exceeded")
    }

    mutating func define(_ definition: IndexDefinition, _ mapping: Mapping, _ analysis: Analysis) {
        self.definition = definition
        self.mapping = mapping
        self.analysis = analysis
    }

    /// Takes in what the storage holds, unless that has happened meanwhile.
    /// - Throws: `SegmentFailure` when the segment is of no use.
    mutating func load(_ stored: StoredIndex) throws {
        guard !isLoaded else { return }
        if let segment = stored.segment {
            try restore(segment, stored)
        } else {
            try build(stored.documents, DocumentTable(stored.origin), false)
        }
        isLoaded = true
    }

    // Documents.

    /// As it was written last.
    func document(_ id: String) -> StoredDocument? {
        if let change = pending[id] { return change.written?.document }
        return searchable.document(of: id)
    }

    /// Documents that are shown until the next refresh, though they were overwritten or deleted.
    var goneSinceRefresh: [String] { pending.keys.filter { searchable.number(of: $0) != nil }.sorted() }

    /// Lower than the numbers of all writes that are not shown yet.
    var shownEnd: Int { pending.values.map(\.seqNo).min() ?? nextSeqNo }

    func version(ofDeleted id: String, now: Timestamp) -> Int? {
        guard let tombstone = tombstones[id], now - tombstone.at < .seconds(60) else { return nil }
        return tombstone.version
    }

    mutating func put(_ document: StoredDocument, _ content: IndexableDocument, now: Timestamp) {
        note(document.seqNo, now)
        tombstones[document.id] = nil
        pending[document.id] = Change(seqNo: document.seqNo, written: (document, content))
    }

    mutating func remove(_ id: String, version: Int, seqNo: Int, now: Timestamp) {
        note(seqNo, now)
        if self.document(id) != nil { pending[id] = Change(seqNo: seqNo) }
        tombstones[id] = (version, now)
    }

    private mutating func note(_ seqNo: Int, _ now: Timestamp) {
        nextSeqNo = max(nextSeqNo, seqNo + 1)
        if pendingSince == nil { pendingSince = now }
    }

    // Refreshes.

    var hasPending: Bool { !pending.isEmpty }

    /// Shows what was written a refresh interval ago; to be called before each write and each search.
    mutating func refresh(ifDueAt now: Timestamp, interval: Duration?) throws(OpenSearchError) {
        guard let since = pendingSince, let interval, since + interval <= now else { return }
        try refresh()
    }

    /// - Throws: when the storage of vectors fails; what was to be shown is tried again then.
    mutating func refresh() throws(OpenSearchError) {
        guard !pending.isEmpty else {
            pendingSince = nil
            return
        }
        do {
            for (id, change) in pending.sorted(by: { $0.value.seqNo < $1.value.seqNo }) {
                searchable.delete(id)
                if let (document, content) = change.written { try searchable.append(content, as: document) }
                pending[id] = nil
            }
            pendingSince = nil
            searchable.renewSources()
            // What was deleted counts in the statistics until it is a fifth of all; then all is built anew.
            if searchable.deletedCount * 5 > searchable.documentCount { try rebuild(keepsRows: true) }
        } catch {
            throw .internalFailure(error)
        }
    }

    /// - Parameter keepsRows: rows of vectors that are there were put there by this process, or are named by a segment.
    mutating func rebuild(keepsRows: Bool) throws {
        try build(searchable.stored.documents.compactMap { $0 }, DocumentTable(searchable.stored.origin), keepsRows)
    }

    private mutating func build(_ documents: [StoredDocument], _ table: DocumentTable, _ keepsRows: Bool) throws {
        var fresh = SearchIndex(stores, table)
        segmentEnd = 0
        for document in documents.sorted(by: { $0.seqNo < $1.seqNo }) {
            let content = try Self.content(of: document, mapping, analysis)
            try fresh.append(content, as: document, keepsRows: keepsRows)
        }
        try removeRows(of: searchable, but: fresh)
        searchable = fresh
    }

    /// Rows in the directory are shared by all that was ever to be seen, and freed when nobody begins to see them.
    private func removeRows(of old: SearchIndex, but fresh: SearchIndex) throws {
        guard stores.isPersistent else { return }
        for (name, field) in old.vectors where !field.isNested {
            let kept = Set(fresh.vectors[name]?.numbers ?? [])
            let dead = field.numbers.filter { !kept.contains($0) }
            if !dead.isEmpty { try field.rows.remove(dead) }
        }
    }

    /// Shows an index that came out of the storage.
    mutating func adopt(_ index: SearchIndex, segmentEnd: Int) {
        searchable = index
        self.segmentEnd = segmentEnd
    }
}
