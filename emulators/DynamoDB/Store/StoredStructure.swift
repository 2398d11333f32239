import AWSCore

/// Generated structures as bytes of the store: their JSON, read back by their schema.
enum StoredStructure {
    static func write(_ value: some Structure) -> [UInt8] {
        value.document.json()
    }

    static func read<Value: Structure>(_ type: Value.Type, _ bytes: [UInt8]) throws(WireError) -> Value {
        try Value(Document(json: bytes, as: .structure { Value.schema }))
    }
}
