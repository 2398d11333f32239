public import AWSCore
public import AWSDynamoDB
public import World

/// DynamoDB for one call: who calls is in the scope, what is there in the state.
public struct DynamoDBEmulator: DynamoDBClient {
    let state: DynamoDBState
    let scope: CallScope

    public init(_ state: DynamoDBState, _ scope: CallScope) {
        self.state = state
        self.scope = scope
    }

    var call: Call { Call(scope) }
}

// Tables.
extension DynamoDBEmulator {
    public func createTable(
        _ input: DynamoDB.CreateTableInput
    ) async throws(DynamoDBError) -> DynamoDB.CreateTableOutput {
        try await CreateTable.run(input, self)
    }

    public func describeTable(
        _ input: DynamoDB.DescribeTableInput
    ) async throws(DynamoDBError) -> DynamoDB.DescribeTableOutput {
        try await DescribeTable.run(input, self)
    }

    public func updateTable(
        _ input: DynamoDB.UpdateTableInput
    ) async throws(DynamoDBError) -> DynamoDB.UpdateTableOutput {
        try await UpdateTable.run(input, self)
    }

    public func deleteTable(
        _ input: DynamoDB.DeleteTableInput
    ) async throws(DynamoDBError) -> DynamoDB.DeleteTableOutput {
        try await DeleteTable.run(input, self)
    }

    public func listTables(
        _ input: DynamoDB.ListTablesInput
    ) async throws(DynamoDBError) -> DynamoDB.ListTablesOutput {
        try await ListTables.run(input, self)
    }
}

// Items.
extension DynamoDBEmulator {
    public func putItem(
        _ input: DynamoDB.PutItemInput
    ) async throws(DynamoDBError) -> DynamoDB.PutItemOutput {
        try await PutItem.run(input, self)
    }

    public func getItem(
        _ input: DynamoDB.GetItemInput
    ) async throws(DynamoDBError) -> DynamoDB.GetItemOutput {
        try await GetItem.run(input, self)
    }

    public func updateItem(
        _ input: DynamoDB.UpdateItemInput
    ) async throws(DynamoDBError) -> DynamoDB.UpdateItemOutput {
        try await UpdateItem.run(input, self)
    }

    public func deleteItem(
        _ input: DynamoDB.DeleteItemInput
    ) async throws(DynamoDBError) -> DynamoDB.DeleteItemOutput {
        try await DeleteItem.run(input, self)
    }

    public func query(
        _ input: DynamoDB.QueryInput
    ) async throws(DynamoDBError) -> DynamoDB.QueryOutput {
        try await Query.run(input, self)
    }

    public func scan(
        _ input: DynamoDB.ScanInput
    ) async throws(DynamoDBError) -> DynamoDB.ScanOutput {
        try await Scan.run(input, self)
    }
}

// Batches and transactions.
extension DynamoDBEmulator {
    public func batchGetItem(
        _ input: DynamoDB.BatchGetItemInput
    ) async throws(DynamoDBError) -> DynamoDB.BatchGetItemOutput {
        try await BatchGetItem.run(input, self)
    }

    public func batchWriteItem(
        _ input: DynamoDB.BatchWriteItemInput
    ) async throws(DynamoDBError) -> DynamoDB.BatchWriteItemOutput {
        try await BatchWriteItem.run(input, self)
    }

    public func transactGetItems(
        _ input: DynamoDB.TransactGetItemsInput
    ) async throws(DynamoDBError) -> DynamoDB.TransactGetItemsOutput {
        try await TransactGetItems.run(input, self)
    }

    public func transactWriteItems(
        _ input: DynamoDB.TransactWriteItemsInput
    ) async throws(DynamoDBError) -> DynamoDB.TransactWriteItemsOutput {
        try await TransactWriteItems.run(input, self)
    }
}

// Time to live, tags, policies and backups.
extension DynamoDBEmulator {
    public func updateTimeToLive(
        _ input: DynamoDB.UpdateTimeToLiveInput
    ) async throws(DynamoDBError) -> DynamoDB.UpdateTimeToLiveOutput {
        try await UpdateTimeToLive.run(input, self)
    }

    public func describeTimeToLive(
        _ input: DynamoDB.DescribeTimeToLiveInput
    ) async throws(DynamoDBError) -> DynamoDB.DescribeTimeToLiveOutput {
        try await DescribeTimeToLive.run(input, self)
    }

    public func tagResource(
        _ input: DynamoDB.TagResourceInput
    ) async throws(DynamoDBError) -> DynamoDB.TagResourceOutput {
        try await TagResource.run(input, self)
    }

    public func untagResource(
        _ input: DynamoDB.UntagResourceInput
    ) async throws(DynamoDBError) -> DynamoDB.UntagResourceOutput {
        try await UntagResource.run(input, self)
    }

    public func listTagsOfResource(
        _ input: DynamoDB.ListTagsOfResourceInput
    ) async throws(DynamoDBError) -> DynamoDB.ListTagsOfResourceOutput {
        try await ListTagsOfResource.run(input, self)
    }

    public func putResourcePolicy(
        _ input: DynamoDB.PutResourcePolicyInput
    ) async throws(DynamoDBError) -> DynamoDB.PutResourcePolicyOutput {
        try await PutResourcePolicy.run(input, self)
    }

    public func getResourcePolicy(
        _ input: DynamoDB.GetResourcePolicyInput
    ) async throws(DynamoDBError) -> DynamoDB.GetResourcePolicyOutput {
        try await GetResourcePolicy.run(input, self)
    }

    public func deleteResourcePolicy(
        _ input: DynamoDB.DeleteResourcePolicyInput
    ) async throws(DynamoDBError) -> DynamoDB.DeleteResourcePolicyOutput {
        try await DeleteResourcePolicy.run(input, self)
    }

    public func updateContinuousBackups(
        _ input: DynamoDB.UpdateContinuousBackupsInput
    ) async throws(DynamoDBError) -> DynamoDB.UpdateContinuousBackupsOutput {
        try await UpdateContinuousBackups.run(input, self)
    }

    public func describeContinuousBackups(
        _ input: DynamoDB.DescribeContinuousBackupsInput
    ) async throws(DynamoDBError) -> DynamoDB.DescribeContinuousBackupsOutput {
        try await DescribeContinuousBackups.run(input, self)
    }
}

// The account.
extension DynamoDBEmulator {
    public func describeLimits(
        _ input: DynamoDB.DescribeLimitsInput
    ) async throws(DynamoDBError) -> DynamoDB.DescribeLimitsOutput {
        DescribeLimits.run()
    }

    public func describeEndpoints(
        _ input: DynamoDB.DescribeEndpointsRequest
    ) async throws(DynamoDBError) -> DynamoDB.DescribeEndpointsResponse {
        DescribeEndpoints.run(self)
    }
}
