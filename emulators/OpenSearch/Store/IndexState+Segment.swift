import AWSCore
import AWSOpenSearch

/// What analysis has made of the documents, kept beside the storage so that an index is opened without doing it again.
///
/// A segment holds the documents up to some number. What was written since is analyzed when the index is opened, what
/// was deleted since is named by the storage: its rows are the truth, the segment saves time.
extension IndexState {
    /// Enough is not in the segment yet for a new one to be worth its writing: an eighth, so that all that is ever
    /// written of segments is a small multiple of the last one.
    var isSegmentDue: Bool { documentsSinceSegment >= max(Self.segmentDocumentsMin, segmentEnd / 8) }

    /// As much as takes time to analyze when the index is opened.
    var isSegmentWorthwhile: Bool { documentsSinceSegment >= Self.segmentDocumentsMin }

    private var documentsSinceSegment: Int { searchable.numbersEnd - segmentEnd }

    private static var segmentDocumentsMin: Int { 256 }

    /// The segment as of now, which the caller stores; nil for an index that has none.
    /// - Throws: when the rows of vectors that it speaks of cannot be brought to the disk.
    mutating func segment() throws -> SegmentFile.Writer? {
        segmentEnd = searchable.numbersEnd
        try stores.synchronize()
        return searchable.segment()
    }

    /// Takes the index out of a segment, and adds what came since.
    /// - Throws: `SegmentFailure` when the segment is of no use.
    mutating func restore(_ segment: SegmentFile, _ stored: StoredIndex) throws {
        guard let origin = stored.origin else { throw SegmentFailure() }
        var index = try SearchIndex(segment: segment, stores, mapping, origin)
        let end = index.numbersEnd
        for id in stored.gone { index.delete(id) }
        try putMissingVectors(of: index)
        for document in stored.documents.sorted(by: { $0.seqNo < $1.seqNo }) {
            try index.append(try Self.content(of: document, mapping, analysis), as: document)
        }
        adopt(index, segmentEnd: end)
        if index.deletedCount * 5 > index.documentCount { try rebuild(keepsRows: true) }
    }

    /// Makes the rows again that were lost.
    private func putMissingVectors(of index: SearchIndex) throws {
        for (name, field) in index.vectors where !field.isWhole {
            for (document, row) in zip(field.documents, field.numbers) where !field.rows.contains(row) {
                guard let stored = index.stored[Int(document)] else { continue }
                let content = try Self.content(of: stored, mapping, analysis)
                for case (name, .vector(let vector, _)) in content.fields { try field.rows.put(row, vector) }
            }
        }
    }

    /// What a stored document is to the engine. Its fields were taken up when it was written.
    static func content(
        of document: StoredDocument, _ mapping: Mapping, _ analysis: Analysis
    ) throws -> IndexableDocument {
        let stored = try document.source.content()
        let source = (try? Document(json: stored.json))?.object ?? .init()
        var content = try DocumentParser.parse(source, mapping, analysis, id: document.id).document
        content.fields += vectors(of: stored, mapping)
        if let routing = document.routing { content.fields.append(("_routing", .keywords([routing]))) }
        return content
    }

    private static func vectors(
        of stored: StoredSource.Content, _ mapping: Mapping
    ) -> [(name: String, content: IndexableDocument.Content)] {
        VectorMembers(stored.vectors).compactMap { member in
            mapping.fields[member.name]?.vector.map { (member.name, .vector(member.vector, $0)) }
        }
    }
}
