import AWSCloudWatchLogs
import AWSCore
import World

/// Events as rows.
extension Session {
    func insert(
        _ events: ArraySlice<CloudWatchLogs.InputLogEvent>, into stream: LogStreamRow, of group: LogGroupRow
    ) throws {
        for event in events {
            let row = try sqlite.statement(
                "INSERT INTO logs_events (group_id, stream_id, at, ingested, message) VALUES (?, ?, ?, ?, ?)")
            row.bind(1, group.id)
            row.bind(2, stream.id)
            row.bind(3, Int64(event.timestamp))
            row.bind(4, now.milliseconds)
            row.bind(5, event.message)
            _ = try row.step()
        }
        guard let first = events.first, let last = events.last else { return }
        let bytes = events.reduce(0) { $0 + $1.message.utf8.count + CloudWatchLogsLimits.eventOverheadBytes }
        try run(
            "UPDATE logs_streams SET first = min(coalesce(first, ?1), ?1), last = max(coalesce(last, ?2), ?2), "
                + "ingested = ?3, bytes = bytes + ?4 WHERE id = ?5",
            [
                .integer(Int64(first.timestamp)), .integer(Int64(last.timestamp)), .integer(now.milliseconds),
                .integer(Int64(bytes)), .integer(stream.id),
            ])
    }

    /// Events of a stream or a group, from an instant on, forward or backward, until `body` has enough.
    /// - Parameters:
    ///   - range: of times, the end excluded.
    ///   - start: the place behind which to begin, looking in the asked direction.
    ///   - body: returns whether it wants more.
    func forEachEvent(
        _ source: EventSource, in range: Range<Int64>, after start: EventPlace?, backward: Bool = false,
        _ body: (StoredEvent) throws -> Bool
    ) throws {
        let (column, id) =
            switch source {
            case .stream(let id): ("stream_id", id)
            case .group(let id): ("group_id", id)
            }
        let (comparison, order) = backward ? ("<", "DESC") : (">", "ASC")
        let edge = start ?? (backward ? EventPlace(at: .max, id: .max) : EventPlace(at: .min, id: .min))
        let rows = try rows(
            "SELECT id, at, ingested, message, stream_id FROM logs_events WHERE \(column) = ?1 AND at >= ?2 AND at < ?3 "
                + "AND (at, id) \(comparison) (?4, ?5) ORDER BY at \(order), id \(order)",
            [
                .integer(id), .integer(range.lowerBound), .integer(range.upperBound), .integer(edge.at),
                .integer(edge.id),
            ])
        while try rows.step() {
            let event = StoredEvent(
                place: EventPlace(at: rows.int64(1), id: rows.int64(0)), ingested: rows.int64(2),
                message: rows.text(3), stream: rows.int64(4))
            guard try body(event) else { return }
        }
    }

    /// Deletes what a group keeps no longer.
    func deleteExpired(_ group: LogGroupRow) throws {
        let earliest = group.earliest(at: now)
        guard earliest > .min else { return }
        let expired = try rows(
            "SELECT stream_id, sum(length(CAST(message AS BLOB)) + ?3) FROM logs_events "
                + "WHERE group_id = ?1 AND at < ?2 GROUP BY stream_id",
            [.integer(group.id), .integer(earliest), .integer(Int64(CloudWatchLogsLimits.eventOverheadBytes))])
        var freed: [(stream: Int64, bytes: Int64)] = []
        while try expired.step() { freed.append((expired.int64(0), expired.int64(1))) }
        try run("DELETE FROM logs_events WHERE group_id = ? AND at < ?", [.integer(group.id), .integer(earliest)])
        for (stream, bytes) in freed {
            try run(
                "UPDATE logs_streams SET bytes = bytes - ?1, "
                    + "first = (SELECT min(at) FROM logs_events WHERE stream_id = ?2) WHERE id = ?2",
                [.integer(bytes), .integer(stream)])
        }
    }
}

/// What events are read of.
enum EventSource {
    case stream(Int64)
    case group(Int64)
}

/// Where an event stands among those of its stream or group.
struct EventPlace: Hashable, Comparable, Sendable {
    /// The event's own time, in milliseconds.
    let at: Int64
    /// Its number, which orders events of one time.
    let id: Int64

    static func < (left: EventPlace, right: EventPlace) -> Bool {
        (left.at, left.id) < (right.at, right.id)
    }
}

struct StoredEvent: Sendable {
    let place: EventPlace
    let ingested: Int64
    let message: String
    let stream: Int64

    /// 56 digits, sorted by time.
    var eventID: String { EventToken.digits(place) }
}

/// Places as opaque tokens: 56 digits, as AWS's tokens have.
enum EventToken {
    static func digits(_ place: EventPlace) -> String {
        // Times may be negative in theory, so both numbers are shifted to be without sign.
        padded(UInt64(bitPattern: place.at) ^ (1 << 63), 20) + padded(UInt64(bitPattern: place.id) ^ (1 << 63), 36)
    }

    static func place(_ digits: some StringProtocol) -> EventPlace? {
        guard digits.utf8.count == 56, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let at = UInt64(digits.prefix(20)), let id = UInt64(digits.suffix(20))
        else { return nil }
        return EventPlace(at: Int64(bitPattern: at ^ (1 << 63)), id: Int64(bitPattern: id ^ (1 << 63)))
    }

    private static func padded(_ value: UInt64, _ width: Int) -> String {
        let text = String(value)
        return String(repeating: "0", count: width - text.utf8.count) + text
    }
}
