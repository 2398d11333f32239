import AWSCore
import AWSSQS
import World

/// Finding messages that can be received, and setting them in flight.
extension Session {
    /// Up to `limit` messages, in flight for `visibility` from now on.
    ///
    /// Messages that were received too often are moved to the dead-letter queue on the way, and not returned.
    func receive(_ limit: Int, from queue: Queue, visibility: Duration) throws -> [ReceivedMessage] {
        try expireMessages(of: queue)
        let deadLetters = try deadLetters(of: queue)
        var received: [ReceivedMessage] = []
        while received.count < limit {
            // Without a time-out, what was taken can be received again: by the next call, not by this one.
            let taken = Set(received.map(\.row))
            let candidates = try candidates(limit + taken.count, in: queue).filter { !taken.contains($0) }
            if candidates.isEmpty { break }
            for row in candidates.prefix(limit - received.count) {
                guard let message = try message(row: row) else { continue }
                if let deadLetters, message.receives >= deadLetters.maxReceiveCount {
                    try move(message, row: row, from: queue, to: deadLetters.queue)
                } else {
                    received.append(try take(message, row: row, from: queue, visibility: visibility))
                }
            }
        }
        return received
    }

    private struct DeadLetters {
        let queue: Queue
        let maxReceiveCount: Int
    }

    /// Nil where the queue has no dead-letter queue, or one that is gone.
    private func deadLetters(of queue: Queue) throws -> DeadLetters? {
        guard let policy = queue.redrivePolicy, let target = try findQueue(arn: policy.deadLetterTargetARN) else {
            return nil
        }
        return DeadLetters(queue: target, maxReceiveCount: policy.maxReceiveCount)
    }

    /// Rows of messages that can be received now: those available first come first; in FIFO queues, those sent first.
    private func candidates(_ limit: Int, in queue: Queue) throws -> [Int64] {
        if queue.isFIFO { return try orderedCandidates(limit, in: queue) }
        let row = try rows(
            "SELECT id FROM sqs_messages WHERE queue = ? AND available <= ? ORDER BY available, id LIMIT ?",
            [.integer(queue.id), .time(now), .integer(Int64(limit))])
        var candidates: [Int64] = []
        while try row.step() { candidates.append(row.int64(0)) }
        return candidates
    }

    /// A group of which a message is in flight, or delayed, gives out nothing until that one is done with.
    private func orderedCandidates(_ limit: Int, in queue: Queue) throws -> [Int64] {
        let blocked = try blockedGroups(of: queue)
        let row = try rows(
            "SELECT id, message_group FROM sqs_messages WHERE queue = ? AND available <= ? ORDER BY id",
            [.integer(queue.id), .time(now)])
        var candidates: [Int64] = []
        while candidates.count < limit, try row.step() {
            if blocked.isEmpty || !blocked.contains(row.text(1)) { candidates.append(row.int64(0)) }
        }
        return candidates
    }

    private func blockedGroups(of queue: Queue) throws -> Set<String> {
        let row = try rows(
            "SELECT DISTINCT message_group FROM sqs_messages WHERE queue = ? AND available > ?",
            [.integer(queue.id), .time(now)])
        var groups: Set<String> = []
        while try row.step() { groups.insert(row.text(0)) }
        return groups
    }

    private func take(
        _ message: NewMessage, row: Int64, from queue: Queue, visibility: Duration
    ) throws -> ReceivedMessage {
        var message = message
        message.receives += 1
        message.firstReceived = message.firstReceived ?? now
        message.available = now + visibility
        try run(
            "UPDATE sqs_messages SET receives = ?, first_received = ?, received = ?, available = ? WHERE id = ?",
            [
                .integer(Int64(message.receives)), .optional(message.firstReceived), .time(now),
                .time(message.available), .integer(row),
            ])
        let handle = ReceiptHandle(queue: queue.id, row: row, receive: message.receives)
        return ReceivedMessage(row: row, message: message, handle: handle.text)
    }

    /// The time of sending, by which a message expires, is kept in standard queues and begins anew in FIFO queues
    /// (Developer Guide, "Using dead-letter queues").
    private func move(_ message: NewMessage, row: Int64, from queue: Queue, to target: Queue) throws {
        var message = message
        message.available = now
        message.details.deadLetterSource = queue.arn
        if target.isFIFO {
            message.sent = now
            message.sequenceNumber = try nextSequenceNumber(of: target)
        }
        try deleteMessage(row: row)
        try insert(message, into: target)
    }
}
