import AWSCore
import AWSDynamoDB
import DynamoDBEmulator
import Testing
import World

@Suite struct IndexTests {
    private func makeCloud() async throws -> Cloud {
        let cloud = try Cloud()
        let include = DynamoDB.Projection(projectionType: .include, nonKeyAttributes: ["color"])
        _ = try await cloud.client.createTable(
            TableShape("table", sort: "sk").with(global: "byOwner", "owner", "age", include)
                .with(local: "byAge", "age", .init(projectionType: .keysOnly)).input)
        return cloud
    }

    @Test func entriesFollowTheirItems() async throws {
        let cloud = try await makeCloud()
        try await cloud.put(["pk": "p", "sk": "1", "owner": "x", "age": "5", "color": "red", "size": "big"])
        try await cloud.put(["pk": "p", "sk": "2", "owner": "x"])
        await cloud.checkInvariants()
        let entry = try await cloud.client.scan(.init(tableName: "table", indexName: "byOwner")).items
        #expect(entry == [["pk": "p", "sk": "1", "owner": "x", "age": "5", "color": "red"]])
        try await cloud.put(["pk": "p", "sk": "1", "owner": "y", "age": "5"])
        await cloud.checkInvariants()
        #expect(
            try await cloud.client.scan(.init(tableName: "table", indexName: "byOwner")).items?.first?["owner"] == "y")
        _ = try await cloud.client.deleteItem(.init(tableName: "table", key: ["pk": "p", "sk": "1"]))
        await cloud.checkInvariants()
        #expect(try await cloud.client.scan(.init(tableName: "table", indexName: "byOwner")).count == 0)
    }

    @Test func localIndexesFetchWhatTheyDoNotHave() async throws {
        let cloud = try await makeCloud()
        try await cloud.put(["pk": "p", "sk": "1", "age": "5", "color": "red"])
        func query(_ select: DynamoDB.Select?, _ projection: String? = nil) async throws -> DynamoDB.QueryOutput {
            try await cloud.client.query(
                .init(
                    tableName: "table", indexName: "byAge", select: select, returnConsumedCapacity: .indexes,
                    projectionExpression: projection, keyConditionExpression: "pk = :p",
                    expressionAttributeValues: [":p": "p"]))
        }
        let keys = try await query(nil)
        #expect(keys.items == [["pk": "p", "sk": "1", "age": "5"]])
        #expect(keys.consumedCapacity?.capacityUnits == 0.5)
        #expect(keys.consumedCapacity?.localSecondaryIndexes?["byAge"]?.capacityUnits == 0.5)
        let all = try await query(.allAttributes)
        #expect(all.items?.first?["color"] == "red")
        #expect(all.consumedCapacity?.capacityUnits == 1)
        #expect(all.consumedCapacity?.table?.capacityUnits == 0.5)
        #expect(try await query(nil, "color").items == [["color": "red"]])
    }

    @Test func globalIndexesGiveOnlyWhatTheyHave() async throws {
        let cloud = try await makeCloud()
        #expect(
            await refusal {
                _ = try await cloud.client.query(
                    .init(
                        tableName: "table", indexName: "byOwner", projectionExpression: "size_of",
                        keyConditionExpression: "#o = :o", expressionAttributeNames: ["#o": "owner"],
                        expressionAttributeValues: [":o": "x"]))
            }
                == "ValidationException: One or more parameter values were invalid: Global secondary index byOwner "
                + "does not project [size_of]")
    }

    @Test func writesCostWhatTheyChange() async throws {
        let cloud = try await makeCloud()
        func cost(_ item: [String: DynamoDB.AttributeValue]) async throws -> [Double?] {
            let capacity = try await cloud.client.putItem(
                .init(tableName: "table", item: item, returnConsumedCapacity: .indexes)
            ).consumedCapacity
            return [
                capacity?.capacityUnits, capacity?.table?.capacityUnits,
                capacity?.globalSecondaryIndexes?["byOwner"]?.capacityUnits,
                capacity?.localSecondaryIndexes?["byAge"]?.capacityUnits,
            ]
        }
        var item: [String: DynamoDB.AttributeValue] = ["pk": "p", "sk": "1"]
        #expect(try await cost(item) == [1, 1, nil, nil])
        item["age"] = "5"
        item["owner"] = "x"
        #expect(try await cost(item) == [3, 1, 1, 1])
        item["size"] = "big"
        #expect(try await cost(item) == [1, 1, nil, nil])
        item["color"] = "red"
        #expect(try await cost(item) == [2, 1, 1, nil])
        item["age"] = "6"
        #expect(try await cost(item) == [5, 1, 2, 2])
        item["owner"] = nil
        #expect(try await cost(item) == [2, 1, 1, nil])
        await cloud.checkInvariants()
    }

    @Test func pagesOfAnIndexGoOnWhereTheyEnded() async throws {
        let cloud = try await makeCloud()
        for number in 0..<7 { try await cloud.put(["pk": "p", "sk": .s("\(number)"), "owner": "x", "age": "same"]) }
        var found: [String] = []
        var start: [String: DynamoDB.AttributeValue]?
        repeat {
            let page = try await cloud.client.query(
                .init(
                    tableName: "table", indexName: "byOwner", limit: 2, scanIndexForward: false,
                    exclusiveStartKey: start, keyConditionExpression: "#o = :o",
                    expressionAttributeNames: ["#o": "owner"], expressionAttributeValues: [":o": "x"]))
            for case .s(let sort)? in (page.items ?? []).map({ $0["sk"] }) { found.append(sort) }
            start = page.lastEvaluatedKey
            if let start { #expect(Set(start.keys) == ["pk", "sk", "owner", "age"]) }
        } while start != nil
        #expect(found == ["6", "5", "4", "3", "2", "1", "0"])
    }

    @Test func collectionsAreMeasuredWhereThereAreLocalIndexes() async throws {
        let cloud = try await makeCloud()
        let metrics = try await cloud.client.putItem(
            .init(tableName: "table", item: ["pk": "p", "sk": "1"], returnItemCollectionMetrics: .size)
        ).itemCollectionMetrics
        #expect(metrics?.itemCollectionKey == ["pk": "p"])
        #expect(metrics?.sizeEstimateRangeGB == [0, 1])
    }
}
