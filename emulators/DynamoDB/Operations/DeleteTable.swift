import AWSCore
import AWSDynamoDB

/// DeleteTable: removes a table with its items and indexes. Its stream can be read for 24 hours more.
enum DeleteTable {
    static func run(
        _ input: DynamoDB.DeleteTableInput, _ view: DynamoDBEmulator
    ) async throws(DynamoDBError) -> DynamoDB.DeleteTableOutput {
        try RequestConstraints.check(input)
        let description = try await view.state.change(view.call) { session in
            let table = try session.anyTable(input.tableName)
            try check(table, at: session.now)
            let description = table.description(at: session.now, try session.counts(of: table.id))
            try session.deleteTable(table)
            return description.asDeleted
        }
        return DynamoDB.DeleteTableOutput(tableDescription: description)
    }

    private static func check(_ table: Table, at now: Timestamp) throws(DynamoDBError) {
        try TableStateRules.checkUnchanging(table, at: now)
        guard table.description.deletionProtectionEnabled != true else {
            throw .validation(
                "Resource cannot be deleted as it is currently protected against deletion. "
                    + "Disable deletion protection first.")
        }
    }
}

/// Tables that are going through a change take no other.
enum TableStateRules {
    static func checkUnchanging(_ table: Table, at now: Timestamp) throws(DynamoDBError) {
        let doing: String? =
            switch table.status(at: now) {
            case .creating: "created"
            case .updating: "updated"
            case .deleting: "deleted"
            default: nil
            }
        guard let doing else { return }
        throw .resourceInUse(
            "Attempt to change a resource which is still in use: Table is being \(doing): \(table.name)")
    }
}

extension Session {
    fileprivate func deleteTable(_ table: Table) throws {
        try deleteRows(withPrefix: table.prefix)
        for index in table.indexes { try deleteRows(withPrefix: index.prefix) }
        try deleteExpirations(of: table.id)
        if let stream = table.stream { try closeStream(stream.id) }
        let due = now + state.settings.tableDeletion
        guard due > now else { return try forgetTable(table.id) }
        var description = table.description
        description.tableStatus = .deleting
        try updateTable(description, id: table.id)
        try setDue(due, ofKeyspace: "", of: table.id)
        let update = try sqlite.statement("UPDATE dynamodb_tables SET deleted = ? WHERE id = ?")
        update.bind(1, due.milliseconds)
        update.bind(2, table.id)
        _ = try update.step()
        let reset = try sqlite.statement("UPDATE dynamodb_keyspaces SET items = 0, bytes = 0 WHERE table_id = ?")
        reset.bind(1, table.id)
        _ = try reset.step()
    }

    /// Removes tables whose deletion has taken its time.
    func purgeDeletedTables() throws {
        let rows = try sqlite.statement("SELECT id FROM dynamodb_tables WHERE deleted <= ?")
        rows.bind(1, now.milliseconds)
        var gone: [Int64] = []
        while try rows.step() { gone.append(rows.int64(0)) }
        for id in gone { try forgetTable(id) }
    }

    private func forgetTable(_ id: Int64) throws {
        for sql in [
            "DELETE FROM dynamodb_tables WHERE id = ?", "DELETE FROM dynamodb_keyspaces WHERE table_id = ?",
            "DELETE FROM dynamodb_tags WHERE table_id = ?",
        ] {
            let deletion = try sqlite.statement(sql)
            deletion.bind(1, id)
            _ = try deletion.step()
        }
    }
}
