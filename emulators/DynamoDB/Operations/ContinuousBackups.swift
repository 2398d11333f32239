import AWSCore
import AWSDynamoDB

/// UpdateContinuousBackups: switches point-in-time recovery on or off. Only the switch is emulated.
enum UpdateContinuousBackups {
    static func run(
        _ input: DynamoDB.UpdateContinuousBackupsInput, _ view: DynamoDBEmulator
    ) async throws(DynamoDBError) -> DynamoDB.UpdateContinuousBackupsOutput {
        try RequestConstraints.check(input, table: input.tableName)
        let specification = input.pointInTimeRecoverySpecification
        let description = try await view.state.write(view.call) { session in
            let table = try session.backedUpTable(input.tableName)
            let known = try session.recovery(of: table.id)
            let recovery = Session.Recovery(
                since: known?.since ?? session.now,
                days: specification.recoveryPeriodInDays ?? DynamoDBLimits.recoveryPeriodDays)
            try session.setRecovery(specification.pointInTimeRecoveryEnabled ? recovery : nil, of: table.id)
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
        try RequestConstraints.check(input, table: input.tableName)
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

    fileprivate func continuousBackups(of table: Table) throws -> DynamoDB.ContinuousBackupsDescription {
        var description = DynamoDB.PointInTimeRecoveryDescription(pointInTimeRecoveryStatus: .disabled)
        if let recovery = try recovery(of: table.id) {
            let earliest = max(recovery.since, now + .seconds(-recovery.days * 86_400))
            description = DynamoDB.PointInTimeRecoveryDescription(
                pointInTimeRecoveryStatus: .enabled, recoveryPeriodInDays: recovery.days,
                earliestRestorableDateTime: earliest,
                // "typically 5 minutes before the current time" (API reference).
                latestRestorableDateTime: max(earliest, now + .seconds(-300)))
        }
        return DynamoDB.ContinuousBackupsDescription(
            continuousBackupsStatus: .enabled, pointInTimeRecoveryDescription: description)
    }
}
