import AWSCore
import AWSDynamoDB

/// UpdateTimeToLive: names the attribute by which items expire, or stops expiring them.
enum UpdateTimeToLive {
    static func run(
        _ input: DynamoDB.UpdateTimeToLiveInput, _ view: DynamoDBEmulator
    ) async throws(DynamoDBError) -> DynamoDB.UpdateTimeToLiveOutput {
        try RequestConstraints.check(input)
        let specification = input.timeToLiveSpecification
        try await view.state.change(view.call) { session in
            let table = try session.anyTable(input.tableName)
            guard table.isOpen(at: session.now) else { throw DynamoDBError.resourceInUse(
                "Attempt to change a resource which is still in use: Table is not active: \(table.name)") }
            try check(specification, on: table)
            try session.checkTimeToLiveInterval(of: table.id)
            try session.setTimeToLive(specification, of: table)
        }
        return DynamoDB.UpdateTimeToLiveOutput(timeToLiveSpecification: specification)
    }

    private static func check(
        _ specification: DynamoDB.TimeToLiveSpecification, on table: Table
    ) throws(DynamoDBError) {
        switch (table.timeToLive?.attribute, specification.enabled) {
        case (nil, false): throw .validation("TimeToLive is already disabled")
        case (specification.attributeName?, true): throw .validation("TimeToLive is already enabled")
        case (let current?, _) where current != specification.attributeName:
            throw .validation(
                "TimeToLive is active on a different AttributeName: current AttributeName is \(current)")
        default: break
        }
    }
}

/// DescribeTimeToLive: the attribute by which a table's items expire.
enum DescribeTimeToLive {
    static func run(
        _ input: DynamoDB.DescribeTimeToLiveInput, _ view: DynamoDBEmulator
    ) async throws(DynamoDBError) -> DynamoDB.DescribeTimeToLiveOutput {
        try RequestConstraints.check(input)
        let attribute = try await view.state.read(view.call) { session in
            try session.anyTable(input.tableName).timeToLive?.attribute
        }
        return DynamoDB.DescribeTimeToLiveOutput(
            timeToLiveDescription: DynamoDB.TimeToLiveDescription(
                timeToLiveStatus: attribute == nil ? .disabled : .enabled, attributeName: attribute))
    }
}

extension Session {
    fileprivate func checkTimeToLiveInterval(of table: Int64) throws {
        let row = try sqlite.statement("SELECT ttl_changed FROM dynamodb_tables WHERE id = ?")
        row.bind(1, table)
        guard try row.step(), !row.isNull(0) else { return }
        let changed = Timestamp(milliseconds: row.int64(0))
        guard changed + state.settings.timeToLiveChangeInterval <= now else {
            throw DynamoDBError.validation("Time to live has been modified multiple times within a fixed interval")
        }
    }

    fileprivate func setTimeToLive(_ specification: DynamoDB.TimeToLiveSpecification, of table: Table) throws {
        let update = try sqlite.statement(
            "UPDATE dynamodb_tables SET ttl_attribute = ?, ttl_changed = ? WHERE id = ?")
        if specification.enabled { update.bind(1, specification.attributeName) } else { update.bindNull(1) }
        update.bind(2, now.milliseconds)
        update.bind(3, table.id)
        _ = try update.step()
        try deleteExpirations(of: table.id)
        if specification.enabled {
            try fillExpirations(of: table, TimeToLive(attribute: specification.attributeName))
        }
    }
}
