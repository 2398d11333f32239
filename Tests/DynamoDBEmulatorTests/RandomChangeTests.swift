import AWSCore
import AWSDynamoDB
import DynamoDBEmulator
import Testing
import World

/// Whatever is done in whatever order, table, indexes, counts and streams agree.
@Suite struct RandomChangeTests {
    @Test(arguments: [UInt64(1), 2, 3]) func theStoreAgreesWithItself(_ seed: UInt64) async throws {
        var random = RandomSource(seed: seed)
        let cloud = try Cloud()
        try await cloud.client.create(
            TableShape("table", sort: "sk").with(global: "byOwner", "owner", "age").with(local: "byAge", "age")
                .with(stream: .newAndOldImages))
        var expected: [String: [String: DynamoDB.AttributeValue]] = [:]
        for step in 0..<150 {
            let (partition, sort) = ("p\(random.next() % 3)", "s\(random.next() % 5)")
            var item: [String: DynamoDB.AttributeValue] = ["pk": .s(partition), "sk": .s(sort)]
            if random.next() % 4 == 0 {
                _ = try await cloud.client.deleteItem(.init(tableName: "table", key: item))
                expected[partition + sort] = nil
            } else {
                if random.next() % 2 == 0 { item["owner"] = .s("o\(random.next() % 2)") }
                if random.next() % 2 == 0 { item["age"] = .s("a\(random.next() % 4)") }
                item["step"] = .n("\(step)")
                try await cloud.put(item)
                expected[partition + sort] = item
            }
            if step % 10 == 0 { await cloud.checkInvariants() }
        }
        await cloud.checkInvariants()
        let items = try await cloud.client.scan(.init(tableName: "table")).items ?? []
        #expect(items.count == expected.count)
        for item in items {
            guard case .s(let partition)? = item["pk"], case .s(let sort)? = item["sk"] else { continue }
            #expect(expected[partition + sort] == item)
        }
    }
}
