import AWSCore
import AWSDynamoDB
import World

/// An item as it is stored.
struct StoredItem {
    let row: Int64
    let item: Item
    /// As it lies in the row; empty where nobody needs it.
    let bytes: [UInt8]
}

/// Items as rows.
extension Session {
    /// The item under `key`.
    /// - Complexity: one SELECT by a unique index.
    func item(at key: [UInt8]) throws -> Item? {
        let row = try sqlite.statement("SELECT item FROM dynamodb_rows WHERE key = ?")
        row.bind(1, key)
        guard try row.step() else { return nil }
        return try row.withBytes(0) { try ItemCodec.decode($0) }
    }

    /// The item under `key` with what it takes to change it.
    func storedItem(at key: [UInt8], of table: Table) throws -> StoredItem? {
        let row = try sqlite.statement("SELECT rowid, item FROM dynamodb_rows WHERE key = ?")
        row.bind(1, key)
        guard try row.step() else { return nil }
        let item = try row.withBytes(1) { try ItemCodec.decode($0) }
        return StoredItem(row: row.int64(0), item: item, bytes: table.stream == nil ? [] : row.bytes(1))
    }

    func insertRow(_ key: [UInt8], _ item: [UInt8]) throws {
        let insertion = try sqlite.statement("INSERT INTO dynamodb_rows (key, item) VALUES (?, ?)")
        insertion.bind(1, key)
        insertion.bind(2, item)
        _ = try insertion.step()
    }

    func updateRow(_ row: Int64, _ item: [UInt8]) throws {
        let update = try sqlite.statement("UPDATE dynamodb_rows SET item = ? WHERE rowid = ?")
        update.bind(1, item)
        update.bind(2, row)
        _ = try update.step()
    }

    func deleteRow(_ row: Int64) throws {
        let deletion = try sqlite.statement("DELETE FROM dynamodb_rows WHERE rowid = ?")
        deletion.bind(1, row)
        _ = try deletion.step()
    }

    func deleteRow(at key: [UInt8]) throws {
        let deletion = try sqlite.statement("DELETE FROM dynamodb_rows WHERE key = ?")
        deletion.bind(1, key)
        _ = try deletion.step()
    }

    /// Deletes every row of a table or an index.
    func deleteRows(withPrefix prefix: [UInt8]) throws {
        let range = KeyRange(beginningWith: prefix)
        let deletion = try sqlite.statement("DELETE FROM dynamodb_rows WHERE key >= ? AND key < ?")
        deletion.bind(1, range.lower)
        deletion.bind(2, range.upper ?? Self.beyondAllKeys)
        _ = try deletion.step()
    }

    /// After every key: keyspaces are counted from 1, so no key begins with FF.
    private static let beyondAllKeys: [UInt8] = [0xFF]

    /// Hands items of `range` to `body` in the order of their keys, until it returns false.
    ///
    /// Entries of an index are handed over as the whole items that they stand for.
    func forEachItem(
        in range: KeyRange, ofIndex isIndex: Bool, reversed: Bool = false, _ body: (Item) throws -> Bool
    ) throws {
        let rows = try sqlite.statement(Self.selection(ofIndex: isIndex, reversed: reversed))
        rows.bind(1, range.lower)
        rows.bind(2, range.upper ?? Self.beyondAllKeys)
        defer { rows.reset() }
        while try rows.step() {
            let item = try rows.withBytes(0) { try ItemCodec.decode($0) }
            guard try body(item) else { return }
        }
    }

    private static func selection(ofIndex isIndex: Bool, reversed: Bool) -> String {
        // CROSS JOIN keeps the index as the outer loop, whose order is the order of the answer.
        switch (isIndex, reversed) {
        case (false, false): "SELECT item FROM dynamodb_rows WHERE key >= ? AND key < ? ORDER BY key"
        case (false, true): "SELECT item FROM dynamodb_rows WHERE key >= ? AND key < ? ORDER BY key DESC"
        case (true, false):
            """
            SELECT base.item FROM dynamodb_rows AS entry CROSS JOIN dynamodb_rows AS base ON base.key = entry.item
            WHERE entry.key >= ? AND entry.key < ? ORDER BY entry.key
            """
        case (true, true):
            """
            SELECT base.item FROM dynamodb_rows AS entry CROSS JOIN dynamodb_rows AS base ON base.key = entry.item
            WHERE entry.key >= ? AND entry.key < ? ORDER BY entry.key DESC
            """
        }
    }
}
