import AWSCloudWatchLogs
import AWSCore
import World

/// Groups and streams as rows.
extension Session {
    /// - Throws: ResourceNotFoundException.
    func group(_ name: String) throws -> LogGroupRow {
        guard let group = try findGroup(name) else { throw CloudWatchLogsError.groupNotFound }
        return group
    }

    func findGroup(_ name: String) throws -> LogGroupRow? {
        let row = try rows(
            "SELECT \(LogGroupRow.columns) FROM logs_groups WHERE account = ? AND region = ? AND name = ?",
            [.text(account), .text(region), .text(name)])
        return try row.step() ? LogGroupRow(row) : nil
    }

    /// By name, those behind `start`.
    func groups(after start: String) throws -> [LogGroupRow] {
        let rows = try rows(
            "SELECT \(LogGroupRow.columns) FROM logs_groups WHERE account = ? AND region = ? AND name > ? "
                + "ORDER BY name", [.text(account), .text(region), .text(start)])
        var groups: [LogGroupRow] = []
        while try rows.step() { groups.append(LogGroupRow(rows)) }
        return groups
    }

    func insertGroup(_ name: String, logClass: String, kmsKey: String?) throws -> Int64 {
        try run(
            "INSERT INTO logs_groups (account, region, name, created, class, kms) VALUES (?, ?, ?, ?, ?, ?)",
            [
                .text(account), .text(region), .text(name), .integer(now.milliseconds), .text(logClass),
                .optional(kmsKey),
            ])
        return sqlite.lastInsertedRow
    }

    func deleteGroup(_ group: LogGroupRow) throws {
        for table in ["logs_events", "logs_streams", "logs_tags", "logs_metric_filters"] {
            try run("DELETE FROM \(table) WHERE group_id = ?", [.integer(group.id)])
        }
        try run("DELETE FROM logs_groups WHERE id = ?", [.integer(group.id)])
    }

    func setRetention(_ days: Int?, of group: LogGroupRow) throws {
        try run("UPDATE logs_groups SET retention = ? WHERE id = ?", [.optional(days), .integer(group.id)])
    }

    func setKey(_ key: String?, of group: LogGroupRow) throws {
        try run("UPDATE logs_groups SET kms = ? WHERE id = ?", [.optional(key), .integer(group.id)])
    }

    func storedBytes(_ group: LogGroupRow) throws -> Int {
        Int(try integer("SELECT sum(bytes) FROM logs_streams WHERE group_id = ?", [.integer(group.id)]) ?? 0)
    }

    // Streams.

    func findStream(_ name: String, of group: LogGroupRow) throws -> LogStreamRow? {
        let row = try rows(
            "SELECT \(LogStreamRow.columns) FROM logs_streams WHERE group_id = ? AND name = ?",
            [.integer(group.id), .text(name)])
        return try row.step() ? LogStreamRow(row) : nil
    }

    /// - Throws: ResourceNotFoundException.
    func stream(_ name: String, of group: LogGroupRow) throws -> LogStreamRow {
        guard let stream = try findStream(name, of: group) else { throw CloudWatchLogsError.streamNotFound }
        return stream
    }

    /// By name.
    func streams(of group: LogGroupRow) throws -> [LogStreamRow] {
        let rows = try rows(
            "SELECT \(LogStreamRow.columns) FROM logs_streams WHERE group_id = ? ORDER BY name",
            [.integer(group.id)])
        var streams: [LogStreamRow] = []
        while try rows.step() { streams.append(LogStreamRow(rows)) }
        return streams
    }

    func insertStream(_ name: String, into group: LogGroupRow) throws {
        try run(
            "INSERT INTO logs_streams (group_id, name, created) VALUES (?, ?, ?)",
            [.integer(group.id), .text(name), .integer(now.milliseconds)])
    }

    func deleteStream(_ stream: LogStreamRow) throws {
        try run("DELETE FROM logs_events WHERE stream_id = ?", [.integer(stream.id)])
        try run("DELETE FROM logs_streams WHERE id = ?", [.integer(stream.id)])
    }
}
