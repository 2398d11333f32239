import AWSCore
import AWSDynamoDB

/// A table as operations see it: what was stored, and what follows from it, worked out once and kept.
final class Table: Sendable {
    let id: Int64
    let name: String
    let region: String
    let account: String
    /// As DescribeTable shows it, but for the counts, and with the statuses of changes that may have ended since.
    let description: DynamoDB.TableDescription
    /// When the change that `description` tells of ends; nil when there is none.
    let due: Timestamp?
    let keys: KeySchema
    /// What the keys of this table's rows begin with.
    let prefix: [UInt8]
    /// Global indexes, then local ones, each in the order of their making.
    let indexes: [Index]
    let stream: TableStream?
    let timeToLive: TimeToLive?
    /// When the changes of indexes end, by name; the table's own under the empty one.
    let dues: [String: Timestamp]

    init(
        id: Int64, account: String, region: String, description: DynamoDB.TableDescription,
        dues: [String: Timestamp], indexes: [Index], stream: TableStream?, timeToLive: TimeToLive?
    ) {
        self.id = id
        self.account = account
        self.region = region
        self.description = description
        self.dues = dues
        due = dues[""]
        self.indexes = indexes
        self.stream = stream
        self.timeToLive = timeToLive
        name = description.tableName ?? ""
        keys = KeySchema(description.keySchema ?? [], description.attributeDefinitions ?? [])
        prefix = Self.prefix(of: id)
    }

    static func prefix(of keyspace: Int64) -> [UInt8] {
        withUnsafeBytes(of: UInt64(keyspace).bigEndian) { Array($0) }
    }

    /// Where the change that is going on stands at `now`.
    func status(at now: Timestamp) -> DynamoDB.TableStatus {
        let stored = description.tableStatus ?? .active
        guard let due, due > now else { return .active }
        return stored
    }

    /// Whether the table has been deleted, and the deletion has taken its time.
    func isGone(at now: Timestamp) -> Bool {
        description.tableStatus == .deleting && due.map { $0 <= now } ?? true
    }

    /// Whether items can be read and written.
    func isOpen(at now: Timestamp) -> Bool {
        switch description.tableStatus {
        case .active?, .updating?: true
        case .deleting?: false
        default: due.map { $0 <= now } ?? true
        }
    }

    func index(named name: String) -> Index? {
        indexes.first { $0.name == name }
    }

    var isOnDemand: Bool { description.billingModeSummary?.billingMode == .payPerRequest }
}

/// One index of a table.
struct Index: Sendable {
    let id: Int64
    let name: String
    let isGlobal: Bool
    let keys: KeySchema
    let prefix: [UInt8]
    /// The attributes that index entries have; nil when they have all.
    let projected: Set<String>?
    /// When a new index is filled; nil for those that are.
    let due: Timestamp?

    /// The part of `item` that its entry in this index has; nil when it has none, since a key attribute is missing.
    func entry(of item: Item) -> Item? {
        for key in keys.partition where item[key.name] == nil { return nil }
        for key in keys.sort where item[key.name] == nil { return nil }
        guard let projected else { return item }
        return item.filter { projected.contains($0.key) }
    }

    /// The key of the row for an item that has an entry.
    func rowKey(of item: Item, of table: Table) -> [UInt8] {
        var key = KeyEncoding.key(
            prefix: prefix, partition: keys.partition.compactMap { item[$0.name] },
            sort: keys.sort.compactMap { item[$0.name] })
        for attribute in table.keys.attributes {
            if let value = item[attribute.name] { KeyEncoding.appendOrdered(value, to: &key) }
        }
        return key
    }
}

/// The stream that a table writes to.
struct TableStream: Sendable {
    let id: Int64
    let viewType: DynamoDB.StreamViewType
}

/// The attribute that tells when items of a table expire.
struct TimeToLive: Sendable {
    let attribute: String
}

extension Table {
    /// The key of the row of the item that has the key attributes of `item`.
    func rowKey(of item: Item) -> [UInt8] {
        if keys.sort.isEmpty, let partition = item[keys.partition[0].name] {
            return KeyEncoding.key(prefix: prefix, partition: [partition])
        }
        return KeyEncoding.key(
            prefix: prefix, partition: keys.partition.compactMap { item[$0.name] },
            sort: keys.sort.compactMap { item[$0.name] })
    }

    /// The key attributes of `item`.
    func key(of item: Item) -> Item {
        item.filter { attribute in keys.attributes.contains { $0.name == attribute.key } }
    }
}

extension KeySchema {
    /// The schema that the elements of a request or description state.
    init(_ elements: [DynamoDB.KeySchemaElement], _ definitions: [DynamoDB.AttributeDefinition]) {
        func attribute(_ element: DynamoDB.KeySchemaElement) -> KeyAttribute {
            let definition = definitions.first { $0.attributeName == element.attributeName }
            let type = definition.flatMap { AttributeType(rawValue: $0.attributeType.rawValue) }
            return KeyAttribute(element.attributeName, type ?? .string)
        }
        self.init(
            partition: elements.filter { $0.keyType == .hash }.map(attribute),
            sort: elements.filter { $0.keyType != .hash }.map(attribute))
    }
}
