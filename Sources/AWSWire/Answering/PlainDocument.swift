import AWSCore

/// Documents of typed values as plain JSON data under the model's names, and back.
///
/// Blobs are base64, instants RFC 3339; what has no shape stays as it is.
enum PlainDocument {
    static func plain(_ value: Document) -> Document {
        switch value {
        case .blob(let blob): .string(blob.base64)
        case .timestamp(let instant): .string(instant.text(.dateTime))
        case .list(let elements): .list(elements.map(plain))
        case .object(let object): .object(.init(object.entries.map { .init($0.name, plain($0.value)) }))
        case .null, .bool, .number, .string: value
        }
    }

    /// Members that the shape does not know are refused, not dropped: a name was misspelt.
    static func typed(_ value: Document, as shape: Shape, at path: String = "") throws(WireError) -> Document {
        func below(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }
        switch (shape, value) {
        case (.blob, .string(let text)):
            guard let blob = Blob(base64: text) else { throw .unexpectedType(expected: "base64", at: path) }
            return .blob(blob)
        case (.timestamp, .string(let text)):
            guard let instant = Timestamp(text, .dateTime) else {
                throw .unexpectedType(expected: "RFC 3339 timestamp", at: path)
            }
            return .timestamp(instant)
        case (.timestamp, .number(let number)):
            guard let instant = Timestamp(number.text, .epochSeconds) else {
                throw .unexpectedType(expected: "timestamp", at: path)
            }
            return .timestamp(instant)
        case (.list(let list), .list(let elements)):
            var typed: [Document] = []
            for (index, element) in elements.enumerated() {
                typed.append(try Self.typed(element, as: list.element, at: below(String(index))))
            }
            return .list(typed)
        case (.map(let map), .object(let object)):
            return try entries(object) { entry throws(WireError) in
                try Self.typed(entry.value, as: map.value, at: below(entry.name))
            }
        case (.structure(let schema), .object(let object)):
            let schema = schema()
            return try entries(object) { entry throws(WireError) in
                guard let member = schema.member(named: entry.name) else {
                    throw .unexpectedType(expected: "member of \(schema.name)", at: below(entry.name))
                }
                return try Self.typed(entry.value, as: member.shape, at: below(entry.name))
            }
        default: return value
        }
    }

    private static func entries(
        _ object: Document.Object, _ typed: (Document.Entry) throws(WireError) -> Document
    ) throws(WireError) -> Document {
        var entries: [Document.Entry] = []
        for entry in object.entries { entries.append(Document.Entry(entry.name, try typed(entry))) }
        return .object(.init(entries))
    }
}
