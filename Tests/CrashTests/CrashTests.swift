import AWSCore
import AWSDynamoDB
import AWSDynamoDBStreams
import Foundation
import LocalCloud
import Testing
import World

/// Nothing that was acknowledged is ever lost, whenever the process dies.
///
/// One after the other: waiting for a process takes a thread each.
@Suite(.serialized) struct CrashTests {
    static let kills = 200
    static let writers = 4

    @Test func nothingAcknowledgedIsLost() async throws {
        let directory = URL.temporaryDirectory.appending(
            path: "kass-crash-\(ProcessInfo.processInfo.processIdentifier)")
        defer { try? FileManager.default.removeItem(at: directory) }
        let instants = SeededStream(seed: 11, name: "crash instants")
        var acknowledged = Array(repeating: 0, count: Self.writers)
        for kill in 1...Self.kills {
            let writer = try RunningWriter(directory: directory.path)
            await writer.killAfter(lines: 1 + Int(instants.next() % 24), into: &acknowledged)
            // Each reopening is a recovery; every tenth is looked at from all sides.
            try await check(directory.path, &acknowledged, deeply: kill % 10 == 0)
        }
        #expect(acknowledged.reduce(0, +) > Self.kills)
    }

    private func check(_ directory: String, _ acknowledged: inout [Int], deeply: Bool) async throws {
        let world = try World(WorldConfiguration(storage: .directory(directory)))
        let cloud = try LocalCloud(world: world)
        let client = cloud.clients(as: world.caller()).dynamoDB
        let steps = try await judge(&acknowledged, client, deeply: deeply)
        if deeply {
            let even = try await entries(query("parity", "even", index: "by-parity"), client)
            let odd = try await entries(query("parity", "odd", index: "by-parity"), client)
            #expect(even + odd == steps, "the index agrees with the table")
            #expect(try await streamRecords(cloud, world) == 2 * steps, "the stream agrees with the table")
        }
        try world.close()
    }

    /// Takes what is read for acknowledged from here on: an answer that is read is one that must stay.
    /// - Returns: how many steps the table holds, of all writers.
    private func judge(_ acknowledged: inout [Int], _ client: any DynamoDBClient, deeply: Bool) async throws -> Int {
        var steps = 0
        for writer in 0..<Self.writers {
            let count = try await count(of: writer, client)
            // At most the one call in flight may have been committed without its answer being seen.
            #expect((acknowledged[writer]...acknowledged[writer] + 1).contains(count), "writer \(writer)")
            steps += count
            acknowledged[writer] = count
            if deeply {
                #expect(try await entries(query("pk", "log-\(writer)"), client) == count)
            }
        }
        return steps
    }

    private func count(of writer: Int, _ client: any DynamoDBClient) async throws -> Int {
        let found = try await client.getItem(
            DynamoDB.GetItemInput(tableName: "crash", key: ["pk": .s("counter"), "sk": .n(String(writer))]))
        guard case .n(let text)? = found.item?["steps"] else { return 0 }
        return try #require(Int(text))
    }

    private func query(_ key: String, _ value: String, index: String? = nil) -> DynamoDB.QueryInput {
        DynamoDB.QueryInput(
            tableName: "crash", indexName: index, select: .count, keyConditionExpression: "\(key) = :v",
            expressionAttributeValues: [":v": .s(value)])
    }

    /// How many items the query finds, over all its pages.
    private func entries(_ query: DynamoDB.QueryInput, _ client: any DynamoDBClient) async throws -> Int {
        var query = query
        var total = 0
        repeat {
            let page = try await client.query(query)
            total += page.count ?? 0
            query.exclusiveStartKey = page.lastEvaluatedKey
        } while query.exclusiveStartKey != nil
        return total
    }

    private func streamRecords(_ cloud: LocalCloud, _ world: World) async throws -> Int {
        let streams = cloud.clients(as: world.caller()).dynamoDBStreams
        let listed = try await streams.listStreams(DynamoDBStreams.ListStreamsInput(tableName: "crash"))
        let arn = try #require(listed.streams?.first?.streamArn)
        let described = try await streams.describeStream(DynamoDBStreams.DescribeStreamInput(streamArn: arn))
        var total = 0
        for shard in described.streamDescription?.shards ?? [] {
            let start = try await streams.getShardIterator(
                DynamoDBStreams.GetShardIteratorInput(
                    streamArn: arn, shardId: try #require(shard.shardId), shardIteratorType: .trimHorizon))
            var iterator = start.shardIterator
            while let here = iterator {
                let page = try await streams.getRecords(DynamoDBStreams.GetRecordsInput(shardIterator: here))
                total += page.records?.count ?? 0
                iterator = (page.records ?? []).isEmpty ? nil : page.nextShardIterator
            }
        }
        return total
    }
}
