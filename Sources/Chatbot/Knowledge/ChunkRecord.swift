import AWSCore

/// A chunk of a document as the index holds it, without its vector.
struct ChunkRecord: Hashable, Sendable {
    var text: String
    /// The key of the object the chunk comes from.
    var source: String
    /// When the object was last changed.
    var timestamp: String
    var documentID: String
    /// The same in each generation of a document: collections for vectors take no ids of documents.
    var chunkID: String
    /// Counts how often the document was indexed; the highest is valid.
    var generation: Int
    var provenance: ChunkProvenance

    static func chunkID(_ documentID: String, _ ordinal: Int) -> String {
        let digits = String(ordinal)
        return "\(documentID)-" + String(repeating: "0", count: max(0, 5 - digits.count)) + digits
    }

    /// What stands for the document in a list of sources.
    var displayTitle: String {
        let title = provenance.title ?? Self.fileName(source)
        guard let heading = provenance.heading, heading != title else { return title }
        return "\(title): \(heading)"
    }

    /// Where in which object: `documents/pdf/guide.pdf, page 3`.
    var location: String {
        if let page = provenance.page { return "\(source), page \(page)" }
        guard let sheet = provenance.sheet else { return source }
        return provenance.row.map { "\(source), sheet \(sheet), row \($0)" } ?? "\(source), sheet \(sheet)"
    }

    static func fileName(_ key: String) -> String {
        String(key.split(separator: "/").last ?? Substring(key))
    }
}

extension ChunkRecord {
    /// - Returns: nil for a document of the index that the chatbot did not write.
    init?(_ source: Document) {
        guard let text = source["text"]?.string, let metadata = source["metadata"],
            let documentID = metadata["doc_id"]?.string, let chunkID = metadata["chunk_id"]?.string
        else { return nil }
        self.text = text
        self.source = metadata["source"]?.string ?? ""
        self.documentID = documentID
        self.chunkID = chunkID
        timestamp = metadata["timestamp"]?.string ?? ""
        generation = metadata["generation"]?.int ?? 0
        provenance = ChunkProvenance(
            title: metadata["title"]?.string, heading: metadata["heading"]?.string, page: metadata["page"]?.int,
            sheet: metadata["sheet"]?.string, row: metadata["row"]?.int)
    }

    var metadata: Document {
        var object = Document.Object([
            .init("source", .string(source)), .init("timestamp", .string(timestamp)),
            .init("doc_id", .string(documentID)), .init("chunk_id", .string(chunkID)),
            .init("generation", .number(Number(generation))),
        ])
        object["title"] = provenance.title.map { .string($0) }
        object["heading"] = provenance.heading.map { .string($0) }
        object["page"] = provenance.page.map { .number(Number($0)) }
        object["sheet"] = provenance.sheet.map { .string($0) }
        object["row"] = provenance.row.map { .number(Number($0)) }
        return .object(object)
    }

    func document(embedding: [Float]) -> Document {
        [
            "text": .string(text), "embedding": .list(embedding.map { .number(Number($0)) }), "metadata": metadata,
        ]
    }
}
