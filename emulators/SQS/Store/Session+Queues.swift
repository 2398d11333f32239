import AWSCore
import AWSSQS
import World

/// Queues as rows.
extension Session {
    private static let columns = "id, account, region, name, created, modified, attributes"

    /// - Throws: QueueDoesNotExist, InvalidAddress.
    func queue(at url: String) throws -> Queue {
        try queue(QueueAddress(url: url))
    }

    func queue(_ address: QueueAddress) throws -> Queue {
        guard let queue = try findQueue(address) else { throw SQSError.queueDoesNotExist }
        return queue
    }

    func findQueue(_ address: QueueAddress) throws -> Queue? {
        try queues(
            "SELECT \(Self.columns) FROM sqs_queues WHERE account = ? AND region = ? AND name = ?",
            [.text(address.account), .text(region), .text(address.name)]
        ).first
    }

    /// - Parameter arn: of a queue of this region.
    func findQueue(arn: String) throws -> Queue? {
        guard let parts = try? ARN(arn), parts.service == "sqs", parts.region == region else { return nil }
        return try findQueue(QueueAddress(account: parts.account, name: parts.resource))
    }

    /// The caller's own, in the order of their names.
    func queues(prefix: String, after start: String, limit: Int) throws -> [Queue] {
        try queues(
            "SELECT \(Self.columns) FROM sqs_queues WHERE account = ? AND region = ? AND name > ? "
                + "AND substr(name, 1, length(?4)) = ?4 ORDER BY name LIMIT ?5",
            [.text(account), .text(region), .text(start), .text(prefix), .integer(Int64(limit))])
    }

    /// Queues that name `target` as their dead-letter queue.
    func sources(of target: Queue, after start: String, limit: Int) throws -> [Queue] {
        try queues(
            "SELECT \(Self.columns) FROM sqs_queues WHERE target = ? AND name > ? ORDER BY name LIMIT ?",
            [.text(target.arn), .text(start), .integer(Int64(limit))])
    }

    func allQueues() throws -> [Queue] {
        try queues("SELECT \(Self.columns) FROM sqs_queues ORDER BY id", [])
    }

    private func queues(_ sql: String, _ parameters: [Parameter]) throws -> [Queue] {
        let row = try rows(sql, parameters)
        var queues: [Queue] = []
        while try row.step() {
            queues.append(
                Queue(
                    id: row.int64(0), account: row.text(1), region: row.text(2), name: row.text(3),
                    created: row.time(4), modified: row.time(5),
                    attributes: try [String: String](Document(json: row.bytes(6)))))
        }
        return queues
    }

    func insertQueue(_ name: String, _ attributes: [String: String]) throws -> Queue {
        try run(
            "INSERT INTO sqs_queues (account, region, name, created, modified, attributes, target) "
                + "VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                .text(account), .text(region), .text(name), .time(now), .time(now),
                .blob(attributes.document.json()), .optional(Self.target(attributes)),
            ])
        let queue = Queue(
            id: sqlite.lastInsertedRow, account: account, region: region, name: name, created: now, modified: now,
            attributes: attributes)
        policyChanges.append(PolicyChange(queue))
        return queue
    }

    func update(_ queue: Queue) throws {
        try run(
            "UPDATE sqs_queues SET modified = ?, attributes = ?, target = ? WHERE id = ?",
            [
                .time(queue.modified), .blob(queue.attributes.document.json()),
                .optional(Self.target(queue.attributes)), .integer(queue.id),
            ])
        policyChanges.append(PolicyChange(queue))
        signalled.insert(queue.id)
    }

    private static func target(_ attributes: [String: String]) -> String? {
        attributes[Attribute.redrivePolicy].flatMap { RedrivePolicy($0)?.deadLetterTargetARN }
    }

    func delete(_ queue: Queue) throws {
        for table in ["sqs_messages", "sqs_deduplications", "sqs_tags"] {
            try run("DELETE FROM \(table) WHERE queue = ?", [.integer(queue.id)])
        }
        try run("DELETE FROM sqs_queues WHERE id = ?", [.integer(queue.id)])
        try run(
            "INSERT OR REPLACE INTO sqs_deletions (account, region, name, at) VALUES (?, ?, ?, ?)",
            [.text(queue.account), .text(queue.region), .text(queue.name), .time(now)])
        policyChanges.append(PolicyChange(policy: nil, arn: queue.arn, account: queue.account))
        signalled.insert(queue.id)
    }

    func deletionTime(of name: String) throws -> Timestamp? {
        try integer(
            "SELECT at FROM sqs_deletions WHERE account = ? AND region = ? AND name = ?",
            [.text(account), .text(region), .text(name)]
        ).map { Timestamp(milliseconds: $0) }
    }
}

/// The policy of a queue, as the world's access control is to know it.
struct PolicyChange: Sendable {
    var policy: String?
    var arn: String
    var account: String

    init(policy: String?, arn: String, account: String) {
        self.policy = policy
        self.arn = arn
        self.account = account
    }

    init(_ queue: Queue) {
        self.init(policy: queue.attributes[Attribute.policy], arn: queue.arn, account: queue.account)
    }
}

extension SQSState {
    func apply(_ change: PolicyChange) {
        // Stored policies were checked before they were stored.
        let policy = change.policy.flatMap { try? PolicyDocument(json: $0) }
        world.access.setPolicy(policy, ofResource: change.arn, account: change.account)
    }

    func policedQueues() async throws -> [Queue] {
        let call = Call(account: world.accountID, region: world.region, now: world.clock.now)
        return try await read(call) { session in
            try session.allQueues().filter { $0.attributes[Attribute.policy] != nil }
        }
    }
}
