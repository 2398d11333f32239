import AWSCore
import AWSEventBridge
import World

/// The outbox.
extension Session {
    private static let columns = "id, account, region, rule, target, event, payload, created, attempts, hops, failure"

    /// Puts an event into the outbox, once for each target of a rule.
    func enqueue(_ event: Event, for rule: CompiledRule, hops: Int = 0) throws {
        let bytes = event.bytes
        let context = TargetInput.Context(ruleARN: rule.arn, ruleName: rule.name, ingested: now)
        for target in rule.targets {
            try run(
                "INSERT INTO events_deliveries (due, account, region, rule, target, event, payload, created, hops) "
                    + "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    .time(now), .text(rule.account), .text(rule.region), .text(rule.arn),
                    .blob(target.document.json()), .blob(bytes),
                    .optional(TargetInput.payload(of: event, for: target, context)), .time(now),
                    .integer(Int64(hops)),
                ])
            hasDeliveries = true
        }
    }

    func dueDeliveries() throws -> [Delivery] {
        let row = try rows(
            "SELECT \(Self.columns) FROM events_deliveries WHERE due <= ? ORDER BY due, id LIMIT ?",
            [.time(now), .integer(Int64(EventBridgeLimits.deliveryBatch))])
        var deliveries: [Delivery] = []
        while try row.step() {
            deliveries.append(
                Delivery(
                    id: row.int64(0), account: row.text(1), region: row.text(2), ruleARN: row.text(3),
                    target: try Self.structure(EventBridge.Target.self, row.bytes(4)), event: try Event(row.bytes(5)),
                    payload: row.optionalText(6), created: row.time(7), attempts: Int(row.int64(8)),
                    hops: Int(row.int64(9)),
                    failure: row.isNull(10) ? nil : DeliveryFailure(try Document(json: row.bytes(10)))))
        }
        return deliveries
    }

    func nextDelivery() throws -> Timestamp? {
        try integer("SELECT min(due) FROM events_deliveries").map { Timestamp(milliseconds: $0) }
    }

    func finish(_ delivery: Delivery) throws {
        try run("DELETE FROM events_deliveries WHERE id = ?", [.integer(delivery.id)])
    }

    func postpone(_ delivery: Delivery, until due: Timestamp) throws {
        try run(
            "UPDATE events_deliveries SET due = ?, attempts = ?, failure = ? WHERE id = ?",
            [
                .time(due), .integer(Int64(delivery.attempts)),
                delivery.failure.map { .blob($0.document.json()) } ?? .null, .integer(delivery.id),
            ])
    }
}
