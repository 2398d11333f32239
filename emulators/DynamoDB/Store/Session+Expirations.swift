import AWSCore
import AWSDynamoDB
import World

/// One item that is to be deleted.
struct Expiration: Sendable {
    let due: Timestamp
    let key: [UInt8]
    let account: String
    let region: String
    let tableName: String

    static func due(at now: Timestamp, limit: Int, in sqlite: SQLite) throws -> [Expiration] {
        let rows = try sqlite.statement(
            """
            SELECT e.due, e.key, t.account, t.region, t.name FROM dynamodb_expirations AS e
            JOIN dynamodb_tables AS t ON t.id = e.table_id WHERE e.due <= ? ORDER BY e.due, e.key
            """)
        rows.bind(1, now.milliseconds)
        var expirations: [Expiration] = []
        while expirations.count < limit, try rows.step() {
            expirations.append(
                Expiration(
                    due: Timestamp(milliseconds: rows.int64(0)), key: rows.bytes(1), account: rows.text(2),
                    region: rows.text(3), tableName: rows.text(4)))
        }
        return expirations
    }
}

extension Session {
    /// Deletes the item of `expiration`, if it still expires then.
    func expire(_ expiration: Expiration) throws {
        try deleteExpiration(expiration.key, due: expiration.due.milliseconds)
        guard let table = try findTable(expiration.tableName), let timeToLive = table.timeToLive,
            let old = try storedItem(at: expiration.key, of: table),
            due(of: old.item, timeToLive) == expiration.due.milliseconds
        else { return }
        _ = try apply(ItemChange(table: table, key: expiration.key, old: old, new: nil, isByService: true))
    }

    /// Keeps the stored time to live of an item in step with its attribute.
    func updateExpiration(_ change: ItemChange, _ timeToLive: TimeToLive) throws {
        let old = change.old.flatMap { due(of: $0.item, timeToLive) }
        let new = change.new.flatMap { due(of: $0, timeToLive) }
        guard old != new else { return }
        if let old { try deleteExpiration(change.key, due: old) }
        if let new { try insertExpiration(change.key, due: new, of: change.table) }
    }

    /// Stores the times to live of all items, when time to live is enabled for a table that has some.
    func fillExpirations(of table: Table, _ timeToLive: TimeToLive) throws {
        var found: [(key: [UInt8], due: Int64)] = []
        try forEachItem(in: KeyRange(beginningWith: table.prefix), ofIndex: false) { item in
            if let due = due(of: item, timeToLive), !isLongPast(due) { found.append((table.rowKey(of: item), due)) }
            return true
        }
        for entry in found { try insertExpiration(entry.key, due: entry.due, of: table) }
    }

    func deleteExpirations(of table: Int64) throws {
        try run("DELETE FROM dynamodb_expirations WHERE table_id = ?", [.integer(table)])
    }

    func expires(_ item: Item, _ timeToLive: TimeToLive) -> Bool { due(of: item, timeToLive) != nil }

    /// When an item is deleted, in milliseconds; nil when its attribute is missing or no number.
    private func due(of item: Item, _ timeToLive: TimeToLive) -> Int64? {
        guard case .n(let text)? = item[timeToLive.attribute], let seconds = Double(text),
            abs(seconds) < Self.secondsMax
        else { return nil }
        return (Timestamp(seconds: Int64(seconds)) + state.settings.timeToLiveDelay).milliseconds
    }

    /// Far beyond any date, and far below what would overflow.
    private static let secondsMax = 1e15

    private func isLongPast(_ due: Int64) -> Bool {
        due < now.milliseconds - DynamoDBLimits.expiredSecondsMax * 1000
    }

    private func insertExpiration(_ key: [UInt8], due: Int64, of table: Table) throws {
        guard !isLongPast(due) else { return }
        try run(
            "INSERT OR REPLACE INTO dynamodb_expirations (due, key, table_id) VALUES (?, ?, ?)",
            [.integer(due), .blob(key), .integer(table.id)])
        let time = Timestamp(milliseconds: due)
        earliestExpiration = min(earliestExpiration ?? time, time)
    }

    private func deleteExpiration(_ key: [UInt8], due: Int64) throws {
        try run("DELETE FROM dynamodb_expirations WHERE due = ? AND key = ?", [.integer(due), .blob(key)])
    }
}
