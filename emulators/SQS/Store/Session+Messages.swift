import AWSCore
import AWSSQS
import World

/// Messages as rows: putting them in, counting them and taking them out.
extension Session {
    func insert(_ message: NewMessage, into queue: Queue) throws {
        try run(
            "INSERT INTO sqs_messages (queue, message_id, sent, available, receives, first_received, message_group, "
                + "deduplication_id, sequence_number, details, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                .integer(queue.id), .text(message.id), .time(message.sent), .time(message.available),
                .integer(Int64(message.receives)), .optional(message.firstReceived), .text(message.group),
                .optional(message.deduplicationID), .optional(message.sequenceNumber),
                .blob(message.details.bytes), .text(message.body),
            ])
        signalled.insert(queue.id)
    }

    static let messageColumns =
        "message_id, body, sent, available, message_group, deduplication_id, sequence_number, receives, "
        + "first_received, details"

    func message(row id: Int64) throws -> NewMessage? {
        let row = try rows("SELECT \(Self.messageColumns) FROM sqs_messages WHERE id = ?", [.integer(id)])
        return try row.step() ? Self.message(row) : nil
    }

    static func message(_ row: Statement) throws -> NewMessage {
        NewMessage(
            id: row.text(0), body: row.text(1), sent: row.time(2), available: row.time(3), group: row.text(4),
            deduplicationID: row.optionalText(5), sequenceNumber: row.optionalText(6), receives: Int(row.int64(7)),
            firstReceived: row.optionalTime(8), details: try MessageDetails(row.bytes(9)))
    }

    func deleteMessage(row: Int64) throws {
        try run("DELETE FROM sqs_messages WHERE id = ?", [.integer(row)])
    }

    func deleteMessages(of queue: Queue) throws {
        try run("DELETE FROM sqs_messages WHERE queue = ?", [.integer(queue.id)])
    }

    /// Messages that have outlived the queue's retention period cease to exist.
    func expireMessages(of queue: Queue) throws {
        try run(
            "DELETE FROM sqs_messages WHERE queue = ? AND sent <= ?",
            [.integer(queue.id), .integer(queue.oldestKept(at: now))])
    }

    struct Counts: Sendable {
        var visible = 0
        var inFlight = 0
        var delayed = 0
        var all: Int { visible + inFlight + delayed }
    }

    func counts(of queue: Queue) throws -> Counts {
        let row = try rows(
            "SELECT count(*), total(available <= ?2), total(available > ?2 AND received IS NOT NULL) "
                + "FROM sqs_messages WHERE queue = ?1 AND sent > ?3",
            [.integer(queue.id), .time(now), .integer(queue.oldestKept(at: now))])
        guard try row.step() else { return Counts() }
        let (visible, inFlight) = (Int(row.int64(1)), Int(row.int64(2)))
        return Counts(visible: visible, inFlight: inFlight, delayed: Int(row.int64(0)) - visible - inFlight)
    }

    func inFlight(in queue: Queue) throws -> Int {
        let count = try integer(
            "SELECT count(*) FROM sqs_messages WHERE queue = ? AND available > ? AND received IS NOT NULL",
            [.integer(queue.id), .time(now)])
        return Int(count ?? 0)
    }

    /// When the next message that is delayed or in flight can be received; nil when there is none.
    func nextAvailability(in queue: Int64) throws -> Timestamp? {
        try integer(
            "SELECT min(available) FROM sqs_messages WHERE queue = ? AND available > ?", [.integer(queue), .time(now)]
        ).map { Timestamp(milliseconds: $0) }
    }

    // FIFO.

    /// 20 digits that grow, with gaps as on AWS.
    func nextSequenceNumber(of queue: Queue) throws -> String {
        try run("UPDATE sqs_queues SET sequence = sequence + 1 WHERE id = ?", [.integer(queue.id)])
        let count = try integer("SELECT sequence FROM sqs_queues WHERE id = ?", [.integer(queue.id)]) ?? 0
        return "18\(Self.firstSequence + count * Self.sequenceStep)"
    }

    private static let firstSequence: Int64 = 849_496_460_467_696_128
    private static let sequenceStep: Int64 = 256

    struct Deduplication: Sendable {
        let messageID: String
        let sequenceNumber: String
    }

    /// The message that was sent under this deduplication id within the last five minutes.
    func deduplication(_ token: String, scope: String, of queue: Queue) throws -> Deduplication? {
        let oldest = now.milliseconds - Int64(SQSLimits.deduplicationSeconds) * 1000
        try run("DELETE FROM sqs_deduplications WHERE queue = ? AND at <= ?", [.integer(queue.id), .integer(oldest)])
        let row = try rows(
            "SELECT message_id, sequence_number FROM sqs_deduplications WHERE queue = ? AND scope = ? AND token = ?",
            [.integer(queue.id), .text(scope), .text(token)])
        return try row.step() ? Deduplication(messageID: row.text(0), sequenceNumber: row.text(1)) : nil
    }

    func remember(_ message: NewMessage, scope: String, of queue: Queue) throws {
        guard let token = message.deduplicationID, let number = message.sequenceNumber else { return }
        try run(
            "INSERT INTO sqs_deduplications (queue, scope, token, at, message_id, sequence_number) "
                + "VALUES (?, ?, ?, ?, ?, ?)",
            [.integer(queue.id), .text(scope), .text(token), .time(now), .text(message.id), .text(number)])
    }
}
