import AWSCore
import AWSLambda
import World

/// The store inside one transaction, as one call sees it.
final class Session: StoreSession {
    let sqlite: SQLite
    let state: LambdaState
    let account: String
    let region: String
    /// The time of the call: whatever a transaction does happens at one instant.
    let now: Timestamp

    init(_ sqlite: SQLite, _ state: LambdaState, _ call: Call) {
        self.sqlite = sqlite
        self.state = state
        account = call.account
        region = call.region
        now = call.now
    }

    struct Entry {
        let name: String
        let key: String
        let value: [UInt8]
        let due: Timestamp
    }

    func entry(_ kind: EntryKind, _ name: String, _ key: String = "") throws -> Entry? {
        let row = try rows(
            "SELECT name, key, value, due FROM lambda_entries "
                + "WHERE account = ? AND region = ? AND kind = ? AND name = ? AND key = ?",
            [.text(account), .text(region), .text(kind.rawValue), .text(name), .text(key)])
        return try row.step() ? Self.entry(row) : nil
    }

    /// All entries of a kind, of one name or of all, sorted by name and key.
    func entries(_ kind: EntryKind, name: String? = nil) throws -> [Entry] {
        let sql = "SELECT name, key, value, due FROM lambda_entries WHERE account = ? AND region = ? AND kind = ?"
        let place: [Parameter] = [.text(account), .text(region), .text(kind.rawValue)]
        let rows =
            if let name {
                try rows(sql + " AND name = ? ORDER BY key", place + [.text(name)])
            } else {
                try rows(sql + " ORDER BY name, key", place)
            }
        var entries: [Entry] = []
        while try rows.step() { entries.append(Self.entry(rows)) }
        return entries
    }

    func put(_ kind: EntryKind, _ name: String, _ key: String = "", _ value: [UInt8], due: Timestamp = .epoch) throws {
        try run(
            "INSERT OR REPLACE INTO lambda_entries (account, region, kind, name, key, value, due) "
                + "VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                .text(account), .text(region), .text(kind.rawValue), .text(name), .text(key), .blob(value),
                .integer(due.milliseconds),
            ])
    }

    /// - Parameter key: nil for all of the name.
    /// - Returns: whether there was one.
    @discardableResult
    func delete(_ kind: EntryKind, _ name: String, _ key: String?) throws -> Bool {
        let sql = "DELETE FROM lambda_entries WHERE account = ? AND region = ? AND kind = ? AND name = ?"
        let place: [Parameter] = [.text(account), .text(region), .text(kind.rawValue), .text(name)]
        if let key { try run(sql + " AND key = ?", place + [.text(key)]) } else { try run(sql, place) }
        return sqlite.changes > 0
    }

    private static func entry(_ row: Statement) -> Entry {
        Entry(
            name: row.text(0), key: row.text(1), value: row.bytes(2), due: Timestamp(milliseconds: row.int64(3)))
    }
}

/// Generated structures as entries.
extension Session {
    func structure<Value: Structure>(
        _ type: Value.Type, _ kind: EntryKind, _ name: String, _ key: String = ""
    ) throws -> Value? {
        try entry(kind, name, key).map { try StoredStructure.read(type, $0.value) }
    }

    func put(
        _ kind: EntryKind, _ name: String, _ key: String = "", _ value: some Structure, due: Timestamp = .epoch
    ) throws {
        try put(kind, name, key, StoredStructure.write(value), due: due)
    }
}
