import AWSCore

/// What reading service models asks of JSON, beside what documents offer.
extension Document {
    var fields: [Document.Entry] { object?.entries ?? [] }
    var elements: [Document] { list ?? [] }
    var isTrue: Bool { bool ?? false }
    var integer: Int64? { number?.int64 }

    init(fields: [Document.Entry]) {
        self = .object(Object(fields))
    }
}

/// The text of a pruned model: each operation and each shape on a line of its own, so that a change of one is a line
/// of a diff.
enum ModelFile {
    static func text(of model: Document) -> String {
        let parts = model.fields.map { part in
            guard !part.value.fields.isEmpty else { return " \(name(part)): \(part.value.jsonText())" }
            let entries = part.value.fields.map { "  \(name($0)): \($0.value.jsonText())" }
            return " \(name(part)): {\n\(entries.joined(separator: ",\n"))\n }"
        }
        return "{\n\(parts.joined(separator: ",\n"))\n}\n"
    }

    private static func name(_ entry: Document.Entry) -> String {
        Document.string(entry.name).jsonText()
    }
}
