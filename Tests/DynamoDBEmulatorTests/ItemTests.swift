import AWSCore
import AWSDynamoDB
import DynamoDBEmulator
import Testing
import World

@Suite struct ItemTests {
    @Test func itemsComeBackAsTheyAreStored() async throws {
        let cloud = try Cloud()
        try await cloud.makeTable()
        try await cloud.put(["pk": "a", "n": .n("0001.500"), "set": .ns(["10", "9"])])
        let item = try await cloud.get(["pk": "a"])
        #expect(item?["n"] == .n("1.5"))
        #expect(item?["set"] == .ns(["9", "10"]))
    }

    @Test func aPutReturnsWhatWasThere() async throws {
        let cloud = try Cloud()
        try await cloud.makeTable()
        let input = DynamoDB.PutItemInput(tableName: "table", item: ["pk": "a", "v": 1], returnValues: .allOld)
        #expect(try await cloud.client.putItem(input).attributes == nil)
        #expect(try await cloud.client.putItem(input).attributes?["v"] == .n("1"))
        await cloud.checkInvariants()
    }

    @Test func aFailedConditionChangesNothingAndTellsTheItem() async throws {
        let cloud = try Cloud()
        try await cloud.makeTable()
        try await cloud.put(["pk": "a", "v": 1])
        let input = DynamoDB.PutItemInput(
            tableName: "table", item: ["pk": "a", "v": 2], conditionExpression: "attribute_not_exists(pk)",
            returnValuesOnConditionCheckFailure: .allOld)
        do {
            _ = try await cloud.client.putItem(input)
            Issue.record("the condition holds")
        } catch {
            #expect(error.code == .conditionalCheckFailedException)
            let details = error.details as? DynamoDB.ConditionalCheckFailedException
            #expect(details?.item?["v"] == .n("1"))
        }
        #expect(try await cloud.get(["pk": "a"])?["v"] == .n("1"))
    }

    @Test func anUpdateReturnsEachKindOfValues() async throws {
        let cloud = try Cloud()
        try await cloud.makeTable()
        try await cloud.put(["pk": "a", "v": 1, "w": 1])
        let expected: [(DynamoDB.ReturnValue, [String: DynamoDB.AttributeValue]?)] = [
            (.none, nil), (.updatedOld, ["v": 2]), (.updatedNew, ["v": 4]), (.allOld, ["pk": "a", "v": 4, "w": 1]),
            (.allNew, ["pk": "a", "v": 6, "w": 1]),
        ]
        for (wanted, attributes) in expected {
            let output = try await cloud.client.updateItem(
                .init(
                    tableName: "table", key: ["pk": "a"], returnValues: wanted, updateExpression: "SET v = v + :one",
                    expressionAttributeValues: [":one": 1]))
            #expect(output.attributes == attributes)
        }
    }

    @Test func anUpdateWithNothingToDoMakesTheItem() async throws {
        let cloud = try Cloud()
        try await cloud.makeTable()
        _ = try await cloud.client.updateItem(.init(tableName: "table", key: ["pk": "a"]))
        #expect(try await cloud.get(["pk": "a"]) == ["pk": "a"])
    }

    @Test func itemsHaveALimit() async throws {
        let cloud = try Cloud()
        try await cloud.makeTable()
        let room = DynamoDBLimits.itemBytesMax - 4
        try await cloud.put(["pk": "a", "t": .s(String(repeating: "x", count: room))])
        #expect(
            await refusal { try await cloud.put(["pk": "b", "t": .s(String(repeating: "x", count: room + 1))]) }
                == "ValidationException: Item size has exceeded the maximum allowed size")
        #expect(
            await refusal {
                _ = try await cloud.client.updateItem(
                    .init(
                        tableName: "table", key: ["pk": "a"], updateExpression: "SET u = :u",
                        expressionAttributeValues: [":u": 1]))
            } == "ValidationException: Item size to update has exceeded the maximum allowed size")
    }

    @Test func keysHaveLimits() async throws {
        let cloud = try Cloud()
        try await cloud.makeTable(sort: "sk")
        let long = { (count: Int) in DynamoDB.AttributeValue.s(String(repeating: "x", count: count)) }
        try await cloud.put(["pk": long(2048), "sk": long(1024)])
        #expect(
            await refusal { try await cloud.put(["pk": long(2049), "sk": "a"]) }
                == "ValidationException: One or more parameter values were invalid: Size of hashkey has exceeded the "
                + "maximum size limit of2048 bytes")
        #expect(
            await refusal { try await cloud.put(["pk": "a", "sk": long(1025)]) }
                == "ValidationException: One or more parameter values were invalid: Aggregated size of all range keys "
                + "has exceeded the size limit of 1024 bytes")
    }

    @Test func emptyKeysOfIndexesAreRefused() async throws {
        let cloud = try Cloud()
        _ = try await cloud.client.createTable(TableShape("table").with(global: "byOwner", "owner").input)
        #expect(
            await refusal { try await cloud.put(["pk": "a", "owner": ""]) }
                == "ValidationException: One or more parameter values are not valid. A value specified for a secondary "
                + "index key is not supported. The AttributeValue for a key attribute cannot contain an empty string "
                + "value. IndexName: byOwner, IndexKey: owner")
    }

    @Test func valuesNestedTooDeepByAnUpdateAreRefused() async throws {
        let cloud = try Cloud()
        try await cloud.makeTable()
        var deep = DynamoDB.AttributeValue.m([:])
        for _ in 0..<31 { deep = .m(["a": deep]) }
        try await cloud.put(["pk": "a", "d": deep])
        let path = (["d"] + Array(repeating: "a", count: 31)).joined(separator: ".")
        #expect(
            await refusal {
                _ = try await cloud.client.updateItem(
                    .init(
                        tableName: "table", key: ["pk": "a"], updateExpression: "SET \(path) = :d",
                        expressionAttributeValues: [":d": deep]))
            }?.contains("Nesting Levels") == true)
        #expect(try await cloud.get(["pk": "a"]) != nil)
    }

    @Test func whatIsNotEmulatedSaysSo() async throws {
        let cloud = try Cloud()
        do {
            _ = try await cloud.client.executeStatement(.init(statement: "SELECT * FROM t"))
            Issue.record("PartiQL is emulated")
        } catch {
            #expect(error.code.rawValue == "NotImplemented")
            #expect(error.status == 501)
            #expect(error.message == "KASS does not emulate dynamodb:ExecuteStatement")
        }
    }

    @Test func unitsAreMetered() async throws {
        let cloud = try Cloud()
        try await cloud.makeTable()
        try await cloud.put(["pk": "a", "t": .s(String(repeating: "x", count: 1500))])
        _ = try await cloud.get(["pk": "a"])
        let totals = cloud.world.meter.totals.map { "\($0.usage.unit) \($0.usage.quantity) \($0.usage.resource ?? "")" }
        #expect(totals == ["ReadRequestUnits 0.5 table/table", "WriteRequestUnits 2.0 table/table"])
    }
}
