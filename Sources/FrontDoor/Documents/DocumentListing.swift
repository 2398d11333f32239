import AWSCore
import AWSS3

/// Joins the bucket's objects with the chatbot's notes on them.
///
/// `received`: in the bucket, not yet begun; `processing`; `indexed` with its number of passages; `failed` with the
/// reason; `deleting`: gone from the bucket, its passages not yet from the index.
enum DocumentListing {
    /// - Parameter end: the last key that both lists have come to; nil when both are whole.
    static func merge(objects: [S3.Object], statuses: [Document], upTo end: String?) -> [Document] {
        let notes = Dictionary(
            statuses.compactMap { status in status["source"]?.string.map { ($0, status) } },
            uniquingKeysWith: { first, _ in first })
        var present: Set<String> = []
        var documents: [(key: String, document: Document)] = []
        for object in objects {
            guard let key = object.key, let name = DocumentName(key: key) else { continue }
            present.insert(key)
            documents.append((key, document(name, object, notes[key])))
        }
        for (key, note) in notes where !present.contains(key) {
            guard let name = DocumentName(key: key), note["state"]?.string != "deleted" else { continue }
            documents.append((key, document(name, note, state: "deleting")))
        }
        return documents.filter { entry in end.map { !isOrdered($0, entry.key) } ?? true }
            .sorted { isOrdered($0.key, $1.key) }.map(\.document)
    }

    /// Keys come in the order of their UTF-8, as S3 lists them.
    static func isOrdered(_ key: String, _ other: String) -> Bool {
        key.utf8.lexicographicallyPrecedes(other.utf8)
    }

    private static func document(_ name: DocumentName, _ object: S3.Object, _ note: Document?) -> Document {
        guard let note, let state = note["state"]?.string, state != "deleted", !isNewer(object, than: note) else {
            var entries: [Document.Entry] = [
                .init("name", .string(name.name)), .init("source", .string(name.key)), .init("state", "received"),
            ]
            if let size = object.size { entries.append(.init("bytes", .number(Number(size)))) }
            if let time = object.lastModified { entries.append(.init("updated_at", .string(time.text(.dateTime)))) }
            return .object(Document.Object(entries))
        }
        return document(name, note, state: state)
    }

    private static func document(_ name: DocumentName, _ note: Document, state: String) -> Document {
        var entries: [Document.Entry] = [
            .init("name", .string(name.name)), .init("source", .string(name.key)), .init("state", .string(state)),
        ]
        for member in ["doc_id", "chunks", "bytes", "reason", "kind", "updated_at"] {
            if let value = note[member] { entries.append(.init(member, value)) }
        }
        return .object(Document.Object(entries))
    }

    /// The object was put again after the note was made, and is another: notes count in whole seconds.
    private static func isNewer(_ object: S3.Object, than note: Document) -> Bool {
        if let size = object.size, let noted = note["bytes"]?.int, size != noted { return true }
        if let tag = object.eTag, let noted = note["etag"]?.string {
            return tag.replacing("\"", with: "") != noted
        }
        guard let modified = object.lastModified,
            let noted = note["updated_at"]?.string.flatMap({ Timestamp($0, .dateTime) })
        else { return false }
        return modified.seconds > noted.seconds
    }
}
