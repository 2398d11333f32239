import AWSCore
import AWSDynamoDB

/// ListTables: names of the caller's tables in this region, in their order, page by page.
enum ListTables {
    static func run(
        _ input: DynamoDB.ListTablesInput, _ view: DynamoDBEmulator
    ) async throws(DynamoDBError) -> DynamoDB.ListTablesOutput {
        try RequestConstraints.check(input)
        let limit = input.limit ?? DynamoDBLimits.listTablesPage
        let names = try await view.state.read(view.call) { session in
            try session.tableNames(after: input.exclusiveStartTableName, limit: limit + 1)
        }
        let page = Array(names.prefix(limit))
        return DynamoDB.ListTablesOutput(
            tableNames: page, lastEvaluatedTableName: names.count > limit ? page.last : nil)
    }
}
