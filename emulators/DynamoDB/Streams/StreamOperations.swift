import AWSCore
import AWSDynamoDBStreams
import World

/// ListStreams: the streams of the account and region, or of one table, page by page.
enum ListStreams {
    static func run(
        _ input: DynamoDBStreams.ListStreamsInput, _ view: DynamoDBStreamsEmulator
    ) async throws(DynamoDBStreamsError) -> DynamoDBStreams.ListStreamsOutput {
        try RequestConstraints.checkStreams(input)
        let limit = min(input.limit ?? DynamoDBLimits.listStreamsMax, DynamoDBLimits.listStreamsMax)
        let streams = try await view.read { session in
            try session.streams(of: input.tableName, after: input.exclusiveStartStreamArn)
        }
        let page = streams.prefix(limit).map {
            DynamoDBStreams.Stream(streamArn: $0.streamArn, tableName: $0.tableName, streamLabel: $0.streamLabel)
        }
        return DynamoDBStreams.ListStreamsOutput(
            streams: page, lastEvaluatedStreamArn: streams.count > limit ? page.last?.streamArn : nil)
    }
}

/// DescribeStream: a stream and its one shard.
enum DescribeStream {
    static func run(
        _ input: DynamoDBStreams.DescribeStreamInput, _ view: DynamoDBStreamsEmulator
    ) async throws(DynamoDBStreamsError) -> DynamoDBStreams.DescribeStreamOutput {
        try RequestConstraints.checkStreams(input)
        var description = try await view.read { session in try session.stream(input.streamArn).description }
        let isPastShard = description.shards?.contains { $0.shardId == input.exclusiveStartShardId } ?? false
        // The shard has no children: it is never split.
        if isPastShard || input.shardFilter?.type == .childShards { description.shards = [] }
        return DynamoDBStreams.DescribeStreamOutput(streamDescription: description)
    }
}

/// GetShardIterator: a place in the shard to read from.
enum GetShardIterator {
    static func run(
        _ input: DynamoDBStreams.GetShardIteratorInput, _ view: DynamoDBStreamsEmulator
    ) async throws(DynamoDBStreamsError) -> DynamoDBStreams.GetShardIteratorOutput {
        try RequestConstraints.checkStreams(input)
        let sequence = try sequence(input)
        let position = try await view.read { session in
            let stream = try session.stream(input.streamArn)
            guard stream.description.shards?.contains(where: { $0.shardId == input.shardId }) == true else {
                throw DynamoDBStreamsError.shardNotFound(input.shardId, in: input.streamArn)
            }
            return try session.position(in: stream, input.shardIteratorType, sequence)
        }
        let iterator = ShardIterator(
            streamARN: input.streamArn, shardID: input.shardId, position: position, issuedAt: view.scope.startedAt)
        return DynamoDBStreams.GetShardIteratorOutput(shardIterator: iterator.text)
    }

    /// The sequence number that two of the four types need, and the other two refuse.
    private static func sequence(_ input: DynamoDBStreams.GetShardIteratorInput) throws(DynamoDBStreamsError) -> Int64?
    {
        let type = input.shardIteratorType
        guard type == .atSequenceNumber || type == .afterSequenceNumber else {
            guard input.sequenceNumber == nil else {
                throw .validation("SequenceNumber must not be specified for ShardIteratorType \(type)")
            }
            return nil
        }
        guard let text = input.sequenceNumber else {
            throw .validation("SequenceNumber must be specified for ShardIteratorType \(type)")
        }
        guard let number = SequenceNumber.number(text) else {
            throw .validation("Invalid SequenceNumber: \(text)")
        }
        return number
    }
}

/// GetRecords: records from an iterator on, at most 1000 and a megabyte, and the iterator after them.
enum GetRecords {
    static func run(
        _ input: DynamoDBStreams.GetRecordsInput, _ view: DynamoDBStreamsEmulator
    ) async throws(DynamoDBStreamsError) -> DynamoDBStreams.GetRecordsOutput {
        try RequestConstraints.checkStreams(input)
        if let limit = input.limit, limit > DynamoDBLimits.getRecordsMax {
            throw .validation(
                "1 validation error detected: Value '\(limit)' at 'limit' failed to satisfy constraint: "
                    + "Member must have value less than or equal to \(DynamoDBLimits.getRecordsMax)")
        }
        guard let iterator = ShardIterator(input.shardIterator) else {
            throw .validation("Invalid ShardIterator")
        }
        let now = view.scope.startedAt
        guard !iterator.isExpired(at: now) else {
            throw DynamoDBStreamsError(
                .expiredIteratorException,
                "Iterator expired. The iterator was created at time \(StreamLabel.text(iterator.issuedAt)), "
                    + "which is more than the allowed 900 seconds before \(StreamLabel.text(now))")
        }
        let limit = input.limit ?? DynamoDBLimits.getRecordsMax
        let batch = try await view.read { session in try session.records(from: iterator, limit: limit) }
        view.scope.use(.streamReadRequests, 1, on: view.scope.resource)
        let next = ShardIterator(
            streamARN: iterator.streamARN, shardID: iterator.shardID, position: batch.next, issuedAt: now)
        return DynamoDBStreams.GetRecordsOutput(
            records: batch.records, nextShardIterator: batch.isEnd ? nil : next.text)
    }
}
