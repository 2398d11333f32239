/// The documents of an index by number and by id: those of a segment where they lie, those that came since in memory.
struct DocumentTable: Sendable {
    private let segment: SegmentDocuments?
    /// Documents of the segment that are gone since.
    private var gone = Bitmap()
    private var added: [StoredDocument?] = []
    /// By id, of those that were added.
    private var numbers: [String: UInt32] = [:]
    /// Where sources are that are not in memory, and what was overwritten since a search began.
    private(set) var origin: DocumentOrigin?

    init() {
        (segment, origin) = (nil, nil)
    }

    init(_ segment: SegmentDocuments, _ origin: DocumentOrigin) {
        (self.segment, self.origin) = (segment, origin)
    }

    /// None of `segment`, whose sources nevertheless may be in the storage.
    init(_ origin: DocumentOrigin?) {
        (segment, self.origin) = (nil, origin)
    }

    private var start: Int { segment?.count ?? 0 }

    /// Of all documents, nested and deleted ones too.
    var count: Int { start + added.count }

    /// nil for a document that is gone, or nested in another.
    subscript(number: Int) -> StoredDocument? {
        if number >= start { return added[number - start].map { seen($0) } }
        guard let segment, let origin, !gone.contains(UInt32(number)) else { return nil }
        return segment.document(number, origin)
    }

    /// With a source that finds what was overwritten since this table was a search's.
    private func seen(_ document: StoredDocument) -> StoredDocument {
        guard let origin, case .row(let row) = document.source.place else { return document }
        var document = document
        document.source = StoredSource(
            .row(DocumentRow(origin, id: row.id, seqNo: row.seqNo)), byteCount: document.source.byteCount)
        return document
    }

    func number(of id: String) -> UInt32? {
        if let number = numbers[id] { return number }
        guard let number = segment?.number(of: id), !gone.contains(UInt32(number)) else { return nil }
        return UInt32(number)
    }

    /// Whether a segment that is opened later will have a document of this id, until it is told that it has not.
    func isInSegment(_ id: String) -> Bool { segment?.number(of: id) != nil }

    /// - Parameter document: nil for one that is nested in another.
    mutating func append(_ document: StoredDocument?) {
        if let document { numbers[document.id] = UInt32(count) }
        added.append(document)
    }

    /// - Returns: the number that the document had.
    mutating func remove(_ id: String) -> UInt32? {
        guard let number = number(of: id) else { return nil }
        if Int(number) < start {
            gone.insert(number)
        } else {
            numbers[id] = nil
            added[Int(number) - start] = nil
        }
        return number
    }

    /// All of them, by number.
    var documents: [StoredDocument?] { (0..<count).map { self[$0] } }

    /// Bytes of all sources.
    var byteCount: Int {
        let lasting = (0..<start).reduce(0) { sum, number in
            sum + (gone.contains(UInt32(number)) ? 0 : segment?.byteCount(number) ?? 0)
        }
        return added.reduce(lasting) { $0 + ($1?.source.byteCount ?? 0) }
    }

    /// What is overwritten from now on need not be kept for those who look at this table before.
    mutating func renew() {
        guard let kept = origin?.kept else { return }
        origin?.kept = kept.successor()
    }
}
