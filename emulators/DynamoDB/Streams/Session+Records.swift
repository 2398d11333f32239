import AWSCore
import AWSDynamoDB
import AWSDynamoDBStreams
import World

/// Reading streams.
extension Session {
    /// A stream that can be read.
    struct StoredStream {
        let id: Int64
        let description: DynamoDBStreams.StreamDescription
        let isClosed: Bool
    }

    /// - Throws: ResourceNotFoundException, ValidationException for what is no ARN of a stream.
    func stream(_ arn: String) throws -> StoredStream {
        guard let name = StreamARN(arn) else {
            throw DynamoDBStreamsError.validation("Invalid StreamArn: \(arn)")
        }
        guard name.account == account, name.region == region else { throw DynamoDBStreamsError.streamNotFound(arn) }
        let row = try rows(
            """
            SELECT id, description, closed FROM dynamodb_streams
            WHERE account = ? AND region = ? AND table_name = ? AND label = ? AND (closed IS NULL OR closed > ?)
            """,
            [.text(account), .text(region), .text(name.table), .text(name.label), .integer(trimHorizon)])
        guard try row.step() else { throw DynamoDBStreamsError.streamNotFound(arn) }
        return StoredStream(
            id: row.int64(0),
            description: try StoredStructure.read(
                DynamoDBStreams.StreamDescription.self, row.bytes(1)), isClosed: !row.isNull(2))
    }

    func streams(of table: String?, after arn: String?) throws -> [DynamoDBStreams.StreamDescription] {
        let start = try arn.map { try stream($0).id }
        let rows = try rows(
            """
            SELECT description FROM dynamodb_streams WHERE account = ?1 AND region = ?2
            AND (?3 = '' OR table_name = ?3) AND id > ?4 AND (closed IS NULL OR closed > ?5) ORDER BY id LIMIT ?6
            """,
            [
                .text(account), .text(region), .text(table ?? ""), .integer(start ?? 0), .integer(trimHorizon),
                .integer(Int64(DynamoDBLimits.listStreamsMax + 1)),
            ])
        var streams: [DynamoDBStreams.StreamDescription] = []
        while try rows.step() {
            streams.append(try StoredStructure.read(DynamoDBStreams.StreamDescription.self, rows.bytes(0)))
        }
        return streams
    }

    /// - Throws: TrimmedDataAccessException when the record that `sequence` names is out of reach.
    func position(
        in stream: StoredStream, _ type: DynamoDBStreams.ShardIteratorType, _ sequence: Int64?
    ) throws -> Int64 {
        if type == .trimHorizon { return 0 }
        if let sequence {
            try checkReach(of: sequence, in: stream)
            return type == .afterSequenceNumber ? sequence + 1 : sequence
        }
        let last = try integer(
            "SELECT max(sequence) FROM dynamodb_stream_records WHERE stream = ?", [.integer(stream.id)])
        return (last ?? 0) + 1
    }

    private func checkReach(of sequence: Int64, in stream: StoredStream) throws {
        let range = stream.description.shards?.first?.sequenceNumberRange
        let start = range?.startingSequenceNumber.flatMap(SequenceNumber.number) ?? 0
        let end = range?.endingSequenceNumber.flatMap(SequenceNumber.number) ?? .max
        guard (start...max(start, end)).contains(sequence) else {
            throw DynamoDBStreamsError.validation(
                "Invalid SequenceNumber: \(SequenceNumber.text(sequence)) is not in the range of the shard")
        }
        let oldest = try integer(
            "SELECT min(sequence) FROM dynamodb_stream_records WHERE stream = ? AND at > ?",
            [.integer(stream.id), .integer(trimHorizon)])
        // Nothing of a stream can be out of reach before it is older than its records may get.
        let created = stream.description.creationRequestDateTime?.milliseconds ?? 0
        guard created <= trimHorizon, sequence < oldest ?? .max else { return }
        throw DynamoDBStreamsError(
            .trimmedDataAccessException,
            "The operation attempted to read past the oldest stream record in a shard")
    }

    struct RecordBatch: Sendable {
        var records: [DynamoDBStreams.Record] = []
        /// Where the next batch begins.
        var next: Int64
        /// The stream is closed, and nothing is left in it.
        var isEnd = false
    }

    func records(from iterator: ShardIterator, limit: Int) throws -> RecordBatch {
        let stream = try stream(iterator.streamARN)
        let rows = try rows(
            """
            SELECT sequence, at, kind, by_service, keys, new, old, bytes FROM dynamodb_stream_records
            WHERE stream = ? AND sequence >= ? AND at > ? ORDER BY sequence
            """, [.integer(stream.id), .integer(iterator.position), .integer(trimHorizon)])
        var batch = RecordBatch(next: iterator.position)
        var bytes = 0
        while batch.records.count < limit, bytes < DynamoDBLimits.getRecordsBytesMax {
            guard try rows.step() else {
                batch.isEnd = stream.isClosed
                break
            }
            bytes += Int(rows.int64(7))
            batch.next = rows.int64(0) + 1
            batch.records.append(try record(rows, of: stream))
        }
        return batch
    }

    private func record(_ row: Statement, of stream: StoredStream) throws -> DynamoDBStreams.Record {
        func item(_ column: Int32) throws -> [String: DynamoDBStreams.AttributeValue]? {
            guard !row.isNull(column) else { return nil }
            return StreamValue.item(try row.withBytes(column) { try ItemCodec.decode($0) })
        }
        let sequence = SequenceNumber.text(row.int64(0))
        let isByService = row.int64(3) != 0
        return DynamoDBStreams.Record(
            eventID: eventID(sequence, stream), eventName: RecordKind(rawValue: row.int64(2))?.name,
            eventVersion: "1.1", eventSource: "aws:dynamodb", awsRegion: region,
            dynamodb: DynamoDBStreams.StreamRecord(
                // "rounded down to the closest minute" says the reference; what is observed are whole seconds.
                approximateCreationDateTime: Timestamp(seconds: Timestamp(milliseconds: row.int64(1)).seconds),
                keys: try item(4), newImage: try item(5), oldImage: try item(6), sequenceNumber: sequence,
                sizeBytes: Int(row.int64(7)), streamViewType: stream.description.streamViewType),
            userIdentity: isByService
                ? DynamoDBStreams.Identity(principalId: "dynamodb.amazonaws.com", type: "Service") : nil)
    }

    /// 32 digits that are the same whenever the record is read.
    private func eventID(_ sequence: String, _ stream: StoredStream) -> String {
        let seed = "\(stream.description.streamArn ?? "")/\(sequence)"
        let (first, second) = (KeyEncoding.hash(Array(seed.utf8)), KeyEncoding.hash(Array("\(seed)/".utf8)))
        return Hexadecimal.text(first, digits: 16) + Hexadecimal.text(second, digits: 16)
    }
}

/// The parts of a stream's ARN.
struct StreamARN: Hashable, Sendable {
    let region: String
    let account: String
    let table: String
    let label: String

    init?(_ arn: String) {
        let parts = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0] == "arn", parts[2] == "dynamodb" else { return nil }
        let path = parts[5].split(separator: "/", omittingEmptySubsequences: false)
        guard path.count == 4, path[0] == "table", path[2] == "stream", !path[1].isEmpty, !path[3].isEmpty else {
            return nil
        }
        region = String(parts[3])
        account = String(parts[4])
        table = String(path[1])
        label = String(path[3])
    }
}
