import AWSCore
import AWSDynamoDB

/// UpdateContinuousBackups: switches point-in-time recovery on or off. Only the switch is emulated.
enum UpdateContinuousBackups {
    static func run(
        _ input: DynamoDB.UpdateContinuousBackupsInput, _ view: DynamoDBEmulator
    ) async throws(DynamoDBError) -> DynamoDB.UpdateContinuousBackupsOutput {
        try RequestConstraints.check(input)
        let specification = input.pointInTimeRecoverySpecification
        let description = try await view.state.write(view.call) { session in
            let table = try session.backedUpTable(input.tableName)
            try session.setRecovery(specification, of: table)
            return try session.continuousBackups(of: table)
        }
        return DynamoDB.UpdateContinuousBackupsOutput(continuousBackupsDescription: description)
    }
}

/// DescribeContinuousBackups: whether, and from when on, a table could be restored on AWS.
enum DescribeContinuousBackups {
    static func run(
        _ input: DynamoDB.DescribeContinuousBackupsInput, _ view: DynamoDBEmulator
    ) async throws(DynamoDBError) -> DynamoDB.DescribeContinuousBackupsOutput {
        try RequestConstraints.check(input)
        let description = try await view.state.read(view.call) { session in
            try session.continuousBackups(of: session.backedUpTable(input.tableName))
        }
        return DynamoDB.DescribeContinuousBackupsOutput(continuousBackupsDescription: description)
    }
}

extension Session {
    /// - Throws: TableNotFoundException, the code of the operations on backups.
    fileprivate func backedUpTable(_ text: String) throws -> Table {
        let name = try tableName(text)
        guard let table = try findTable(name) else {
            throw DynamoDBError(.tableNotFoundException, "Table not found: \(name)")
        }
        return table
    }

    fileprivate func setRecovery(
        _ specification: DynamoDB.PointInTimeRecoverySpecification, of table: Table
    ) throws {
        let update = try sqlite.statement(
            """
            UPDATE dynamodb_tables SET recovery_days = ?1,
            recovery_since = CASE WHEN ?2 = 0 THEN NULL ELSE coalesce(recovery_since, ?3) END WHERE id = ?4
            """)
        update.bind(1, Int64(specification.recoveryPeriodInDays ?? DynamoDBLimits.recoveryPeriodDays))
        update.bind(2, Int64(specification.pointInTimeRecoveryEnabled ? 1 : 0))
        update.bind(3, now.milliseconds)
        update.bind(4, table.id)
        _ = try update.step()
    }

    fileprivate func continuousBackups(of table: Table) throws -> DynamoDB.ContinuousBackupsDescription {
        let row = try sqlite.statement("SELECT recovery_since, recovery_days FROM dynamodb_tables WHERE id = ?")
        row.bind(1, table.id)
        guard try row.step(), !row.isNull(0) else {
            return DynamoDB.ContinuousBackupsDescription(
                continuousBackupsStatus: .enabled,
                pointInTimeRecoveryDescription: DynamoDB.PointInTimeRecoveryDescription(
                    pointInTimeRecoveryStatus: .disabled))
        }
        let days = row.int64(1)
        let since = max(Timestamp(milliseconds: row.int64(0)), now + .seconds(-days * 86_400))
        // "LatestRestorableDateTime is typically 5 minutes before the current time" (API reference).
        let latest = max(since, now + .seconds(-300))
        return DynamoDB.ContinuousBackupsDescription(
            continuousBackupsStatus: .enabled,
            pointInTimeRecoveryDescription: DynamoDB.PointInTimeRecoveryDescription(
                pointInTimeRecoveryStatus: .enabled, recoveryPeriodInDays: Int(days), earliestRestorableDateTime: since,
                latestRestorableDateTime: latest))
    }
}
