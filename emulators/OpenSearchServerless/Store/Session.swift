import AWSCore
import AWSOpenSearchServerless
import World

/// The store inside one transaction, as one call sees it.
struct Session {
    let sqlite: SQLite
    let account: String
    let region: String
    let now: Timestamp

    /// What is kept under a name.
    protocol Record {
        init(record: Document) throws(WireError)
        var record: Document { get }
    }

    func find<Value: Record>(_ kind: String, _ name: String) throws -> Value? {
        let row = try statement(
            "SELECT value FROM aoss_records WHERE account = ? AND region = ? AND kind = ? AND name = ?", kind, name)
        return try row.step() ? Value(record: Document(json: row.bytes(0))) : nil
    }

    /// Sorted by name.
    func all<Value: Record>(_ kind: String) throws -> [Value] {
        let row = try statement(
            "SELECT value FROM aoss_records WHERE account = ? AND region = ? AND kind = ? ORDER BY name", kind)
        var values: [Value] = []
        while try row.step() { values.append(try Value(record: Document(json: row.bytes(0)))) }
        return values
    }

    func put(_ value: some Record, _ kind: String, _ name: String) throws {
        let row = try statement(
            "INSERT OR REPLACE INTO aoss_records (account, region, kind, name, value) VALUES (?, ?, ?, ?, ?)", kind,
            name)
        row.bind(5, value.record.json())
        _ = try row.step()
    }

    func delete(_ kind: String, _ name: String) throws {
        _ = try statement(
            "DELETE FROM aoss_records WHERE account = ? AND region = ? AND kind = ? AND name = ?", kind, name
        ).step()
    }

    private func statement(_ sql: String, _ kind: String, _ name: String? = nil) throws -> Statement {
        let statement = try sqlite.statement(sql)
        statement.bind(1, account)
        statement.bind(2, region)
        statement.bind(3, kind)
        if let name { statement.bind(4, name) }
        return statement
    }
}
