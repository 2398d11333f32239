import AWSCore
import AWSEventBridge
import World

/// Archives and what is in them, as rows.
extension Session {
    private static let columns = "id, account, region, name, source, description, pattern, retention, created"

    func findArchive(_ name: String) throws -> StoredArchive? {
        try archives(
            "SELECT \(Self.columns) FROM events_archives WHERE account = ? AND region = ? AND name = ?",
            [.text(account), .text(region), .text(name)]
        ).first
    }

    /// - Throws: ResourceNotFoundException.
    func archive(_ name: String) throws -> StoredArchive {
        guard let archive = try findArchive(name) else {
            throw EventBridgeError.notFound("Archive \(name) does not exist.")
        }
        return archive
    }

    /// In the order of their names.
    func archives() throws -> [StoredArchive] {
        try archives(
            "SELECT \(Self.columns) FROM events_archives WHERE account = ? AND region = ? ORDER BY name",
            [.text(account), .text(region)])
    }

    func archives(of bus: Bus) throws -> [StoredArchive] {
        try archives("SELECT \(Self.columns) FROM events_archives WHERE source = ? ORDER BY id", [.text(bus.arn)])
    }

    private func archives(_ sql: String, _ parameters: [Parameter]) throws -> [StoredArchive] {
        let row = try rows(sql, parameters)
        var archives: [StoredArchive] = []
        while try row.step() {
            archives.append(
                StoredArchive(
                    id: row.int64(0), account: row.text(1), region: row.text(2), name: row.text(3),
                    source: row.text(4), description: row.optionalText(5), pattern: row.optionalText(6),
                    retentionDays: Int(row.int64(7)), created: row.time(8)))
        }
        return archives
    }

    func insert(_ archive: StoredArchive) throws {
        try run(
            "INSERT INTO events_archives (account, region, name, source, description, pattern, retention, created) "
                + "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                .text(archive.account), .text(archive.region), .text(archive.name), .text(archive.source),
                .optional(archive.description), .optional(archive.pattern), .integer(Int64(archive.retentionDays)),
                .time(archive.created),
            ])
    }

    func update(_ archive: StoredArchive) throws {
        try run(
            "UPDATE events_archives SET description = ?, pattern = ?, retention = ? WHERE id = ?",
            [
                .optional(archive.description), .optional(archive.pattern), .integer(Int64(archive.retentionDays)),
                .integer(archive.id),
            ])
    }

    func delete(_ archive: StoredArchive) throws {
        try run("DELETE FROM events_archived WHERE archive = ?", [.integer(archive.id)])
        try run("DELETE FROM events_archives WHERE id = ?", [.integer(archive.id)])
    }

    // What is in them.

    func keep(_ event: Event, in archive: Int64) throws {
        try run(
            "INSERT INTO events_archived (archive, at, event) VALUES (?, ?, ?)",
            [.integer(archive), .time(now), .blob(event.bytes)])
    }

    /// Events that have outlived the archive's retention period cease to exist.
    func expireEvents(of archive: StoredArchive) throws {
        guard archive.retentionDays > 0 else { return }
        let oldest = now.milliseconds - Int64(archive.retentionDays) * 86_400_000
        try run("DELETE FROM events_archived WHERE archive = ? AND at <= ?", [.integer(archive.id), .integer(oldest)])
    }

    /// How many, and how many bytes.
    func contents(of archive: StoredArchive) throws -> (count: Int, bytes: Int) {
        let oldest = archive.retentionDays > 0 ? now.milliseconds - Int64(archive.retentionDays) * 86_400_000 : 0
        let row = try rows(
            "SELECT count(*), total(length(event)) FROM events_archived WHERE archive = ? AND at > ?",
            [.integer(archive.id), .integer(oldest)])
        return try row.step() ? (Int(row.int64(0)), Int(row.int64(1))) : (0, 0)
    }
}
