public import AWSCore
public import AWSDynamoDBStreams
public import World

/// DynamoDB Streams for one call, over the same state as ``DynamoDBEmulator``.
public struct DynamoDBStreamsEmulator: DynamoDBStreamsClient {
    let state: DynamoDBState
    let scope: CallScope

    public init(_ state: DynamoDBState, _ scope: CallScope) {
        self.state = state
        self.scope = scope
    }

    public func listStreams(
        _ input: DynamoDBStreams.ListStreamsInput
    ) async throws(DynamoDBStreamsError) -> DynamoDBStreams.ListStreamsOutput {
        try await ListStreams.run(input, self)
    }

    public func describeStream(
        _ input: DynamoDBStreams.DescribeStreamInput
    ) async throws(DynamoDBStreamsError) -> DynamoDBStreams.DescribeStreamOutput {
        try await DescribeStream.run(input, self)
    }

    public func getShardIterator(
        _ input: DynamoDBStreams.GetShardIteratorInput
    ) async throws(DynamoDBStreamsError) -> DynamoDBStreams.GetShardIteratorOutput {
        try await GetShardIterator.run(input, self)
    }

    public func getRecords(
        _ input: DynamoDBStreams.GetRecordsInput
    ) async throws(DynamoDBStreamsError) -> DynamoDBStreams.GetRecordsOutput {
        try await GetRecords.run(input, self)
    }

    /// Runs `body` in a transaction that only reads.
    func read<Value: Sendable>(
        _ body: @Sendable (Session) throws -> Value
    ) async throws(DynamoDBStreamsError) -> Value {
        let call = Call(scope)
        let state = state
        let generation = state.catalog.generation
        do {
            return try await state.world.database.read { sqlite in
                try body(Session(sqlite, state, call, generation: generation))
            }
        } catch let error as DynamoDBStreamsError {
            throw error
        } catch {
            throw DynamoDBStreamsError(.internalServerError, "\(error)", status: 500, isRetryable: true)
        }
    }
}

/// The errors of DynamoDB Streams, in AWS's codes and words.
extension ServiceError where Service == DynamoDBStreams {
    static func validation(_ message: String) -> Self {
        Self(ErrorCode("ValidationException"), message, status: 400)
    }

    static func streamNotFound(_ arn: String) -> Self {
        Self(.resourceNotFoundException, "Requested resource not found: Stream: \(arn) not found")
    }

    static func shardNotFound(_ shard: String, in arn: String) -> Self {
        Self(.resourceNotFoundException, "Requested resource not found: Shard: \(shard) in Stream: \(arn) not found")
    }
}
