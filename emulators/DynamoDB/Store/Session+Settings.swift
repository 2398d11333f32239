import AWSCore
import AWSDynamoDB
import World

/// What tables have beside their description: time to live, resource policy and point-in-time recovery.
extension Session {
    // Time to live.

    func timeToLiveChange(of table: Int64) throws -> Timestamp? {
        try integer("SELECT ttl_changed FROM dynamodb_tables WHERE id = ?", [.integer(table)])
            .map { Timestamp(milliseconds: $0) }
    }

    /// - Parameter attribute: nil to stop expiring items.
    func setTimeToLive(_ attribute: String?, of table: Table) throws {
        try run(
            "UPDATE dynamodb_tables SET ttl_attribute = ?, ttl_changed = ? WHERE id = ?",
            [attribute.map(Parameter.text) ?? .null, .integer(now.milliseconds), .integer(table.id)])
        try deleteExpirations(of: table.id)
        if let attribute { try fillExpirations(of: table, TimeToLive(attribute: attribute)) }
    }

    // Resource policies.

    struct StoredPolicy: Sendable {
        let text: String
        let revision: String
    }

    func policy(of table: Int64) throws -> StoredPolicy? {
        let row = try rows("SELECT policy, policy_revision FROM dynamodb_tables WHERE id = ?", [.integer(table)])
        guard try row.step(), !row.isNull(0) else { return nil }
        return StoredPolicy(text: row.text(0), revision: row.text(1))
    }

    /// Digits, as AWS's revisions are.
    func newPolicyRevision() -> String {
        "\(now.milliseconds)\(state.identifiers.digits(6))"
    }

    func setPolicy(_ policy: StoredPolicy?, of table: Int64) throws {
        try run(
            "UPDATE dynamodb_tables SET policy = ?, policy_revision = ? WHERE id = ?",
            [
                policy.map { .text($0.text) } ?? .null, policy.map { .text($0.revision) } ?? .null, .integer(table),
            ])
    }

    // Point-in-time recovery.

    struct Recovery: Sendable {
        let since: Timestamp
        let days: Int
    }

    func recovery(of table: Int64) throws -> Recovery? {
        let row = try rows("SELECT recovery_since, recovery_days FROM dynamodb_tables WHERE id = ?", [.integer(table)])
        guard try row.step(), !row.isNull(0) else { return nil }
        return Recovery(since: Timestamp(milliseconds: row.int64(0)), days: Int(row.int64(1)))
    }

    func setRecovery(_ recovery: Recovery?, of table: Int64) throws {
        try run(
            "UPDATE dynamodb_tables SET recovery_since = ?, recovery_days = ? WHERE id = ?",
            [
                recovery.map { .integer($0.since.milliseconds) } ?? .null,
                recovery.map { .integer(Int64($0.days)) } ?? .null, .integer(table),
            ])
    }
}
