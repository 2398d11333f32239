import AWSCore
import AWSDynamoDB

/// DeleteTable: removes a table with its items and indexes. Its stream can be read for 24 hours more.
enum DeleteTable {
    static func run(
        _ input: DynamoDB.DeleteTableInput, _ view: DynamoDBEmulator
    ) async throws(DynamoDBError) -> DynamoDB.DeleteTableOutput {
        try RequestConstraints.check(input, table: input.tableName)
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
