import AWSCore
import AWSDynamoDB
import AWSDynamoDBStreams
import World

/// Streams as rows, and the records that changes of items leave in them.
extension Session {
    /// Gives a table a new stream, and tells its description of it.
    func openStream(
        of description: inout DynamoDB.TableDescription, id table: Int64, viewType: DynamoDB.StreamViewType
    ) throws {
        try purgeStreams()
        let name = description.tableName ?? ""
        let label = try freeLabel(for: name)
        let arn = "\(description.tableArn ?? "")/stream/\(label)"
        description.latestStreamLabel = label
        description.latestStreamArn = arn
        let stream = DynamoDBStreams.StreamDescription(
            streamArn: arn, streamLabel: label, streamStatus: .enabled,
            streamViewType: DynamoDBStreams.StreamViewType(rawValue: viewType.rawValue), creationRequestDateTime: now,
            tableName: name, keySchema: (description.keySchema ?? []).map(StreamValue.element),
            shards: [try newShard(seed: arn)])
        try run(
            "INSERT INTO dynamodb_streams (account, region, table_name, label, description) VALUES (?, ?, ?, ?, ?)",
            [.text(account), .text(region), .text(name), .text(label), .blob(StoredStructure.write(stream))])
        try setStream(sqlite.lastInsertedRow, of: table)
        try updateTable(description, id: table)
    }

    private func setStream(_ stream: Int64?, of table: Int64) throws {
        try run(
            "UPDATE dynamodb_tables SET stream = ? WHERE id = ?",
            [stream.map(Parameter.integer) ?? .null, .integer(table)])
    }

    /// The time of the call to the millisecond; a later one when the table had a stream of that name.
    private func freeLabel(for table: String) throws -> String {
        var instant = Timestamp(milliseconds: now.milliseconds)
        while true {
            let label = StreamLabel.text(instant)
            let known = try integer(
                "SELECT id FROM dynamodb_streams WHERE account = ? AND region = ? AND table_name = ? AND label = ?",
                [.text(account), .text(region), .text(table), .text(label)])
            guard known != nil else { return label }
            instant = instant + .milliseconds(1)
        }
    }

    private func newShard(seed: String) throws -> DynamoDBStreams.Shard {
        let last = try integer("SELECT max(sequence) FROM dynamodb_stream_records") ?? 0
        return DynamoDBStreams.Shard(
            shardId: ShardID.text(now, seed: seed),
            sequenceNumberRange: DynamoDBStreams.SequenceNumberRange(
                startingSequenceNumber: SequenceNumber.text(last + 1)))
    }

    /// Ends the stream of a table; what is in it can be read for 24 hours more.
    func closeStream(of table: Int64) throws {
        let stream = try integer("SELECT stream FROM dynamodb_tables WHERE id = ?", [.integer(table)])
        guard let stream else { return }
        try closeStream(stream)
        try setStream(nil, of: table)
    }

    func closeStream(_ stream: Int64) throws {
        let last = try integer(
            "SELECT max(sequence) FROM dynamodb_stream_records WHERE stream = ?", [.integer(stream)])
        let row = try rows("SELECT description FROM dynamodb_streams WHERE id = ?", [.integer(stream)])
        guard try row.step() else { return }
        var description = try StoredStructure.read(DynamoDBStreams.StreamDescription.self, row.bytes(0))
        description.streamStatus = .disabled
        description.shards = description.shards?.map { shard in
            var shard = shard
            let start = shard.sequenceNumberRange?.startingSequenceNumber
            shard.sequenceNumberRange?.endingSequenceNumber = last.map(SequenceNumber.text) ?? start
            return shard
        }
        try run(
            "UPDATE dynamodb_streams SET description = ?, closed = ? WHERE id = ?",
            [.blob(StoredStructure.write(description)), .integer(now.milliseconds), .integer(stream)])
    }

    /// Forgets streams that nobody can read any more.
    private func purgeStreams() throws {
        try run(
            """
            DELETE FROM dynamodb_stream_records WHERE stream IN
            (SELECT id FROM dynamodb_streams WHERE closed <= ?)
            """, [.integer(trimHorizon)])
        try run("DELETE FROM dynamodb_streams WHERE closed <= ?", [.integer(trimHorizon)])
    }

    /// Milliseconds: what happened at or before it is out of reach.
    var trimHorizon: Int64 { (now + (.zero - DynamoDBLimits.streamRetention)).milliseconds }
}

/// Records.
extension Session {
    /// Records trimmed from the store in one go: those out of reach stay until as many have been written.
    private static let trimInterval: Int64 = 256

    /// - Parameter encoded: the new item's bytes; empty when it was deleted.
    func appendRecord(of change: ItemChange, encoded: [UInt8], to stream: TableStream) throws {
        // An item that is put as it was leaves no record (Developer Guide, "Change data capture").
        if let old = change.old, change.new != nil, old.bytes == encoded { return }
        let key = change.table.key(of: change.new ?? change.old?.item ?? [:])
        let hasNew = stream.viewType == .newImage || stream.viewType == .newAndOldImages
        let hasOld = stream.viewType == .oldImage || stream.viewType == .newAndOldImages
        let new = hasNew ? change.new : nil
        let old = hasOld ? change.old?.item : nil
        let kind: RecordKind = change.old == nil ? .insert : change.new == nil ? .remove : .modify
        let bytes =
            ItemSize.bytes(of: key) + (new.map(ItemSize.bytes) ?? 0) + (old.map(ItemSize.bytes) ?? 0)
        let insertion = try sqlite.statement(
            """
            INSERT INTO dynamodb_stream_records (stream, at, kind, by_service, keys, new, old, bytes)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """)
        insertion.bind(1, stream.id)
        insertion.bind(2, now.milliseconds)
        insertion.bind(3, kind.rawValue)
        insertion.bind(4, Int64(change.isByService ? 1 : 0))
        insertion.bind(5, ItemCodec.encode(key))
        if new != nil { insertion.bind(6, encoded) } else { insertion.bindNull(6) }
        if old != nil { insertion.bind(7, change.old?.bytes ?? []) } else { insertion.bindNull(7) }
        insertion.bind(8, Int64(bytes))
        _ = try insertion.step()
        if sqlite.lastInsertedRow % Self.trimInterval == 0 { try trimRecords(of: stream.id) }
    }

    private func trimRecords(of stream: Int64) throws {
        try run(
            "DELETE FROM dynamodb_stream_records WHERE stream = ? AND at <= ?",
            [.integer(stream), .integer(trimHorizon)])
    }
}

/// What a record tells of, as it is stored.
enum RecordKind: Int64 {
    case insert = 1
    case modify = 2
    case remove = 3

    var name: DynamoDBStreams.OperationType {
        switch self {
        case .insert: .insert
        case .modify: .modify
        case .remove: .remove
        }
    }
}
