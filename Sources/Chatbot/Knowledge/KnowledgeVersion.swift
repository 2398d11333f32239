import AWSCore
import AWSDynamoDB
import Functions

/// Counts the changes of the knowledge base, so that answers from before one are not given after it.
struct KnowledgeVersion: Sendable {
    let client: any DynamoDBClient
    let table: String
    let retrier: Retrier

    static let key: [String: DynamoDB.AttributeValue] = ["cache_key": .s("knowledge-base")]

    struct Current: Hashable, Sendable {
        var number = 0
        var changedAt = Timestamp.epoch
    }

    func current() async throws -> Current {
        let output = try await retrier.run("dynamodb:GetItem") {
            try await client.getItem(
                DynamoDB.GetItemInput(tableName: table, key: Self.key, consistentRead: true))
        }
        guard let item = output.item else { return Current() }
        return Current(
            number: item["generation"]?.integer ?? 0,
            changedAt: Timestamp(milliseconds: Int64(item["changed_at"]?.integer ?? 0)))
    }

    func advance() async throws {
        let input = DynamoDB.UpdateItemInput(
            tableName: table, key: Self.key, updateExpression: "SET changed_at = :now ADD generation :one",
            expressionAttributeValues: [":now": .n(retrier.context.now.milliseconds), ":one": .n(1)])
        _ = try await retrier.run("dynamodb:UpdateItem") { try await client.updateItem(input) }
    }
}
