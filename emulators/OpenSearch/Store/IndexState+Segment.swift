import AWSCore
import AWSOpenSearch

/// What analysis has made of the documents, kept in the storage so that an index is opened without doing it again.
///
/// A segment holds the documents up to some number. What was written since is analyzed when the index is opened, what
/// was deleted since is found missing among the stored documents: the rows are the truth, the segment saves time.
extension IndexState {
    /// Enough is not in the segment yet for a new one to be worth its writing: an eighth, so that all that is ever
    /// written of segments is a small multiple of the last one.
    var isSegmentDue: Bool { searchable.numbersEnd - segmentEnd >= max(Self.segmentDocumentsMin, segmentEnd / 8) }

    private static var segmentDocumentsMin: Int { 256 }

    /// The segment as of now, which the caller stores; nil for an index whose vectors are not kept apart.
    mutating func segment() -> [UInt8]? {
        segmentEnd = searchable.numbersEnd
        return searchable.segment { document in
            VectorMembers(document.source.vectors).reduce(0) { count, _ in count + 1 }
        }
    }

    /// Takes the index out of a segment, and adds what came since.
    /// - Returns: false when the segment is of no use.
    mutating func restore(_ segment: [UInt8]) throws(OpenSearchError) -> Bool {
        var entries: [SearchIndex.SegmentDocument] = []
        guard var index = try? SearchIndex(segment: segment, documents: &entries) else { return false }
        let end = index.numbersEnd
        var covered: Set<Int> = []
        covered.reserveCapacity(end)
        for (number, entry) in entries.enumerated() {
            guard let entry else { continue }
            guard let document = documents[entry.id], document.seqNo == entry.seqNo else {
                index.forget(entry.id, at: number)
                continue
            }
            index.restore(document, at: number, Self.vectors(of: document, mapping))
            covered.insert(document.seqNo)
        }
        guard index.deletedCount * 5 <= index.documentCount else { return false }
        let rest = documents.values.filter { !covered.contains($0.seqNo) }
        for document in rest.sorted(by: { $0.seqNo < $1.seqNo }) {
            index.append(try Self.content(of: document, mapping, analysis), as: document)
        }
        adopt(index, segmentEnd: end)
        return true
    }

    /// What a stored document is to the engine. Its fields were taken up when it was written.
    static func content(
        of document: StoredDocument, _ mapping: Mapping, _ analysis: Analysis
    ) throws(OpenSearchError) -> IndexableDocument {
        let source = (try? Document(json: document.source.json))?.object ?? .init()
        var content = try DocumentParser.parse(source, mapping, analysis, id: document.id).document
        content.fields += vectors(of: document, mapping)
        if let routing = document.routing { content.fields.append(("_routing", .keywords([routing]))) }
        return content
    }

    private static func vectors(
        of document: StoredDocument, _ mapping: Mapping
    ) -> [(name: String, content: IndexableDocument.Content)] {
        VectorMembers(document.source.vectors).compactMap { member in
            mapping.fields[member.name]?.vector.map { (member.name, .vector(member.vector, $0)) }
        }
    }
}
