import AWSCore
import AWSEventBridge
import World

/// Buses as rows. The default bus of an account and region is there from the first look on.
extension Session {
    private static let columns = "id, account, region, name, created, modified, settings, policy"

    /// - Parameter reference: a name, an ARN, or nil for the default bus.
    /// - Throws: ResourceNotFoundException.
    func bus(_ reference: String?) throws -> Bus {
        guard let bus = try findBus(reference) else {
            throw EventBridgeError.notFound("Event bus \(Bus.name(reference)) does not exist.")
        }
        return bus
    }

    func findBus(_ reference: String?) throws -> Bus? {
        let owner = reference.flatMap { try? ARN($0) }
        return try findBus(
            Bus.name(reference), account: owner?.account ?? account, region: owner?.region ?? region)
    }

    func findBus(_ name: String, account: String, region: String) throws -> Bus? {
        let found = try buses(
            "SELECT \(Self.columns) FROM events_buses WHERE account = ? AND region = ? AND name = ?",
            [.text(account), .text(region), .text(name)]
        ).first
        if found != nil || name != Bus.defaultName { return found }
        return Bus(
            id: 0, account: account, region: region, name: name, created: now, modified: now, settings: .init())
    }

    /// The bus with a row of its own: the default one gets it when something is first kept for it.
    func stored(_ bus: Bus) throws -> Bus {
        bus.id == 0 ? try insertBus(bus) : bus
    }

    func insertBus(_ bus: Bus) throws -> Bus {
        try run(
            "INSERT INTO events_buses (account, region, name, created, modified, settings) VALUES (?, ?, ?, ?, ?, ?)",
            [
                .text(bus.account), .text(bus.region), .text(bus.name), .time(bus.created), .time(bus.modified),
                .blob(bus.settings.document.json()),
            ])
        return Bus(
            id: sqlite.lastInsertedRow, account: bus.account, region: bus.region, name: bus.name,
            created: bus.created, modified: bus.modified, settings: bus.settings)
    }

    func buses(prefix: String) throws -> [Bus] {
        let found = try buses(
            "SELECT \(Self.columns) FROM events_buses WHERE account = ? AND region = ? "
                + "AND substr(name, 1, length(?3)) = ?3 ORDER BY name",
            [.text(account), .text(region), .text(prefix)])
        guard Bus.defaultName.hasPrefix(prefix), !found.contains(where: { $0.name == Bus.defaultName }),
            let unstored = try findBus(nil)
        else { return found }
        return (found + [unstored]).sorted { $0.name < $1.name }
    }

    func allBuses() throws -> [Bus] {
        try buses("SELECT \(Self.columns) FROM events_buses ORDER BY id", [])
    }

    func bus(row: Int64) throws -> Bus? {
        try buses("SELECT \(Self.columns) FROM events_buses WHERE id = ?", [.integer(row)]).first
    }

    private func buses(_ sql: String, _ parameters: [Parameter]) throws -> [Bus] {
        let row = try rows(sql, parameters)
        var buses: [Bus] = []
        while try row.step() {
            buses.append(
                Bus(
                    id: row.int64(0), account: row.text(1), region: row.text(2), name: row.text(3),
                    created: row.time(4), modified: row.time(5),
                    settings: try Self.structure(EventBridge.UpdateEventBusRequest.self, row.bytes(6)),
                    policy: row.optionalText(7)))
        }
        return buses
    }

    func update(_ bus: Bus) throws {
        try run(
            "UPDATE events_buses SET modified = ?, settings = ?, policy = ? WHERE id = ?",
            [
                .time(now), .blob(bus.settings.document.json()), .optional(bus.policy), .integer(bus.id),
            ])
        policyChanges.append(PolicyChange(policy: bus.policy, arn: bus.arn, account: bus.account))
    }

    func delete(_ bus: Bus) throws {
        try run("DELETE FROM events_buses WHERE id = ?", [.integer(bus.id)])
        try deleteTags(of: bus.arn)
        policyChanges.append(PolicyChange(policy: nil, arn: bus.arn, account: bus.account))
    }

    /// Rules of the bus have changed: those compiled before are out of date.
    func touch(_ bus: Bus) throws {
        try run("UPDATE events_buses SET version = version + 1 WHERE id = ?", [.integer(bus.id)])
    }

    func version(of bus: Bus) throws -> Int64 {
        try integer("SELECT version FROM events_buses WHERE id = ?", [.integer(bus.id)]) ?? 0
    }

    static func structure<Value: Structure>(_ type: Value.Type, _ bytes: [UInt8]) throws(WireError) -> Value {
        try Value(Document(json: bytes, as: .structure { Value.schema }))
    }
}
