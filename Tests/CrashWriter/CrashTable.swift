import AWSDynamoDB

/// The table that the writer and its judge agree on: one counter a writer, one log entry a step.
enum CrashTable {
    static let name = "crash"

    static var creation: DynamoDB.CreateTableInput {
        DynamoDB.CreateTableInput(
            attributeDefinitions: ["pk", "sk", "parity"].map {
                DynamoDB.AttributeDefinition(attributeName: $0, attributeType: $0 == "sk" ? .n : .s)
            },
            tableName: name,
            keySchema: [
                DynamoDB.KeySchemaElement(attributeName: "pk", keyType: .hash),
                DynamoDB.KeySchemaElement(attributeName: "sk", keyType: .range),
            ],
            globalSecondaryIndexes: [
                DynamoDB.GlobalSecondaryIndex(
                    indexName: "by-parity",
                    keySchema: [
                        DynamoDB.KeySchemaElement(attributeName: "parity", keyType: .hash),
                        DynamoDB.KeySchemaElement(attributeName: "sk", keyType: .range),
                    ],
                    projection: DynamoDB.Projection(projectionType: .keysOnly))
            ],
            billingMode: .payPerRequest,
            streamSpecification: DynamoDB.StreamSpecification(streamEnabled: true, streamViewType: .newImage))
    }

    /// Counts the writer's item up and logs the step, or neither.
    static func step(of writer: Int, to count: Int) -> DynamoDB.TransactWriteItemsInput {
        let counter: [String: DynamoDB.AttributeValue] = ["pk": .s("counter"), "sk": .n(String(writer))]
        let entry: [String: DynamoDB.AttributeValue] = [
            "pk": .s("log-\(writer)"), "sk": .n(String(count)), "parity": .s(count % 2 == 0 ? "even" : "odd"),
            "filling": .s(String(repeating: "x", count: 200 + count % 500)),
        ]
        return DynamoDB.TransactWriteItemsInput(transactItems: [
            DynamoDB.TransactWriteItem(
                update: DynamoDB.Update(
                    key: counter, updateExpression: "SET steps = :n", tableName: name,
                    expressionAttributeValues: [":n": .n(String(count))])),
            DynamoDB.TransactWriteItem(put: DynamoDB.Put(item: entry, tableName: name)),
        ])
    }

    /// How far the writer has come; 0 before its first step.
    static func count(of writer: Int, _ client: any DynamoDBClient) async throws -> Int {
        let found = try await client.getItem(
            DynamoDB.GetItemInput(tableName: name, key: ["pk": .s("counter"), "sk": .n(String(writer))]))
        guard case .n(let text)? = found.item?["steps"] else { return 0 }
        return Int(text) ?? 0
    }
}
