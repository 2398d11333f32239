import AWSCore
import AWSDynamoDB

/// UpdateTimeToLive: names the attribute by which items expire, or stops expiring them.
enum UpdateTimeToLive {
    static func run(
        _ input: DynamoDB.UpdateTimeToLiveInput, _ view: DynamoDBEmulator
    ) async throws(DynamoDBError) -> DynamoDB.UpdateTimeToLiveOutput {
        try RequestConstraints.check(input, table: input.tableName)
        let specification = input.timeToLiveSpecification
        try await view.state.change(view.call) { session in
            let table = try session.anyTable(input.tableName)
            try TableStateRules.checkUnchanging(table, at: session.now)
            try check(specification, on: table)
            if let changed = try session.timeToLiveChange(of: table.id),
                changed + session.state.settings.timeToLiveChangeInterval > session.now
            {
                throw DynamoDBError.validation(
                    "Time to live has been modified multiple times within a fixed interval")
            }
            try session.setTimeToLive(specification.enabled ? specification.attributeName : nil, of: table)
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
        try RequestConstraints.check(input, table: input.tableName)
        let attribute = try await view.state.read(view.call) { session in
            try session.anyTable(input.tableName).timeToLive?.attribute
        }
        return DynamoDB.DescribeTimeToLiveOutput(
            timeToLiveDescription: DynamoDB.TimeToLiveDescription(
                timeToLiveStatus: attribute == nil ? .disabled : .enabled, attributeName: attribute))
    }
}
