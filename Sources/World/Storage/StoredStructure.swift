public import AWSCore

/// Generated structures as bytes of a store: their JSON, read back by their schema.
public enum StoredStructure {
    public static func write(_ value: some Structure) -> [UInt8] {
        value.document.json()
    }

    public static func read<Value: Structure>(_ type: Value.Type, _ bytes: [UInt8]) throws(WireError) -> Value {
        try Value(Document(json: bytes, as: .structure { Value.schema }))
    }
}
