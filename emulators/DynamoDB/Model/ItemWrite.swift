import AWSCore
import AWSDynamoDB

/// One write to one item, checked as far as it can be without its table.
struct ItemWrite: Sendable {
    enum Action: Sendable {
        /// Replaces the item, or makes it.
        case put
        case delete
        case update(Update)
        /// Changes nothing; only the condition counts (TransactWriteItems' ConditionCheck).
        case check
    }

    let tableName: String
    let action: Action
    /// The key; the whole new item when it is put.
    let item: Item
    var condition: Condition?
    /// The item goes with the error when the condition fails.
    var returnsItemOnFailure = false
}

/// A write that fits its table.
struct PreparedWrite {
    let write: ItemWrite
    let table: Table
    let key: [UInt8]

    /// - Throws: what the table's schema refuses.
    init(_ write: ItemWrite, _ table: Table) throws(ValidationFailure) {
        self.write = write
        self.table = table
        if case .put = write.action {
            try KeyRules.checkItem(write.item, table)
        } else {
            try KeyRules.checkKey(write.item, table.keys)
        }
        if case .update(let update) = write.action { try KeyRules.checkUpdate(update, table) }
        if let condition = write.condition { try KeyRules.checkPaths(condition.paths, table) }
        key = table.rowKey(of: write.item)
    }

    /// Whether the write's condition holds for the item as it is.
    func isAllowed(by old: Item?) -> Bool {
        write.condition?.holds(for: old ?? [:]) ?? true
    }

    /// What the item becomes; nil when it is to be gone.
    func result(_ old: Item?) throws(ValidationFailure) -> Item? {
        switch write.action {
        case .put: return write.item
        case .delete: return nil
        case .check: return old
        case .update(let update):
            let new = try update.apply(to: old ?? write.item)
            try Self.checkDepth(new, update)
            try KeyRules.checkUpdated(new, table)
            guard ItemSize.bytes(of: new) <= DynamoDBLimits.itemBytesMax else {
                throw ValidationFailure("Item size to update has exceeded the maximum allowed size")
            }
            return new
        }
    }

    /// Values put deep into an item may end up deeper than items go.
    private static func checkDepth(_ item: Item, _ update: Update) throws(ValidationFailure) {
        for path in update.targets where path.isNested {
            _ = try item[path.attribute]?.validated()
        }
    }
}

/// What a write did.
struct WriteOutcome: Sendable {
    let old: Item?
    let new: Item?
    let units: WriteUnits
    /// nil for tables without local indexes, or when not asked for.
    var collection: DynamoDB.ItemCollectionMetrics?
}

extension Session {
    /// Makes one write that stands by itself.
    /// - Throws: ConditionalCheckFailedException, ValidationException, ResourceNotFoundException.
    func perform(_ write: ItemWrite, measuresCollection: Bool = false) throws -> WriteOutcome {
        let prepared = try PreparedWrite(write, openTable(write.tableName))
        let old = try storedItem(at: prepared.key, of: prepared.table)
        guard prepared.isAllowed(by: old?.item) else {
            throw DynamoDBError.conditionalCheckFailed(write.returnsItemOnFailure ? old?.item : nil)
        }
        let change = ItemChange(
            table: prepared.table, key: prepared.key, old: old, new: try prepared.result(old?.item))
        let units = try apply(change)
        let collection = measuresCollection ? try collectionMetrics(of: write.item, prepared.table) : nil
        return WriteOutcome(old: old?.item, new: change.new, units: units, collection: collection)
    }

    /// The size of all items with the same partition key, in the coarse steps that AWS estimates in.
    func collectionMetrics(of item: Item, _ table: Table) throws -> DynamoDB.ItemCollectionMetrics? {
        guard table.indexes.contains(where: { !$0.isGlobal }), let partition = table.keys.partition.first,
            let value = item[partition.name]
        else { return nil }
        var bytes = 0
        let start = KeyEncoding.key(prefix: table.prefix, partition: [value])
        try forEachItem(in: KeyRange(beginningWith: start), ofIndex: false) { member in
            bytes += ItemSize.bytes(of: member)
            for index in table.indexes where !index.isGlobal {
                bytes += index.entry(of: member).map(ItemSize.bytes) ?? 0
            }
            return true
        }
        let gigabytes = Double(bytes / (1 << 30))
        return DynamoDB.ItemCollectionMetrics(
            itemCollectionKey: [partition.name: value], sizeEstimateRangeGB: [gigabytes, gigabytes + 1])
    }
}
