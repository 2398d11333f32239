import AWSCore
import AWSDynamoDB
import DynamoDBEmulator
import Testing
import World

@Suite struct PageTests {
    private func fill(_ cloud: Cloud, items: Int, bytes: Int) async throws {
        try await cloud.makeTable(sort: "sk")
        let text = DynamoDB.AttributeValue.s(String(repeating: "x", count: bytes))
        for number in 0..<items {
            try await cloud.put(["pk": "p", "sk": .s(String(1000 + number)), "t": text])
        }
    }

    @Test func aMegabyteIsAPageBeforeAnyFilter() async throws {
        let cloud = try Cloud()
        try await fill(cloud, items: 12, bytes: 100_000)
        let page = try await cloud.client.query(
            .init(
                tableName: "table", returnConsumedCapacity: .total, filterExpression: "attribute_not_exists(t)",
                keyConditionExpression: "pk = :p", expressionAttributeValues: [":p": "p"]))
        #expect(page.count == 0)
        #expect(page.scannedCount == 11)
        #expect(page.lastEvaluatedKey == ["pk": "p", "sk": "1010"])
        // 11 items of 100,010 bytes are 269 blocks of 4 KB, half a unit each.
        #expect(page.consumedCapacity?.capacityUnits == 134.5)
        let rest = try await cloud.client.query(
            .init(
                tableName: "table", exclusiveStartKey: page.lastEvaluatedKey, keyConditionExpression: "pk = :p",
                expressionAttributeValues: [":p": "p"]))
        #expect(rest.count == 1)
        #expect(rest.lastEvaluatedKey == nil)
    }

    @Test func aLimitCountsWhatIsReadAndAlwaysLeavesAKey() async throws {
        let cloud = try Cloud()
        try await fill(cloud, items: 3, bytes: 1)
        let page = try await cloud.client.query(
            .init(
                tableName: "table", select: .count, limit: 3, keyConditionExpression: "pk = :p",
                expressionAttributeValues: [":p": "p"]))
        #expect(page.count == 3)
        #expect(page.items == nil)
        #expect(page.lastEvaluatedKey == ["pk": "p", "sk": "1002"])
    }

    @Test(arguments: [1, 2, 3, 7, 100]) func segmentsPartitionATable(_ total: Int) async throws {
        let cloud = try Cloud()
        try await cloud.makeTable()
        let names = (0..<50).map { "item\($0)" }
        for name in names { try await cloud.put(["pk": .s(name)]) }
        var found: [String] = []
        for segment in 0..<total {
            var start: [String: DynamoDB.AttributeValue]?
            repeat {
                let page = try await cloud.client.scan(
                    .init(
                        tableName: "table", limit: 4, exclusiveStartKey: start, totalSegments: total, segment: segment))
                for case .s(let name)? in (page.items ?? []).map({ $0["pk"] }) { found.append(name) }
                start = page.lastEvaluatedKey
            } while start != nil
        }
        #expect(found.sorted() == names.sorted())
    }

    @Test func aStartKeyOfAnotherSegmentIsRefused() async throws {
        let cloud = try Cloud()
        try await cloud.makeTable()
        var refused = 0
        for segment in 0..<2 {
            let refusal = await refusal {
                _ = try await cloud.client.scan(
                    .init(tableName: "table", exclusiveStartKey: ["pk": "a"], totalSegments: 2, segment: segment))
            }
            if let refusal {
                refused += 1
                #expect(
                    refusal == "ValidationException: The provided starting key is invalid: Invalid ExclusiveStartKey. "
                        + "Please use ExclusiveStartKey with correct Segment. TotalSegments: 2 Segment: \(segment)")
            }
        }
        #expect(refused == 1)
    }

    @Test func startKeysMustFitTheQuery() async throws {
        let cloud = try Cloud()
        try await cloud.makeTable(sort: "sk")
        let cases: [([String: DynamoDB.AttributeValue], String, String)] = [
            (["pk": "p"], "pk = :p", "The provided starting key is invalid"),
            (["pk": "p", "sk": 1], "pk = :p", "The provided key element does not match the schema"),
            (
                ["pk": "q", "sk": "5"], "pk = :p",
                "The provided starting key is outside query boundaries based on provided conditions"
            ),
            (
                ["pk": "p", "sk": "5"], "pk = :p AND sk < :s",
                "The provided starting key does not match the range key predicate"
            ),
            (
                ["pk": "q", "sk": "2"], "pk = :p AND sk < :s",
                "The query can return at most one row and cannot be restarted"
            ),
        ]
        for (start, condition, words) in cases {
            var values: [String: DynamoDB.AttributeValue] = [":p": "p"]
            if condition.contains(":s") { values[":s"] = "3" }
            let refused = await refusal {
                _ = try await cloud.client.query(
                    .init(
                        tableName: "table", exclusiveStartKey: start, keyConditionExpression: condition,
                        expressionAttributeValues: values))
            }
            #expect(refused == "ValidationException: \(words)")
        }
    }
}
