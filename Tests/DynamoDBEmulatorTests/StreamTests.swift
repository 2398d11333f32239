import AWSCore
import AWSDynamoDB
import AWSDynamoDBStreams
import DynamoDBEmulator
import Testing
import World

@Suite struct StreamTests {
    private struct Stream {
        let cloud: Cloud
        let arn: String
        let shard: String

        init(_ viewType: DynamoDB.StreamViewType = .newAndOldImages) async throws {
            cloud = try Cloud()
            try await cloud.client.create(TableShape("table").with(stream: viewType))
            arn = try await cloud.client.describeTable(.init(tableName: "table")).table?.latestStreamArn ?? ""
            let description = try await cloud.streams.describeStream(.init(streamArn: arn)).streamDescription
            shard = description?.shards?.first?.shardId ?? ""
        }

        func iterator(
            _ type: DynamoDBStreams.ShardIteratorType, _ sequence: String? = nil
        ) async throws -> String {
            try await cloud.streams.getShardIterator(
                .init(streamArn: arn, shardId: shard, shardIteratorType: type, sequenceNumber: sequence)
            ).shardIterator ?? ""
        }

        func read(_ iterator: String, limit: Int? = nil) async throws -> DynamoDBStreams.GetRecordsOutput {
            try await cloud.streams.getRecords(.init(shardIterator: iterator, limit: limit))
        }

        func change() async throws {
            try await cloud.put(["pk": "a", "v": 1])
            try await cloud.put(["pk": "a", "v": 1])
            try await cloud.put(["pk": "a", "v": 2])
            _ = try await cloud.client.deleteItem(.init(tableName: "table", key: ["pk": "a"]))
            _ = try await cloud.client.deleteItem(.init(tableName: "table", key: ["pk": "none"]))
        }
    }

    /// Sizes as the live service counts them: keys and images. Source: LocalStack's recorded streams.
    @Test(arguments: [
        (DynamoDB.StreamViewType.keysOnly, [false, false, false], [false, false, false], [3, 3, 3]),
        (.newImage, [true, true, false], [false, false, false], [9, 9, 3]),
        (.oldImage, [false, false, false], [false, true, true], [3, 9, 9]),
        (.newAndOldImages, [true, true, false], [false, true, true], [9, 15, 9]),
    ]) func recordsTellWhatTheViewTypeSays(
        _ viewType: DynamoDB.StreamViewType, _ new: [Bool], _ old: [Bool], _ sizes: [Int]
    ) async throws {
        let stream = try await Stream(viewType)
        try await stream.change()
        let records = try await stream.cloud.records(of: "table")
        #expect(records.map(\.eventName) == [.insert, .modify, .remove])
        #expect(records.map { $0.dynamodb?.newImage != nil } == new)
        #expect(records.map { $0.dynamodb?.oldImage != nil } == old)
        #expect(records.map { $0.dynamodb?.sizeBytes } == sizes)
        #expect(records.allSatisfy { $0.dynamodb?.keys == ["pk": .s("a")] && $0.eventVersion == "1.1" })
        #expect(Set(records.map(\.eventID)).count == 3)
    }

    @Test func eachKindOfIteratorStartsWhereItSays() async throws {
        let stream = try await Stream()
        let latest = try await stream.iterator(.latest)
        try await stream.change()
        let all = try await stream.read(stream.iterator(.trimHorizon)).records ?? []
        let second = all[1].dynamodb?.sequenceNumber ?? ""
        #expect(try await stream.read(latest).records?.count == 3)
        #expect(try await stream.read(stream.iterator(.latest)).records == [])
        #expect(try await stream.read(stream.iterator(.atSequenceNumber, second)).records == Array(all[1...]))
        #expect(try await stream.read(stream.iterator(.afterSequenceNumber, second)).records == Array(all[2...]))
    }

    @Test func recordsComeInBatchesInOrder() async throws {
        let stream = try await Stream()
        try await stream.change()
        var iterator = try await stream.iterator(.trimHorizon)
        var found: [String] = []
        for _ in 0..<4 {
            let batch = try await stream.read(iterator, limit: 1)
            found += (batch.records ?? []).compactMap { $0.dynamodb?.sequenceNumber }
            iterator = batch.nextShardIterator ?? ""
        }
        #expect(found.count == 3)
        #expect(found == found.sorted())
        try await stream.cloud.put(["pk": "later"])
        #expect(try await stream.read(iterator).records?.count == 1)
    }

    @Test func aStreamOfADeletedTableEndsAndIsGoneADayLater() async throws {
        let stream = try await Stream()
        try await stream.change()
        _ = try await stream.cloud.client.deleteTable(.init(tableName: "table"))
        let description = try await stream.cloud.streams.describeStream(.init(streamArn: stream.arn)).streamDescription
        #expect(description?.streamStatus == .disabled)
        #expect(description?.shards?.first?.sequenceNumberRange?.endingSequenceNumber != nil)
        let batch = try await stream.read(stream.iterator(.trimHorizon))
        #expect(batch.records?.count == 3)
        #expect(batch.nextShardIterator == nil)
        await stream.cloud.world.advance(by: .seconds(86_400))
        #expect(
            await refusal { _ = try await stream.iterator(.trimHorizon) }
                == "ResourceNotFoundException: Requested resource not found: Stream: \(stream.arn) not found")
    }

    @Test func iteratorsExpireAndRecordsAreTrimmed() async throws {
        let stream = try await Stream()
        try await stream.change()
        let iterator = try await stream.iterator(.trimHorizon)
        let sequence = try await stream.read(iterator).records?.first?.dynamodb?.sequenceNumber ?? ""
        await stream.cloud.world.advance(by: .seconds(899))
        _ = try await stream.read(iterator)
        await stream.cloud.world.advance(by: .seconds(1))
        #expect(
            await refusal { _ = try await stream.read(iterator) }?.hasPrefix("ExpiredIteratorException") == true)
        await stream.cloud.world.advance(by: .seconds(86_400))
        #expect(try await stream.read(stream.iterator(.trimHorizon)).records == [])
        #expect(
            await refusal { _ = try await stream.iterator(.atSequenceNumber, sequence) }
                == "TrimmedDataAccessException: The operation attempted to read past the oldest stream record in a "
                + "shard")
    }

    @Test func wrongArgumentsAreRefused() async throws {
        let stream = try await Stream()
        let refusals: [(String, DynamoDBStreams.GetShardIteratorInput)] = [
            (
                "ValidationException",
                .init(streamArn: stream.arn, shardId: stream.shard, shardIteratorType: .atSequenceNumber)
            ),
            (
                "ValidationException",
                .init(
                    streamArn: stream.arn, shardId: stream.shard, shardIteratorType: .latest,
                    sequenceNumber: "100000000000000000001")
            ),
            (
                "ResourceNotFoundException",
                .init(
                    streamArn: stream.arn, shardId: "shardId-00000000000000000000-00000000",
                    shardIteratorType: .latest)
            ),
            (
                "ValidationException",
                .init(
                    streamArn: String(repeating: "x", count: 40), shardId: stream.shard, shardIteratorType: .latest)
            ),
        ]
        for (code, input) in refusals {
            let refused = await refusal { _ = try await stream.cloud.streams.getShardIterator(input) }
            #expect(refused?.hasPrefix(code) == true)
        }
        for text in ["x", "a|1|", "a|1|eHw=", "\(stream.arn)|1|eHwxfDk5OTk5OTk5OTk5OTk5OTk5OTk="] {
            #expect(
                await refusal { _ = try await stream.read(text) } == "ValidationException: Invalid ShardIterator")
        }
    }
}
