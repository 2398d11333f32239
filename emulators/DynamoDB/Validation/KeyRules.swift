import AWSCore
import AWSDynamoDB

/// What holds of key attributes in keys, items and updates. Order and words: dynalite's recorded answers; of empty
/// values, moto's.
enum KeyRules {
    /// - Throws: when `key` is not exactly the key attributes of `schema`, of their types and sizes.
    static func checkKey(_ key: Item, _ schema: KeySchema) throws(ValidationFailure) {
        guard key.count == schema.partition.count + schema.sort.count else { throw mismatch }
        try checkParts(of: key, schema)
    }

    /// The same, of an item that may have other attributes too.
    static func checkParts(of key: Item, _ schema: KeySchema) throws(ValidationFailure) {
        for attribute in schema.partition { try checkPart(key[attribute.name], attribute, isPartition: true) }
        for attribute in schema.sort { try checkPart(key[attribute.name], attribute, isPartition: false) }
    }

    static let mismatch = ValidationFailure("The provided key element does not match the schema")

    private static func checkPart(
        _ value: DynamoDB.AttributeValue?, _ attribute: KeyAttribute, isPartition: Bool
    ) throws(ValidationFailure) {
        guard let value, value.type == attribute.type else { throw mismatch }
        try checkContent(value, attribute.name, isPartition: isPartition)
    }

    private static func checkContent(
        _ value: DynamoDB.AttributeValue, _ name: String, isPartition: Bool
    ) throws(ValidationFailure) {
        if let kind = emptyKind(value) {
            throw ValidationFailure(
                "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an "
                    + "empty \(kind) value. Key: \(name)")
        }
        try checkSize(value, isPartition: isPartition)
    }

    private static func emptyKind(_ value: DynamoDB.AttributeValue) -> String? {
        switch value {
        case .s(let text) where text.isEmpty: "string"
        case .b(let blob) where blob.isEmpty: "binary"
        default: nil
        }
    }

    /// The missing space is AWS's.
    private static func checkSize(_ value: DynamoDB.AttributeValue, isPartition: Bool) throws(ValidationFailure) {
        if case .n = value { return }
        let bytes = ItemSize.bytes(of: value)
        if isPartition {
            guard bytes <= DynamoDBLimits.partitionKeyBytesMax else {
                throw .invalidParameter(
                    "Size of hashkey has exceeded the maximum size limit of"
                        + "\(DynamoDBLimits.partitionKeyBytesMax) bytes")
            }
        } else {
            guard bytes <= DynamoDBLimits.sortKeyBytesMax else {
                throw .invalidParameter(
                    "Aggregated size of all range keys has exceeded the size limit of "
                        + "\(DynamoDBLimits.sortKeyBytesMax) bytes")
            }
        }
    }

    // Items.

    /// - Throws: when an item to be put lacks a key attribute, or has one of another type.
    static func checkItem(_ item: Item, _ table: Table) throws(ValidationFailure) {
        for attribute in table.keys.partition { try checkItemKey(item, attribute, isPartition: true) }
        for attribute in table.keys.sort { try checkItemKey(item, attribute, isPartition: false) }
        try checkIndexKeys(item, table)
    }

    private static func checkItemKey(
        _ item: Item, _ attribute: KeyAttribute, isPartition: Bool
    ) throws(ValidationFailure) {
        guard let value = item[attribute.name] else {
            throw .invalidParameter("Missing the key \(attribute.name) in the item")
        }
        guard value.type == attribute.type else {
            throw .invalidParameter(
                "Type mismatch for key \(attribute.name) expected: \(attribute.type.rawValue) "
                    + "actual: \(value.type.rawValue)")
        }
        try checkContent(value, attribute.name, isPartition: isPartition)
    }

    private static func checkIndexKeys(_ item: Item, _ table: Table) throws(ValidationFailure) {
        for index in table.indexes {
            for attribute in index.keys.partition {
                try checkIndexKey(item[attribute.name], attribute, index, isPartition: true)
            }
            for attribute in index.keys.sort {
                try checkIndexKey(item[attribute.name], attribute, index, isPartition: false)
            }
        }
    }

    private static func checkIndexKey(
        _ value: DynamoDB.AttributeValue?, _ attribute: KeyAttribute, _ index: Index, isPartition: Bool
    ) throws(ValidationFailure) {
        guard let value else { return }
        guard value.type == attribute.type else { throw typeMismatch(attribute, value.type, index) }
        if let kind = emptyKind(value) {
            throw ValidationFailure(
                "One or more parameter values are not valid. A value specified for a secondary index key is not "
                    + "supported. The AttributeValue for a key attribute cannot contain an empty \(kind) value. "
                    + "IndexName: \(index.name), IndexKey: \(attribute.name)")
        }
        try checkSize(value, isPartition: isPartition)
    }

    private static func typeMismatch(
        _ attribute: KeyAttribute, _ actual: AttributeType, _ index: Index
    ) -> ValidationFailure {
        .invalidParameter(
            "Type mismatch for Index Key \(attribute.name) Expected: \(attribute.type.rawValue) "
                + "Actual: \(actual.rawValue) IndexName: \(index.name)")
    }

    /// Whether an item that was there before an index can have an entry in it.
    static func fits(_ item: Item, _ schema: KeySchema) -> Bool {
        do throws(ValidationFailure) {
            try checkParts(of: item, schema)
            return true
        } catch {
            return false
        }
    }

    // Updates.

    /// What can be told of an update before the item is read.
    static func checkUpdate(_ update: Update, _ table: Table) throws(ValidationFailure) {
        try update.checkKeys(table.keys.partition.map(\.name) + table.keys.sort.map(\.name))
        for index in table.indexes {
            for attribute in index.keys.attributes {
                if let type = update.knownType(of: attribute.name), type != attribute.type {
                    throw typeMismatch(attribute, type, index)
                }
            }
        }
        try checkPaths(update.paths, table)
    }

    /// What an update has made of the attributes that are keys of indexes.
    static func checkUpdated(_ item: Item, _ table: Table) throws(ValidationFailure) {
        for index in table.indexes {
            for attribute in index.keys.attributes {
                guard let value = item[attribute.name] else { continue }
                guard value.type == attribute.type else {
                    throw ValidationFailure(
                        "The update expression attempted to update the secondary index key to unsupported type")
                }
                if let kind = emptyKind(value) {
                    throw ValidationFailure(
                        "One or more parameter values are not valid. The update expression attempted to update a "
                            + "secondary index key to a value that is not supported. The AttributeValue for a key "
                            + "attribute cannot contain an empty \(kind) value.")
                }
                try checkSize(value, isPartition: index.keys.partition.contains(attribute))
            }
        }
    }

    /// Expressions may not look into key attributes, which are scalars.
    static func checkPaths(_ paths: [DocumentPath], _ table: Table) throws(ValidationFailure) {
        let nested = paths.filter(\.isNested).map(\.attribute)
        guard !nested.isEmpty else { return }
        for attribute in table.keys.attributes where nested.contains(attribute.name) {
            throw nestedKey("Key", attribute.name)
        }
        for index in table.indexes {
            for attribute in index.keys.attributes where nested.contains(attribute.name) {
                throw nestedKey("IndexKey", attribute.name)
            }
        }
    }

    private static func nestedKey(_ kind: String, _ name: String) -> ValidationFailure {
        ValidationFailure(
            "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: "
                + "\(kind): \(name)")
    }
}
