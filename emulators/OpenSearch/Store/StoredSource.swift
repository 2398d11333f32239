import AWSCore
import AWSOpenSearch
import World

/// A document as it was sent, with its vectors as numbers: as text they would be most of it.
///
/// OpenSearch does the same (documentation, "k-NN vector", derived vector source). A vector whose text is not the one
/// that its numbers would be written as stays in the text, so that a caller gets back what was sent.
///
/// What came out of the storage stays there until it is asked for, so that an index is opened without reading it all.
struct StoredSource: Sendable {
    struct Content: Hashable, Sendable {
        /// JSON, without the members that ``vectors`` holds.
        let json: [UInt8]
        /// As ``VectorMembers`` reads it; empty for none.
        let vectors: [UInt8]
    }

    enum Place: Sendable {
        case memory(Content)
        case row(DocumentRow)
    }

    let place: Place
    /// Of JSON and vectors together.
    let byteCount: Int

    init(_ content: Content) {
        self.init(.memory(content), byteCount: content.json.count + content.vectors.count)
    }

    init(_ place: Place, byteCount: Int) {
        (self.place, self.byteCount) = (place, byteCount)
    }

    init(_ object: Document.Object, _ mapping: Mapping) {
        var rest = Document.Object()
        var writer = SegmentWriter()
        for (place, entry) in object.entries.enumerated() {
            guard mapping.fields[entry.name]?.isKeptAsNumbers ?? false,
                let vector = VectorMembers.numbers(of: entry.value)
            else {
                rest.entries.append(entry)
                continue
            }
            writer.put(place)
            writer.put(entry.name)
            writer.put(vector)
        }
        self.init(Content(json: Document.object(rest).json(), vectors: writer.bytes))
    }

    /// - Throws: what the storage throws.
    func content() throws -> Content {
        switch place {
        case .memory(let content): content
        case .row(let row): try row.content()
        }
    }

    /// As it was sent.
    func document() throws(OpenSearchError) -> Document {
        do {
            let content = try content()
            let rest = try Document(json: content.json)
            guard !content.vectors.isEmpty, case .object(var object) = rest else { return rest }
            for member in VectorMembers(content.vectors) {
                let list = Document.list(member.vector.map { .number(Number($0)) })
                object.entries.insert(.init(member.name, list), at: min(member.place, object.entries.count))
            }
            return .object(object)
        } catch {
            throw .internalFailure(error)
        }
    }

    /// Without some of its members, which are not read.
    func document(without names: Set<String>) throws(OpenSearchError) -> Document {
        do {
            let content = try content()
            let isWhole = VectorMembers(content.vectors).allSatisfy { names.contains($0.name) }
            if isWhole { return try Document(json: content.json, without: names) }
        } catch {
            throw .internalFailure(error)
        }
        let whole = try document()
        guard let object = whole.object else { return whole }
        return .object(Document.Object(object.entries.filter { !names.contains($0.name) }))
    }
}

/// Where sources are that are not in memory.
struct DocumentOrigin: Sendable {
    let database: Database
    /// In the storage.
    let index: Int64
    var kept = KeptSources()
}

/// The row of the storage that a document lies in, as it was written once.
struct DocumentRow: Sendable {
    private let origin: DocumentOrigin
    let id: String
    let seqNo: Int

    init(_ origin: DocumentOrigin, id: String, seqNo: Int) {
        (self.origin, self.id, self.seqNo) = (origin, id, seqNo)
    }

    func content() throws -> StoredSource.Content {
        // Whoever overwrites it keeps it first: so it is here or there.
        if let content = try origin.database.readAtOnce({ try content(in: $0) }) { return content }
        guard let content = origin.kept.content(of: seqNo) else {
            throw StorageError(.notFound, "the document is gone")
        }
        return content
    }

    /// Keeps the content in memory for those who still see it; before its row goes.
    func keep(_ sqlite: SQLite) throws {
        if let content = try content(in: sqlite) { origin.kept.keep(content, of: seqNo) }
    }

    private func content(in sqlite: SQLite) throws -> StoredSource.Content? {
        let row = try sqlite.statement(
            "SELECT source, vectors FROM opensearch_documents WHERE index_id = ? AND id = ? AND seq_no = ?")
        row.bind(1, origin.index)
        row.bind(2, id)
        row.bind(3, Int64(seqNo))
        return try row.step() ? StoredSource.Content(json: row.bytes(0), vectors: row.bytes(1)) : nil
    }
}

/// The members of a document that are vectors: name, place among all members, and components.
struct VectorMembers: Sequence, IteratorProtocol {
    private var reader: SegmentReader

    init(_ bytes: [UInt8]) {
        reader = SegmentReader(bytes)
    }

    mutating func next() -> (place: Int, name: String, vector: [Float])? {
        guard !reader.isAtEnd, let place = try? reader.integer(), let name = try? reader.text(),
            let vector = try? reader.array(of: Float.self)
        else { return nil }
        return (place, name, vector)
    }

    /// nil when the numbers would be written in another way than they were.
    static func numbers(of value: Document) -> [Float]? {
        guard let elements = value.list else { return nil }
        var numbers: [Float] = []
        numbers.reserveCapacity(elements.count)
        for element in elements {
            guard case .number(let number) = element, let value = number.double, case let component = Float(value),
                component.isFinite, Number(component) == number
            else { return nil }
            numbers.append(component)
        }
        return numbers
    }
}

extension FieldMapping {
    /// Nothing but the index of vectors reads the values.
    fileprivate var isKeptAsNumbers: Bool { vector?.dataType == .float && copyTo.isEmpty && subfields.isEmpty }
}
