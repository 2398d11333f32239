import AWSCore
import AWSDynamoDB
import DynamoDBEmulator
import Testing
import World

@Suite struct UpdateTableTests {
    private func creation(
        _ name: String, _ hash: String, type: DynamoDB.ScalarAttributeType = .s
    ) -> DynamoDB.UpdateTableInput {
        DynamoDB.UpdateTableInput(
            attributeDefinitions: [.init(attributeName: hash, attributeType: type)], tableName: "table",
            globalSecondaryIndexUpdates: [
                .init(
                    create: .init(
                        indexName: name, keySchema: [.init(attributeName: hash, keyType: .hash)],
                        projection: .init(projectionType: .all)))
            ])
    }

    @Test func aNewIndexIsFilledFromTheItemsThatFit() async throws {
        let cloud = try Cloud()
        try await cloud.makeTable()
        try await cloud.put(["pk": "a", "owner": "x"])
        try await cloud.put(["pk": "b"])
        try await cloud.put(["pk": "c", "owner": 3])
        try await cloud.put(["pk": "d", "owner": ""])
        let answer = try await cloud.client.updateTable(creation("byOwner", "owner")).tableDescription
        #expect(answer?.tableStatus == .updating)
        #expect(answer?.globalSecondaryIndexes?.first?.indexStatus == .creating)
        #expect(answer?.globalSecondaryIndexes?.first?.backfilling == false)
        let shown = try await cloud.client.describeTable(.init(tableName: "table")).table
        #expect(shown?.globalSecondaryIndexes?.first?.indexStatus == .active)
        #expect(shown?.globalSecondaryIndexes?.first?.itemCount == 1)
        #expect(try await cloud.client.scan(.init(tableName: "table", indexName: "byOwner")).count == 1)
        await cloud.checkInvariants()
        #expect(
            await refusal { try await cloud.put(["pk": "e", "owner": 3]) }
                == "ValidationException: One or more parameter values were invalid: Type mismatch for Index Key owner "
                + "Expected: S Actual: N IndexName: byOwner")
    }

    @Test func anIndexIsReadableOnceItIsFilled() async throws {
        var settings = DynamoDBSettings()
        settings.indexChange = .seconds(60)
        let cloud = try Cloud(settings: settings)
        try await cloud.makeTable()
        _ = try await cloud.client.updateTable(creation("byOwner", "owner"))
        #expect(
            await refusal { _ = try await cloud.client.scan(.init(tableName: "table", indexName: "byOwner")) }
                == "ValidationException: Cannot read from backfilling global secondary index: byOwner")
        await cloud.world.advance(by: .seconds(60))
        #expect(try await cloud.client.scan(.init(tableName: "table", indexName: "byOwner")).count == 0)
    }

    @Test func aDeletedIndexIsGoneWithItsDefinition() async throws {
        let cloud = try Cloud()
        _ = try await cloud.client.createTable(TableShape("table").with(global: "byOwner", "owner").input)
        try await cloud.put(["pk": "a", "owner": "x"])
        let deletion = DynamoDB.UpdateTableInput(
            tableName: "table", globalSecondaryIndexUpdates: [.init(delete: .init(indexName: "byOwner"))])
        let answer = try await cloud.client.updateTable(deletion).tableDescription
        #expect(answer?.globalSecondaryIndexes?.first?.indexStatus == .deleting)
        let shown = try await cloud.client.describeTable(.init(tableName: "table")).table
        #expect(shown?.globalSecondaryIndexes == nil)
        await cloud.checkInvariants()
        #expect(
            await refusal { _ = try await cloud.client.updateTable(deletion) }
                == "ResourceNotFoundException: Requested resource not found")
        _ = try await cloud.client.updateTable(creation("byOwner", "owner"))
        #expect(try await cloud.client.scan(.init(tableName: "table", indexName: "byOwner")).count == 1)
        await cloud.checkInvariants()
    }

    @Test func oneIndexAtATime() async throws {
        let cloud = try Cloud()
        try await cloud.makeTable()
        var two = creation("byOwner", "owner")
        two.globalSecondaryIndexUpdates?.append(.init(delete: .init(indexName: "other")))
        #expect(
            await refusal { _ = try await cloud.client.updateTable(two) }
                == "LimitExceededException: Subscriber limit exceeded: Only 1 online index can be created or deleted "
                + "simultaneously per table")
    }

    @Test func attributesKeepTheirTypes() async throws {
        let cloud = try Cloud()
        _ = try await cloud.client.createTable(TableShape("table").with(global: "byOwner", "owner").input)
        #expect(
            await refusal { _ = try await cloud.client.updateTable(creation("another", "owner", type: .n)) }
                == "ValidationException: One or more parameter values were invalid: Attributes cannot be redefined. "
                + "Please check that your attribute has the same type as previously defined. Existing schema: "
                + "Schema:[SchemaElement: key{owner:S:HASH}] New schema: Schema:[SchemaElement: key{owner:N:HASH}]")
    }

    @Test func throughputAndBillingModeChange() async throws {
        let cloud = try Cloud()
        var input = TableShape("table").input
        input.billingMode = .provisioned
        input.provisionedThroughput = .init(readCapacityUnits: 5, writeCapacityUnits: 5)
        _ = try await cloud.client.createTable(input)
        let answer = try await cloud.client.updateTable(
            .init(tableName: "table", provisionedThroughput: .init(readCapacityUnits: 7, writeCapacityUnits: 3)))
        #expect(answer.tableDescription?.provisionedThroughput?.readCapacityUnits == 5)
        let changed = try await cloud.client.describeTable(.init(tableName: "table")).table?.provisionedThroughput
        #expect(changed?.readCapacityUnits == 7)
        #expect(changed?.numberOfDecreasesToday == 1)
        #expect(changed?.lastIncreaseDateTime == changed?.lastDecreaseDateTime)
        _ = try await cloud.client.updateTable(.init(tableName: "table", billingMode: .payPerRequest))
        let onDemand = try await cloud.client.describeTable(.init(tableName: "table")).table
        #expect(onDemand?.billingModeSummary?.billingMode == .payPerRequest)
        #expect(onDemand?.provisionedThroughput?.readCapacityUnits == 0)
    }

    @Test func anUpdatedTableTakesNoSecondUpdateMeanwhile() async throws {
        var settings = DynamoDBSettings()
        settings.tableUpdate = .seconds(5)
        let cloud = try Cloud(settings: settings)
        try await cloud.makeTable()
        let update = DynamoDB.UpdateTableInput(tableName: "table", deletionProtectionEnabled: true)
        _ = try await cloud.client.updateTable(update)
        #expect(
            await refusal { _ = try await cloud.client.updateTable(update) }
                == "ResourceInUseException: Attempt to change a resource which is still in use: "
                + "Table is being updated: table")
        try await cloud.put(["pk": "a"])
        await cloud.world.advance(by: .seconds(5))
        #expect(
            await refusal { _ = try await cloud.client.deleteTable(.init(tableName: "table")) }
                == "ValidationException: Resource cannot be deleted as it is currently protected against deletion. "
                + "Disable deletion protection first.")
    }

    @Test func streamsAreSwitchedOnAndOff() async throws {
        let cloud = try Cloud()
        try await cloud.makeTable()
        let on = DynamoDB.UpdateTableInput(
            tableName: "table", streamSpecification: .init(streamEnabled: true, streamViewType: .newImage))
        let first = try await cloud.client.updateTable(on).tableDescription?.latestStreamLabel
        #expect(first == "2025-01-01T00:00:00.000")
        #expect(
            await refusal { _ = try await cloud.client.updateTable(on) }
                == "ValidationException: Table already has an enabled stream: TableName: table")
        let off = DynamoDB.UpdateTableInput(tableName: "table", streamSpecification: .init(streamEnabled: false))
        _ = try await cloud.client.updateTable(off)
        let shown = try await cloud.client.describeTable(.init(tableName: "table")).table
        #expect(shown?.streamSpecification == nil)
        #expect(shown?.latestStreamLabel == first)
        let second = try await cloud.client.updateTable(on).tableDescription?.latestStreamLabel
        #expect(second == "2025-01-01T00:00:00.001")
    }
}
