import AWSCore
import AWSDynamoDB

/// DescribeTable: everything about one table. Counts are exact, where AWS brings them up to date every six hours.
enum DescribeTable {
    static func run(
        _ input: DynamoDB.DescribeTableInput, _ view: DynamoDBEmulator
    ) async throws(DynamoDBError) -> DynamoDB.DescribeTableOutput {
        try RequestConstraints.check(input, table: input.tableName)
        let description = try await view.state.read(view.call) { session in
            let table = try session.anyTable(input.tableName)
            return table.description(at: session.now, try session.counts(of: table.id))
        }
        return DynamoDB.DescribeTableOutput(table: description)
    }
}
