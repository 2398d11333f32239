import AWSCore
import AWSDynamoDB
import AWSDynamoDBStreams
import DynamoDBEmulator
import Testing
import World

@Suite struct TimeToLiveTests {
    private let start = WorldConfiguration.virtualStart.seconds

    private func enable(_ cloud: Cloud, _ isEnabled: Bool = true, _ attribute: String = "ttl") async throws {
        _ = try await cloud.client.updateTimeToLive(
            .init(tableName: "table", timeToLiveSpecification: .init(enabled: isEnabled, attributeName: attribute)))
    }

    private func settings() -> DynamoDBSettings {
        var settings = DynamoDBSettings()
        settings.timeToLiveDelay = .seconds(600)
        return settings
    }

    @Test func expiredItemsAreThereUntilTheyAreSwept() async throws {
        let cloud = try Cloud(settings: settings())
        try await cloud.client.create(TableShape("table").with(stream: .newAndOldImages).with(global: "byTtl", "who"))
        try await enable(cloud)
        try await cloud.put(["pk": "soon", "who": "x", "ttl": .n("\(start + 100)")])
        try await cloud.put(["pk": "late", "who": "x", "ttl": .n("\(start + 90 * 86_400)")])
        try await cloud.put(["pk": "never", "who": "x", "ttl": .s("\(start)")])
        await cloud.checkInvariants()
        await cloud.world.advance(by: .seconds(699))
        #expect(try await cloud.get(["pk": "soon"]) != nil)
        await cloud.world.advance(by: .seconds(1))
        #expect(try await cloud.get(["pk": "soon"]) == nil)
        #expect(try await cloud.client.scan(.init(tableName: "table", indexName: "byTtl")).count == 2)
        await cloud.checkInvariants()
        await cloud.world.advance(by: .seconds(90 * 86_400))
        #expect(try await cloud.get(["pk": "late"]) == nil)
        #expect(try await cloud.get(["pk": "never"]) != nil)
        let record = try await cloud.records(of: "table").last
        #expect(record?.eventName == .remove)
        #expect(record?.userIdentity?.principalId == "dynamodb.amazonaws.com")
        #expect(record?.userIdentity?.type == "Service")
        #expect(record?.dynamodb?.oldImage?["pk"] == .s("late"))
    }

    @Test func aChangedTimeCounts() async throws {
        let cloud = try Cloud(settings: settings())
        try await cloud.makeTable()
        try await enable(cloud)
        try await cloud.put(["pk": "a", "ttl": .n("\(start + 100)")])
        try await cloud.put(["pk": "a", "ttl": .n("\(start + 5000)")])
        try await cloud.put(["pk": "b", "ttl": .n("\(start + 100)")])
        _ = try await cloud.client.updateItem(
            .init(
                tableName: "table", key: ["pk": "b"], updateExpression: "REMOVE #t",
                expressionAttributeNames: ["#t": "ttl"]
            ))
        await cloud.world.advance(by: .seconds(1000))
        #expect(try await cloud.get(["pk": "a"]) != nil)
        #expect(try await cloud.get(["pk": "b"]) != nil)
        await cloud.world.advance(by: .seconds(4600))
        #expect(try await cloud.get(["pk": "a"]) == nil)
    }

    @Test func itemsThatWereThereBeforeExpireToo() async throws {
        let cloud = try Cloud(settings: settings())
        try await cloud.makeTable()
        try await cloud.put(["pk": "a", "ttl": .n("\(start - 10)")])
        try await cloud.put(["pk": "ancient", "ttl": .n("\(start - 6 * 365 * 86_400)")])
        try await enable(cloud)
        await cloud.world.advance(by: .seconds(600))
        #expect(try await cloud.get(["pk": "a"]) == nil)
        #expect(try await cloud.get(["pk": "ancient"]) != nil)
        await cloud.checkInvariants()
    }

    @Test func changesNeedAnHourBetweenThem() async throws {
        let cloud = try Cloud(settings: settings())
        try await cloud.makeTable()
        try await enable(cloud)
        #expect(
            await refusal { try await enable(cloud, false, "other") }
                == "ValidationException: TimeToLive is active on a different AttributeName: "
                + "current AttributeName is ttl")
        #expect(
            await refusal { try await enable(cloud, false) }
                == "ValidationException: Time to live has been modified multiple times within a fixed interval")
        await cloud.world.advance(by: .seconds(3600))
        try await enable(cloud, false)
        let shown = try await cloud.client.describeTimeToLive(.init(tableName: "table")).timeToLiveDescription
        #expect(shown?.timeToLiveStatus == .disabled)
        #expect(shown?.attributeName == nil)
    }
}

extension DynamoDBProxy {
    func create(_ shape: TableShape) async throws {
        _ = try await createTable(shape.input)
    }
}

extension Cloud {
    /// All records of a table's stream that can be reached.
    func records(of table: String) async throws -> [DynamoDBStreams.Record] {
        let stream = try await streams.listStreams(.init(tableName: table)).streams?.last?.streamArn ?? ""
        let description = try await streams.describeStream(.init(streamArn: stream)).streamDescription
        let shard = description?.shards?.first?.shardId ?? ""
        let iterator = try await streams.getShardIterator(
            .init(streamArn: stream, shardId: shard, shardIteratorType: .trimHorizon)
        ).shardIterator
        return try await streams.getRecords(.init(shardIterator: iterator ?? "")).records ?? []
    }
}
