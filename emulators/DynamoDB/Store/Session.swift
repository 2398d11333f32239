import AWSCore
import AWSDynamoDB
import World

/// The store inside one transaction, as one call sees it.
final class Session: StoreSession {
    let sqlite: SQLite
    let state: DynamoDBState
    let account: String
    let region: String
    /// The time of the call: whatever a transaction does happens at one instant.
    let now: Timestamp
    /// Tables that were read are kept for later calls if no table changed since this generation.
    private let generation: Int
    /// The earliest time to live among the items that were written.
    var earliestExpiration: Timestamp?

    init(_ sqlite: SQLite, _ state: DynamoDBState, _ call: Call, generation: Int) {
        self.sqlite = sqlite
        self.state = state
        self.generation = generation
        account = call.account
        region = call.region
        now = call.now
    }

    /// The table whose items a call reads or writes.
    /// - Throws: ResourceNotFoundException while it is being created or deleted, too.
    func openTable(_ text: String) throws -> Table {
        let name = try tableName(text)
        guard let table = try findTable(name), table.isOpen(at: now) else { throw DynamoDBError.resourceNotFound }
        return table
    }

    /// The table that a call is about, in whatever state.
    /// - Throws: ResourceNotFoundException in the words that name the table.
    func anyTable(_ text: String) throws -> Table {
        let name = try tableName(text)
        guard let table = try findTable(name) else { throw DynamoDBError.tableNotFound(name) }
        return table
    }

    /// The same, named by its ARN.
    func anyTable(ofARN arn: String) throws -> Table {
        let name = ResourceARN.tableName(of: arn, account: account, region: region)
        guard let table = try findTable(name) else { throw DynamoDBError.tableNotFound(name) }
        return table
    }

    func tableName(_ text: String) throws(DynamoDBError) -> String {
        try TableNameRules.name(text, account: account, region: region)
    }

    func findTable(_ name: String) throws -> Table? {
        let place = TablePlace(account: account, region: region, name: name)
        if let table = state.catalog[place] { return table.isGone(at: now) ? nil : table }
        guard let table = try loadTable(name) else { return nil }
        state.catalog.keep(table, as: place, since: generation)
        return table.isGone(at: now) ? nil : table
    }
}
