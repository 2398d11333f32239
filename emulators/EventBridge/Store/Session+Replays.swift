import AWSCore
import AWSEventBridge
import World

/// Replays as rows.
extension Session {
    private static let columns =
        "id, account, region, name, archive, source, description, destination, start, finish, state, position, last, "
        + "began, ended"

    func findReplay(_ name: String) throws -> StoredReplay? {
        try replays(
            "SELECT \(Self.columns) FROM events_replays WHERE account = ? AND region = ? AND name = ?",
            [.text(account), .text(region), .text(name)]
        ).first
    }

    /// - Throws: ResourceNotFoundException.
    func replay(_ name: String) throws -> StoredReplay {
        guard let replay = try findReplay(name) else {
            throw EventBridgeError.notFound("Replay \(name) does not exist.")
        }
        return replay
    }

    func replay(row: Int64) throws -> StoredReplay? {
        try replays("SELECT \(Self.columns) FROM events_replays WHERE id = ?", [.integer(row)]).first
    }

    /// In the order of their names.
    func replays() throws -> [StoredReplay] {
        try replays(
            "SELECT \(Self.columns) FROM events_replays WHERE account = ? AND region = ? ORDER BY name",
            [.text(account), .text(region)])
    }

    /// Of every account and region.
    func activeReplays() throws -> [StoredReplay] {
        try replays("SELECT \(Self.columns) FROM events_replays WHERE ended IS NULL ORDER BY id", [])
    }

    private func replays(_ sql: String, _ parameters: [Parameter]) throws -> [StoredReplay] {
        let row = try rows(sql, parameters)
        var replays: [StoredReplay] = []
        while try row.step() {
            replays.append(
                StoredReplay(
                    id: row.int64(0), account: row.text(1), region: row.text(2), name: row.text(3),
                    archive: row.int64(4), source: row.text(5), description: row.optionalText(6),
                    destination: try Self.structure(EventBridge.ReplayDestination.self, row.bytes(7)),
                    start: row.time(8), end: row.time(9), state: EventBridge.ReplayState(rawValue: row.text(10)),
                    position: row.int64(11), lastReplayed: row.optionalTime(12), began: row.time(13),
                    ended: row.optionalTime(14)))
        }
        return replays
    }

    func insert(_ replay: StoredReplay) throws -> Int64 {
        try run(
            "INSERT INTO events_replays (account, region, name, archive, source, description, destination, start, "
                + "finish, state, began) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                .text(replay.account), .text(replay.region), .text(replay.name), .integer(replay.archive),
                .text(replay.source), .optional(replay.description), .blob(replay.destination.document.json()),
                .time(replay.start), .time(replay.end), .text(replay.state.rawValue), .time(replay.began),
            ])
        return sqlite.lastInsertedRow
    }

    func update(_ replay: StoredReplay) throws {
        try run(
            "UPDATE events_replays SET state = ?, position = ?, last = ?, ended = ? WHERE id = ?",
            [
                .text(replay.state.rawValue), .integer(replay.position), .optional(replay.lastReplayed),
                .optional(replay.ended), .integer(replay.id),
            ])
    }

    struct ArchivedEvent {
        let id: Int64
        let event: Event
    }

    /// The next events of a replay: those that were archived in its time, in the order in which they came.
    func nextEvents(of replay: StoredReplay, limit: Int) throws -> [ArchivedEvent] {
        let row = try rows(
            "SELECT id, event FROM events_archived WHERE archive = ? AND at >= ? AND at < ? AND id > ? "
                + "ORDER BY at, id LIMIT ?",
            [
                .integer(replay.archive), .time(replay.start), .time(replay.end), .integer(replay.position),
                .integer(Int64(limit)),
            ])
        var events: [ArchivedEvent] = []
        while try row.step() { events.append(ArchivedEvent(id: row.int64(0), event: try Event(row.bytes(1)))) }
        return events
    }
}
