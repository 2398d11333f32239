import AWSCore
import AWSDynamoDB
import DynamoDBEmulator
import Testing
import World

@Suite struct TransactionTests {
    private func increment(_ key: String) -> DynamoDB.TransactWriteItem {
        .init(
            update: .init(
                key: ["pk": .s(key)], updateExpression: "ADD n :one", tableName: "table",
                expressionAttributeValues: [":one": 1]))
    }

    @Test func allActionsHappenOrNone() async throws {
        let cloud = try Cloud()
        try await cloud.makeTable()
        try await cloud.put(["pk": "there"])
        let output = try await cloud.client.transactWriteItems(
            .init(
                transactItems: [
                    .init(put: .init(item: ["pk": "a"], tableName: "table")), increment("b"),
                    .init(delete: .init(key: ["pk": "there"], tableName: "table")),
                    .init(
                        conditionCheck: .init(
                            key: ["pk": "c"], tableName: "table", conditionExpression: "attribute_not_exists(pk)")),
                ], returnConsumedCapacity: .total))
        #expect(output.consumedCapacity?.first?.capacityUnits == 8)
        #expect(output.consumedCapacity?.first?.writeCapacityUnits == 8)
        #expect(try await cloud.client.scan(.init(tableName: "table")).count == 2)
        await cloud.checkInvariants()
    }

    /// API reference, TransactWriteItems: under the same token "subsequent calls return the number of read capacity units
    /// consumed in reading the item".
    @Test func theSameAgainCostsReads() async throws {
        let cloud = try Cloud()
        try await cloud.makeTable()
        let input = DynamoDB.TransactWriteItemsInput(
            transactItems: [increment("a"), increment("b")], returnConsumedCapacity: .total,
            clientRequestToken: "token")
        let first = try await cloud.client.transactWriteItems(input)
        #expect(first.consumedCapacity?.map(\.writeCapacityUnits) == [4])
        #expect(first.consumedCapacity?.map(\.readCapacityUnits) == [nil])
        let second = try await cloud.client.transactWriteItems(input)
        #expect(second.consumedCapacity?.map(\.readCapacityUnits) == [4])
        #expect(second.consumedCapacity?.map(\.writeCapacityUnits) == [nil])
        #expect(second.consumedCapacity?.map(\.capacityUnits) == [4])
        #expect(try await cloud.get(["pk": "a"])?["n"] == .n("1"))
    }

    @Test func reasonsStandInTheOrderOfTheActions() async throws {
        let cloud = try Cloud()
        try await cloud.makeTable()
        try await cloud.put(["pk": "a", "v": 1])
        do {
            _ = try await cloud.client.transactWriteItems(
                .init(
                    transactItems: [
                        .init(put: .init(item: ["pk": "b"], tableName: "table")),
                        .init(
                            put: .init(
                                item: ["pk": "a"], tableName: "table", conditionExpression: "v > :v",
                                expressionAttributeValues: [":v": 1], returnValuesOnConditionCheckFailure: .allOld)),
                        .init(
                            update: .init(
                                key: ["pk": "c"], updateExpression: "SET v = w + :v", tableName: "table",
                                expressionAttributeValues: [":v": 1])),
                    ]))
            Issue.record("the transaction is made")
        } catch {
            #expect(error.code == .transactionCanceledException)
            #expect(
                error.message == "Transaction cancelled, please refer cancellation reasons for specific reasons "
                    + "[None, ConditionalCheckFailed, ValidationError]")
            let details = error.details as? DynamoDB.TransactionCanceledException
            let reasons = details?.cancellationReasons ?? []
            #expect(reasons.map(\.code) == ["None", "ConditionalCheckFailed", "ValidationError"])
            #expect(reasons[1].item?["v"] == .n("1"))
            #expect(reasons[0].message == nil)
        }
        #expect(try await cloud.get(["pk": "b"]) == nil)
    }

    @Test func anActionThatDoesNotFitItsTableHidesTheRest() async throws {
        let cloud = try Cloud()
        try await cloud.makeTable()
        let refused = await refusal {
            _ = try await cloud.client.transactWriteItems(
                .init(
                    transactItems: [
                        .init(put: .init(item: ["pk": 1], tableName: "table")),
                        .init(put: .init(item: ["pk": 2], tableName: "table")),
                    ]))
        }
        #expect(refused?.hasSuffix("specific reasons [ValidationError, None]") == true)
    }

    @Test func aTokenIsGoodForOneTransactionAndTenMinutes() async throws {
        let cloud = try Cloud()
        try await cloud.makeTable()
        let input = DynamoDB.TransactWriteItemsInput(transactItems: [increment("a")], clientRequestToken: "token")
        _ = try await cloud.client.transactWriteItems(input)
        _ = try await cloud.client.transactWriteItems(input)
        #expect(try await cloud.get(["pk": "a"])?["n"] == .n("1"))
        var other = input
        other.transactItems = [increment("b")]
        #expect(
            await refusal { _ = try await cloud.client.transactWriteItems(other) }?
                .hasPrefix("IdempotentParameterMismatchException") == true)
        await cloud.world.advance(by: .seconds(600))
        _ = try await cloud.client.transactWriteItems(other)
        _ = try await cloud.client.transactWriteItems(input.with(token: "another"))
        #expect(try await cloud.get(["pk": "a"])?["n"] == .n("2"))
    }

    @Test func oneActionAnItem() async throws {
        let cloud = try Cloud()
        try await cloud.makeTable()
        let refused = await refusal {
            _ = try await cloud.client.transactWriteItems(.init(transactItems: [increment("a"), increment("a")]))
        }
        #expect(
            refused == "ValidationException: Transaction request cannot include multiple operations on one item")
    }

    @Test func aTransactionHasAtMostFourMegabytes() async throws {
        let cloud = try Cloud()
        try await cloud.makeTable()
        let text = DynamoDB.AttributeValue.s(String(repeating: "x", count: 100_000))
        let items = (0..<42).map { number in
            DynamoDB.TransactWriteItem(put: .init(item: ["pk": .s("\(number)"), "t": text], tableName: "table"))
        }
        _ = try await cloud.client.transactWriteItems(.init(transactItems: Array(items.prefix(41))))
        #expect(
            await refusal { _ = try await cloud.client.transactWriteItems(.init(transactItems: items)) }?
                .contains("size cannot exceed") == true)
    }

    @Test func itemsAreReadAtOneInstant() async throws {
        let cloud = try Cloud()
        try await cloud.makeTable()
        try await cloud.put(["pk": "a", "v": 1, "w": 2])
        let output = try await cloud.client.transactGetItems(
            .init(
                transactItems: [
                    .init(get: .init(key: ["pk": "a"], tableName: "table", projectionExpression: "v")),
                    .init(get: .init(key: ["pk": "none"], tableName: "table")),
                ], returnConsumedCapacity: .total))
        #expect(output.responses?.map(\.item) == [["v": 1], nil])
        #expect(output.consumedCapacity?.first?.readCapacityUnits == 4)
    }
}

extension DynamoDB.TransactWriteItemsInput {
    fileprivate func with(token: String) -> Self {
        var input = self
        input.clientRequestToken = token
        return input
    }
}
