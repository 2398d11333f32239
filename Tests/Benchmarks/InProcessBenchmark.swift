import AWSDynamoDB
import Foundation
import LocalCloud
import World

/// Calls through the whole chain, next to the SQLite statements that they cannot do without.
enum InProcessBenchmark {
    static let calls = 2000
    static let table = "bench"

    static func run(_ place: Place, _ report: inout Report) async throws {
        let directory = URL.temporaryDirectory.appending(
            path: "kass-bench-\(ProcessInfo.processInfo.processIdentifier)")
        defer { try? FileManager.default.removeItem(at: directory) }
        let storage: StorageConfiguration = place == .memory ? .memory : .directory(directory.path)
        let world = try World(WorldConfiguration(storage: storage))
        let client = try LocalCloud(world: world).clients().dynamoDB
        try await fill(client)
        let bare = try await BareSQLite(
            place == .memory ? .memory : .directory(directory.appending(path: "bare").path), calls: calls)

        let gets = (0..<calls).map(getItem)
        let get = try await Measure.best(of: calls) { _ = try await client.getItem(gets[$0]) }
        let bareGet = try await bare.get()
        let figures = comparison(get, bareGet)
        if place == .memory {
            report.goal("GetItem", figures, isMet: get < .microseconds(10), "under 10 µs")
        } else {
            report.line("GetItem", figures)
        }
        let puts = (0..<calls).map(putItem)
        let put = try await Measure.best(of: calls) { _ = try await client.putItem(puts[$0]) }
        report.line("PutItem of 1 KB", comparison(put, try await bare.put()))
        let updates = (0..<calls).map(updateItem)
        let update = try await Measure.best(of: calls) { _ = try await client.updateItem(updates[$0]) }
        report.line("UpdateItem", comparison(update, try await bare.update()))
        let query = try await Measure.best(of: calls / 4) { _ in _ = try await client.query(queryOfTen) }
        report.line("Query of 10", comparison(query, try await bare.query()))
        try world.close()
    }

    private static func comparison(_ ours: Duration, _ bare: Duration) -> String {
        figure(ours.microseconds, "µs") + figure(bare.microseconds, "µs of SQLite alone")
            + figure(ours / bare, "times")
    }

    static func fill(_ client: any DynamoDBClient) async throws {
        _ = try await client.createTable(
            DynamoDB.CreateTableInput(
                attributeDefinitions: [
                    DynamoDB.AttributeDefinition(attributeName: "pk", attributeType: .s),
                    DynamoDB.AttributeDefinition(attributeName: "sk", attributeType: .n),
                ],
                tableName: table,
                keySchema: [
                    DynamoDB.KeySchemaElement(attributeName: "pk", keyType: .hash),
                    DynamoDB.KeySchemaElement(attributeName: "sk", keyType: .range),
                ], billingMode: .payPerRequest))
        _ = try await client.describeTable(DynamoDB.DescribeTableInput(tableName: table))
        for index in 0..<calls { _ = try await client.putItem(putItem(index)) }
    }

    /// Ten items to a partition, 1 KB each in ten attributes.
    static func item(_ index: Int) -> [String: DynamoDB.AttributeValue] {
        var item = key(index)
        for number in 0..<8 { item["attribute\(number)"] = .s(String(repeating: "x", count: 105)) }
        item["count"] = .n(String(index))
        return item
    }

    static func key(_ index: Int) -> [String: DynamoDB.AttributeValue] {
        ["pk": .s("partition-\(index / 10)"), "sk": .n(String(index % 10))]
    }

    private static func getItem(_ index: Int) -> DynamoDB.GetItemInput {
        DynamoDB.GetItemInput(tableName: table, key: key(index))
    }

    private static func putItem(_ index: Int) -> DynamoDB.PutItemInput {
        DynamoDB.PutItemInput(tableName: table, item: item(index))
    }

    private static func updateItem(_ index: Int) -> DynamoDB.UpdateItemInput {
        DynamoDB.UpdateItemInput(
            tableName: table, key: key(index), updateExpression: "SET #c = #c + :one",
            expressionAttributeNames: ["#c": "count"], expressionAttributeValues: [":one": .n("1")])
    }

    private static let queryOfTen = DynamoDB.QueryInput(
        tableName: table, keyConditionExpression: "pk = :p",
        expressionAttributeValues: [":p": .s("partition-7")])
}
