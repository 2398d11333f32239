import AWSCore
import AWSDynamoDB
import World

/// DescribeLimits: the capacity that an account and a table may have.
enum DescribeLimits {
    static func run() -> DynamoDB.DescribeLimitsOutput {
        DynamoDB.DescribeLimitsOutput(
            accountMaxReadCapacityUnits: DynamoDBLimits.accountCapacityUnits,
            accountMaxWriteCapacityUnits: DynamoDBLimits.accountCapacityUnits,
            tableMaxReadCapacityUnits: DynamoDBLimits.tableCapacityUnits,
            tableMaxWriteCapacityUnits: DynamoDBLimits.tableCapacityUnits)
    }
}

/// DescribeEndpoints: where the SDKs that discover endpoints should call.
enum DescribeEndpoints {
    static func run(_ view: DynamoDBEmulator) -> DynamoDB.DescribeEndpointsResponse {
        DynamoDB.DescribeEndpointsResponse(
            endpoints: [
                DynamoDB.Endpoint(
                    address: "dynamodb.\(view.scope.region).amazonaws.com",
                    cachePeriodInMinutes: DynamoDBLimits.endpointCacheMinutes)
            ])
    }
}
