import AWSCore
import AWSDynamoDB
import World

/// What happens to one item.
struct ItemChange {
    let table: Table
    let key: [UInt8]
    let old: StoredItem?
    let new: Item?
    /// Done by the time to live, not by a caller.
    var isByService = false
}

/// Changes of items, with all that follows from them in the same transaction: entries of indexes, counts, records of
/// streams and times to live.
extension Session {
    /// - Returns: what the change costs, table and indexes apart.
    func apply(_ change: ItemChange) throws -> WriteUnits {
        let oldBytes = change.old.map { ItemSize.bytes(of: $0.item) } ?? 0
        let newBytes = change.new.map(ItemSize.bytes) ?? 0
        var units = WriteUnits(table: ItemSize.writeUnits(bytes: max(oldBytes, newBytes)))
        guard change.old != nil || change.new != nil else { return units }
        let encoded = try writeRow(change)
        try count(
            in: change.table.id, items: (change.new == nil ? 0 : 1) - (change.old == nil ? 0 : 1),
            bytes: newBytes - oldBytes)
        for index in change.table.indexes {
            try update(index, change, &units)
        }
        if let timeToLive = change.table.timeToLive { try updateExpiration(change, timeToLive) }
        if let stream = change.table.stream { try appendRecord(of: change, encoded: encoded, to: stream) }
        return units
    }

    private func writeRow(_ change: ItemChange) throws -> [UInt8] {
        guard let new = change.new else {
            if let old = change.old { try deleteRow(old.row) }
            return []
        }
        let encoded = ItemCodec.encode(new)
        if let old = change.old {
            try updateRow(old.row, encoded)
        } else {
            try insertRow(change.key, encoded)
        }
        return encoded
    }

    func count(in keyspace: Int64, items: Int, bytes: Int) throws {
        guard items != 0 || bytes != 0 else { return }
        let update = try sqlite.statement(
            "UPDATE dynamodb_keyspaces SET items = items + ?, bytes = bytes + ? WHERE id = ?")
        update.bind(1, Int64(items))
        update.bind(2, Int64(bytes))
        update.bind(3, keyspace)
        _ = try update.step()
    }

    private func update(_ index: Index, _ change: ItemChange, _ units: inout WriteUnits) throws {
        let old = change.old.flatMap { index.entry(of: $0.item) }
        let new = change.new.flatMap(index.entry)
        let oldBytes = old.map(ItemSize.bytes) ?? 0
        let newBytes = new.map(ItemSize.bytes) ?? 0
        let oldKey = old.map { index.rowKey(of: $0, of: change.table) }
        let newKey = new.map { index.rowKey(of: $0, of: change.table) }
        if oldKey == newKey {
            guard old != new else { return }
            units.add(ItemSize.writeUnits(bytes: max(oldBytes, newBytes)), for: index)
        } else {
            if let oldKey {
                try deleteRow(at: oldKey)
                units.add(ItemSize.writeUnits(bytes: oldBytes), for: index)
            }
            if let newKey {
                try insertRow(newKey, change.key)
                units.add(ItemSize.writeUnits(bytes: newBytes), for: index)
            }
        }
        try count(
            in: index.id, items: (new == nil ? 0 : 1) - (old == nil ? 0 : 1), bytes: newBytes - oldBytes)
    }

    /// Fills a new index from the items that are there.
    func fill(_ index: Index, of table: Table) throws {
        var entries: [(key: [UInt8], base: [UInt8])] = []
        var bytes = 0
        try forEachItem(in: KeyRange(beginningWith: table.prefix), ofIndex: false) { item in
            guard KeyRules.fits(item, index.keys), let entry = index.entry(of: item) else { return true }
            entries.append((index.rowKey(of: entry, of: table), table.rowKey(of: item)))
            bytes += ItemSize.bytes(of: entry)
            return true
        }
        for entry in entries { try insertRow(entry.key, entry.base) }
        try count(in: index.id, items: entries.count, bytes: bytes)
    }
}
