import AWSCore
import AWSDynamoDB
import DynamoDBEmulator
import Testing
import World

@Suite struct TableTests {
    @Test func aNewTableIsCreatingThenActive() async throws {
        let cloud = try Cloud()
        let made = try await cloud.client.createTable(TableShape("table").input).tableDescription
        #expect(made?.tableStatus == .creating)
        #expect(made?.billingModeSummary?.lastUpdateToPayPerRequestDateTime == nil)
        #expect(made?.warmThroughput == nil)
        let shown = try await cloud.client.describeTable(.init(tableName: "table")).table
        #expect(shown?.tableStatus == .active)
        #expect(shown?.tableArn == "arn:aws:dynamodb:us-east-1:000000000000:table/table")
        #expect(shown?.warmThroughput?.readUnitsPerSecond == 12_000)
        #expect(shown?.tableId == made?.tableId)
    }

    @Test func statesLastAsLongAsTheSettingsSay() async throws {
        var settings = DynamoDBSettings()
        settings.tableCreation = .seconds(20)
        settings.tableDeletion = .seconds(10)
        let cloud = try Cloud(settings: settings)
        try await cloud.makeTable()
        #expect(
            await refusal { try await cloud.put(["pk": "a"]) }
                == "ResourceNotFoundException: Requested resource not found")
        #expect(
            await refusal { _ = try await cloud.client.deleteTable(.init(tableName: "table")) }
                == "ResourceInUseException: Attempt to change a resource which is still in use: "
                + "Table is being created: table")
        await cloud.world.advance(by: .seconds(20))
        try await cloud.put(["pk": "a"])
        _ = try await cloud.client.deleteTable(.init(tableName: "table"))
        let leaving = try await cloud.client.describeTable(.init(tableName: "table")).table
        #expect(leaving?.tableStatus == .deleting)
        #expect(leaving?.itemCount == 0)
        #expect(
            await refusal { _ = try await cloud.get(["pk": "a"]) }
                == "ResourceNotFoundException: Requested resource not found")
        await cloud.checkInvariants()
        await cloud.world.advance(by: .seconds(10))
        #expect(
            await refusal { _ = try await cloud.client.describeTable(.init(tableName: "table")) }
                == "ResourceNotFoundException: Requested resource not found: Table: table not found")
        #expect(try await cloud.client.listTables(.init()).tableNames == [])
        try await cloud.makeTable()
        await cloud.checkInvariants()
    }

    @Test func accountsAndRegionsDoNotSeeEachOther() async throws {
        let cloud = try Cloud()
        try await cloud.makeTable()
        let elsewhere = [
            cloud.client(account: "111111111111", region: "us-east-1"),
            cloud.client(account: "000000000000", region: "eu-west-1"),
        ]
        try await cloud.put(["pk": "a"])
        for client in elsewhere {
            #expect(try await client.listTables(.init()).tableNames == [])
            _ = try await client.createTable(TableShape("table").input)
            #expect(try await client.getItem(.init(tableName: "table", key: ["pk": "a"])).item == nil)
        }
        await cloud.checkInvariants()
    }

    @Test func aDeletedTableLeavesNothingToANewOneOfItsName() async throws {
        let cloud = try Cloud()
        _ = try await cloud.client.createTable(TableShape("table").with(global: "byOwner", "owner").input)
        try await cloud.put(["pk": "a", "owner": "x"])
        _ = try await cloud.client.deleteTable(.init(tableName: "table"))
        _ = try await cloud.client.createTable(TableShape("table").with(global: "byOwner", "owner").input)
        #expect(try await cloud.get(["pk": "a"]) == nil)
        #expect(try await cloud.client.scan(.init(tableName: "table", indexName: "byOwner")).count == 0)
        await cloud.checkInvariants()
    }

    @Test func countsAndSizesAreExact() async throws {
        let cloud = try Cloud()
        let keysOnly = DynamoDB.Projection(projectionType: .keysOnly)
        _ = try await cloud.client.createTable(
            TableShape("table").with(global: "byOwner", "owner", nil, keysOnly).input)
        try await cloud.put(["pk": "a", "owner": "me", "text": "0123456789"])
        try await cloud.put(["pk": "b"])
        let table = try await cloud.client.describeTable(.init(tableName: "table")).table
        #expect(table?.itemCount == 2)
        #expect(table?.tableSizeBytes == (2 + 1) + (5 + 2) + (4 + 10) + (2 + 1))
        #expect(table?.globalSecondaryIndexes?.first?.itemCount == 1)
        #expect(table?.globalSecondaryIndexes?.first?.indexSizeBytes == (2 + 1) + (5 + 2))
    }

    @Test func tablesAreNamedByTheirARNsToo() async throws {
        let cloud = try Cloud()
        try await cloud.makeTable()
        let arn = "arn:aws:dynamodb:us-east-1:000000000000:table/table"
        try await cloud.put(["pk": "a"], into: arn)
        #expect(try await cloud.get(["pk": "a"], from: arn)?["pk"] == .s("a"))
        #expect(
            await refusal {
                _ = try await cloud.get(["pk": "a"], from: "arn:aws:dynamodb:us-east-1:111111111111:table/table")
            } == "ResourceNotFoundException: Requested resource not found")
    }

    @Test(arguments: [
        (
            ["pk"],
            "One or more parameter values were invalid: Some AttributeDefinitions are not used. "
                + "AttributeDefinitions: [pk, spare], keys used: [owner, pk]"
        )
    ]) func spareDefinitionsAreRefusedBesideIndexes(_ keys: [String], _ words: String) async throws {
        let cloud = try Cloud()
        var input = TableShape("table").with(global: "byOwner", "owner").input
        input.attributeDefinitions = ["pk", "owner", "spare"].map { .init(attributeName: $0, attributeType: .s) }
        let expected = words.replacing("[pk, spare]", with: "[pk, owner, spare]")
        let refused = await refusal { _ = try await cloud.client.createTable(input) }
        #expect(refused == "ValidationException: \(expected)")
    }

    @Test func aStreamThatIsOffHasNoViewType() async throws {
        let cloud = try Cloud()
        var input = TableShape("table").input
        input.streamSpecification = .init(streamEnabled: false, streamViewType: .keysOnly)
        #expect(
            await refusal { _ = try await cloud.client.createTable(input) }
                == "ValidationException: One or more parameter values were invalid: Table is being created with a "
                + "stream disabled, UpdateViewType should not be specified")
    }

    @Test func namesAreListedPageByPage() async throws {
        let cloud = try Cloud()
        for name in ["ccc", "aaa", "bbb"] { try await cloud.makeTable(name) }
        let first = try await cloud.client.listTables(.init(limit: 2))
        #expect(first.tableNames == ["aaa", "bbb"])
        let second = try await cloud.client.listTables(
            .init(exclusiveStartTableName: first.lastEvaluatedTableName, limit: 2))
        #expect(second.tableNames == ["ccc"])
        #expect(second.lastEvaluatedTableName == nil)
    }
}
