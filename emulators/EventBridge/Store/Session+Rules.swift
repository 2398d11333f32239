import AWSCore
import AWSEventBridge
import World

/// Rules and their targets as rows.
extension Session {
    private static let columns = "r.id, r.bus, r.name, r.pattern, r.schedule, r.state, r.description, r.role, r.next"

    /// - Throws: ResourceNotFoundException, of the bus or of the rule.
    func rule(_ name: String, on reference: String?) throws -> StoredRule {
        let bus = try bus(reference)
        guard let rule = try findRule(name, on: bus) else {
            throw EventBridgeError.notFound("Rule \(name) does not exist on EventBus \(bus.name).")
        }
        return rule
    }

    func findRule(_ name: String, on bus: Bus) throws -> StoredRule? {
        try rules(
            "SELECT \(Self.columns) FROM events_rules r WHERE r.bus = ? AND r.name = ?",
            [.integer(bus.id), .text(name)], of: bus
        ).first
    }

    /// In the order of their names.
    func rules(of bus: Bus, prefix: String = "") throws -> [StoredRule] {
        try rules(
            "SELECT \(Self.columns) FROM events_rules r WHERE r.bus = ?1 AND substr(r.name, 1, length(?2)) = ?2 "
                + "ORDER BY r.name", [.integer(bus.id), .text(prefix)], of: bus)
    }

    func rules(withTarget arn: String, on bus: Bus) throws -> [StoredRule] {
        try rules(
            "SELECT DISTINCT \(Self.columns) FROM events_rules r JOIN events_targets t ON t.rule = r.id "
                + "WHERE r.bus = ? AND t.arn = ? ORDER BY r.name", [.integer(bus.id), .text(arn)], of: bus)
    }

    /// Scheduled rules whose time has come, in the order of their times.
    func dueRules() throws -> [StoredRule] {
        try rules(
            "SELECT \(Self.columns) FROM events_rules r WHERE r.next <= ? ORDER BY r.next, r.id", [.time(now)], of: nil)
    }

    func nextSchedule() throws -> Timestamp? {
        try integer("SELECT min(next) FROM events_rules WHERE next IS NOT NULL").map { Timestamp(milliseconds: $0) }
    }

    private func rules(_ sql: String, _ parameters: [Parameter], of bus: Bus?) throws -> [StoredRule] {
        let row = try rows(sql, parameters)
        var rules: [StoredRule] = []
        while try row.step() {
            guard let owner = try bus ?? self.bus(row: row.int64(1)) else { continue }
            rules.append(
                StoredRule(
                    id: row.int64(0), bus: owner, name: row.text(2), pattern: row.optionalText(3),
                    schedule: row.optionalText(4), state: EventBridge.RuleState(rawValue: row.text(5)),
                    description: row.optionalText(6), role: row.optionalText(7), next: row.optionalTime(8)))
        }
        return rules
    }

    /// - Parameter rule: its id does not count.
    func put(_ rule: StoredRule) throws {
        try run(
            "INSERT INTO events_rules (bus, name, pattern, schedule, state, description, role, next) "
                + "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (bus, name) DO UPDATE SET pattern = excluded.pattern, "
                + "schedule = excluded.schedule, state = excluded.state, description = excluded.description, "
                + "role = excluded.role, next = excluded.next",
            [
                .integer(rule.bus.id), .text(rule.name), .optional(rule.pattern), .optional(rule.schedule),
                .text(rule.state.rawValue), .optional(rule.description), .optional(rule.role), .optional(rule.next),
            ])
        try touch(rule.bus)
        if rule.next != nil { hasSchedules = true }
    }

    func setNext(_ next: Timestamp?, of rule: StoredRule) throws {
        try run("UPDATE events_rules SET next = ? WHERE id = ?", [.optional(next), .integer(rule.id)])
    }

    func delete(_ rule: StoredRule) throws {
        try run("DELETE FROM events_targets WHERE rule = ?", [.integer(rule.id)])
        try run("DELETE FROM events_rules WHERE id = ?", [.integer(rule.id)])
        try deleteTags(of: rule.arn)
        try touch(rule.bus)
    }

    // Targets.

    /// In the order of their ids.
    func targets(of rule: Int64) throws -> [EventBridge.Target] {
        let row = try rows("SELECT target FROM events_targets WHERE rule = ? ORDER BY id", [.integer(rule)])
        var targets: [EventBridge.Target] = []
        while try row.step() { targets.append(try Self.structure(EventBridge.Target.self, row.bytes(0))) }
        return targets
    }

    func put(_ target: EventBridge.Target, of rule: StoredRule) throws {
        try run(
            "INSERT OR REPLACE INTO events_targets (rule, id, arn, target) VALUES (?, ?, ?, ?)",
            [.integer(rule.id), .text(target.id), .text(target.arn), .blob(target.document.json())])
        try touch(rule.bus)
    }

    func deleteTarget(_ id: String, of rule: StoredRule) throws {
        try run("DELETE FROM events_targets WHERE rule = ? AND id = ?", [.integer(rule.id), .text(id)])
        try touch(rule.bus)
    }

    // Tags.

    func tags(of arn: String) throws -> [EventBridge.Tag] {
        let row = try rows("SELECT key, value FROM events_tags WHERE arn = ? ORDER BY key", [.text(arn)])
        var tags: [EventBridge.Tag] = []
        while try row.step() { tags.append(.init(key: row.text(0), value: row.text(1))) }
        return tags
    }

    func put(_ tags: [EventBridge.Tag], on arn: String) throws {
        for tag in tags {
            try run(
                "INSERT OR REPLACE INTO events_tags (arn, key, value) VALUES (?, ?, ?)",
                [.text(arn), .text(tag.key), .text(tag.value)])
        }
    }

    func deleteTag(_ key: String, of arn: String) throws {
        try run("DELETE FROM events_tags WHERE arn = ? AND key = ?", [.text(arn), .text(key)])
    }

    func deleteTags(of arn: String) throws {
        try run("DELETE FROM events_tags WHERE arn = ?", [.text(arn)])
    }
}
