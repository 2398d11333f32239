import AWSCore

/// Values as the vectors' JSON writes them, typed; and bodies made comparable.
enum VectorValues {
    /// Blobs stand there as their text, timestamps as epoch seconds, nulls for what is not there.
    static func typed(_ value: Document, _ shape: Shape) -> Document {
        switch (shape, value) {
        case (.structure(let schema), .object(let object)):
            let entries = object.entries.compactMap { entry -> Document.Entry? in
                guard !entry.value.isNull, let member = schema().member(named: entry.name) else { return nil }
                if let json = headerJSON(entry.value, member) { return Document.Entry(entry.name, json) }
                return Document.Entry(entry.name, typed(entry.value, member.shape))
            }
            return .object(Document.Object(entries))
        case (.map(let map), .object(let object)):
            return .object(Document.Object(object.entries.map { .init($0.name, typed($0.value, map.value)) }))
        case (.list(let list), .list(let elements)): return .list(elements.map { typed($0, list.element) })
        case (.blob, .string(let text)): return .blob(Blob(text))
        case (.timestamp, .number(let number)):
            return Timestamp(number.text, .epochSeconds).map { .timestamp($0) } ?? value
        case (.float, .string(let word)), (.double, .string(let word)): return .number(Number(text: word))
        default: return value
        }
    }

    /// JSON that travels in a header stands there as its text.
    private static func headerJSON(_ value: Document, _ member: Member) -> Document? {
        guard case .header = member.place, case .document = member.shape, case .string(let text) = value else {
            return nil
        }
        return try? Document(json: Array(text.utf8))
    }

    /// Members and entries in one order, numbers in one spelling.
    static func normalized(_ value: Document) -> Document {
        switch value {
        case .object(let object):
            let entries = object.entries.map { Document.Entry($0.name, normalized($0.value)) }
            return .object(Document.Object(entries.sorted { $0.name < $1.name }))
        case .list(let elements): return .list(elements.map(normalized))
        case .number(let number): return .number(number.double.map { Number($0) } ?? number)
        default: return value
        }
    }

    /// A body as a value that is equal for bodies that say the same.
    static func body(_ bytes: [UInt8], suite: String) throws -> Document {
        if bytes.isEmpty { return .null }
        switch suite {
        case "query":
            let items = try QueryString.parse(String(decoding: bytes, as: UTF8.self), plusIsSpace: true)
            return normalized(.object(Document.Object(items.map { .init($0.name, .string($0.value ?? "")) })))
        case "rest-xml":
            guard let root = try? XMLReader.read(bytes) else { return .blob(Blob(bytes)) }
            return ["name": .string(root.name), "content": element(root)]
        case _ where suite.hasPrefix("smithy-rpc-v2-cbor"): return normalized(try CBORCodec.read(bytes, as: .document))
        default: return (try? Document(json: bytes)).map(normalized) ?? .blob(Blob(bytes))
        }
    }

    /// Attributes in one order; children as they come.
    private static func element(_ element: XMLElement) -> Document {
        let attributes = element.attributes.map { Document.Entry($0.name, .string($0.value)) }
        let children = element.children.map { child -> Document in [.string(child.name), Self.element(child)] }
        return [normalized(.object(Document.Object(attributes))), .string(element.text), .list(children)]
    }
}
