import AWSCore
import AWSS3

/// Generated structures as bytes of the store: their JSON under the model's names, read back by their schema.
enum StoredStructure {
    static func write(_ value: some Structure) -> [UInt8] {
        value.document.json()
    }

    static func read<Value: Structure>(_ type: Value.Type, _ bytes: [UInt8]) throws(WireError) -> Value {
        try Value(typed(try Document(json: bytes), .structure { Value.schema }))
    }

    /// JSON knows no instants, so the schema tells which numbers are some.
    private static func typed(_ value: Document, _ shape: Shape) -> Document {
        switch (shape, value) {
        case (.timestamp, .number(let number)):
            return Timestamp(number.text, .epochSeconds).map(Document.timestamp) ?? value
        case (.list(let list), .list(let elements)):
            return .list(elements.map { typed($0, list.element) })
        case (.structure(let schema), .object(let object)):
            let schema = schema()
            return .object(
                Document.Object(
                    object.entries.map { entry in
                        if case .string = entry.value { return entry }
                        let member = schema.member(named: entry.name)
                        return Document.Entry(entry.name, member.map { typed(entry.value, $0.shape) } ?? entry.value)
                    }))
        default: return value
        }
    }
}
