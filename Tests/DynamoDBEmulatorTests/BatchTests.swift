import AWSCore
import AWSDynamoDB
import DynamoDBEmulator
import Testing
import World

@Suite struct BatchTests {
    @Test func aBatchIsReadTableByTable() async throws {
        let cloud = try Cloud()
        try await cloud.makeTable("one")
        try await cloud.makeTable("two")
        try await cloud.put(["pk": "a"], into: "one")
        try await cloud.put(["pk": "b"], into: "two")
        let output = try await cloud.client.batchGetItem(
            .init(
                requestItems: [
                    "one": .init(keys: [["pk": "a"], ["pk": "none"]]),
                    "two": .init(keys: [["pk": "b"]], consistentRead: true),
                ], returnConsumedCapacity: .total))
        #expect(output.responses == ["one": [["pk": "a"]], "two": [["pk": "b"]]])
        #expect(output.unprocessedKeys == [:])
        #expect(output.consumedCapacity?.map(\.capacityUnits) == [1, 1])
    }

    @Test func whatDoesNotFitComesBackUnprocessed() async throws {
        let cloud = try Cloud()
        try await cloud.makeTable()
        let text = DynamoDB.AttributeValue.s(String(repeating: "x", count: 400_000))
        let keys = (0..<45).map { ["pk": DynamoDB.AttributeValue.s("\($0)")] }
        for key in keys { try await cloud.put(key.merging(["t": text]) { $1 }) }
        let output = try await cloud.client.batchGetItem(.init(requestItems: ["table": .init(keys: keys)]))
        #expect(output.responses?["table"]?.count == 41)
        #expect(output.unprocessedKeys?["table"]?.keys == Array(keys[41...]))
    }

    @Test func aBatchIsWrittenWholeOrNotAtAll() async throws {
        let cloud = try Cloud()
        try await cloud.makeTable()
        try await cloud.put(["pk": "old"])
        let output = try await cloud.client.batchWriteItem(
            .init(
                requestItems: [
                    "table": [
                        .init(putRequest: .init(item: ["pk": "a"])), .init(deleteRequest: .init(key: ["pk": "old"])),
                    ]
                ], returnConsumedCapacity: .indexes))
        #expect(output.unprocessedItems == [:])
        #expect(output.consumedCapacity?.first?.table?.capacityUnits == 2)
        #expect(try await cloud.get(["pk": "old"]) == nil)
        let refused = await refusal {
            _ = try await cloud.client.batchWriteItem(
                .init(
                    requestItems: [
                        "table": [
                            .init(putRequest: .init(item: ["pk": "b"])), .init(putRequest: .init(item: ["no": "b"])),
                        ]
                    ]))
        }
        #expect(refused == "ValidationException: The provided key element does not match the schema")
        #expect(try await cloud.get(["pk": "b"]) == nil)
        await cloud.checkInvariants()
    }

    @Test func aKeyMayStandInABatchOnce() async throws {
        let cloud = try Cloud()
        try await cloud.makeTable()
        let refused = await refusal {
            _ = try await cloud.client.batchWriteItem(
                .init(
                    requestItems: [
                        "table": [
                            .init(putRequest: .init(item: ["pk": "a"])), .init(deleteRequest: .init(key: ["pk": "a"])),
                        ]
                    ]))
        }
        #expect(refused == "ValidationException: Provided list of item keys contains duplicates")
    }
}
