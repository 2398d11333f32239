import AWSCore

/// Keeps a ``WorldSnapshot`` in tables of the world's own database.
enum SnapshotTables {
    static let module = "world"
    static let version = 1
    static let schema = """
        CREATE TABLE world_state (
            id INTEGER PRIMARY KEY CHECK (id = 1), seed INTEGER, generation INTEGER, seconds INTEGER,
            nanoseconds INTEGER, is_closed INTEGER);
        CREATE TABLE world_streams (name TEXT PRIMARY KEY, a INTEGER, b INTEGER, c INTEGER, d INTEGER);
        CREATE TABLE world_calls (service TEXT PRIMARY KEY, count INTEGER);
        CREATE TABLE world_totals (
            account TEXT, region TEXT, service TEXT, unit TEXT, resource TEXT, millionths INTEGER);
        """

    /// - Parameter isClosed: whether nothing happened after the snapshot.
    static func write(_ snapshot: WorldSnapshot, isClosed: Bool, to connection: SQLite) throws {
        for table in ["world_state", "world_streams", "world_calls", "world_totals"] {
            try connection.execute("DELETE FROM \(table)")
        }
        try connection.insert(
            "INSERT INTO world_state VALUES (1, ?, ?, ?, ?, ?)",
            .integer(Int64(bitPattern: snapshot.seeds.seed)), .integer(Int64(bitPattern: snapshot.seeds.generation)),
            snapshot.now.map { .integer($0.seconds) }, snapshot.now.map { .integer(Int64($0.nanoseconds)) },
            .integer(isClosed ? 1 : 0))
        for (name, words) in snapshot.seeds.streams {
            let integers = words.map { Value.integer(Int64(bitPattern: $0)) }
            try connection.insert(
                "INSERT INTO world_streams VALUES (?, ?, ?, ?, ?)", .text(name), integers[0], integers[1], integers[2],
                integers[3])
        }
        for (service, count) in snapshot.calls {
            try connection.insert(
                "INSERT INTO world_calls VALUES (?, ?)", .text(service), .integer(Int64(bitPattern: count)))
        }
        for total in snapshot.totals {
            try connection.insert(
                "INSERT INTO world_totals VALUES (?, ?, ?, ?, ?, ?)", .text(total.place.account),
                .text(total.place.region), .text(total.place.service), .text(total.usage.unit.rawValue),
                total.usage.resource.map { .text($0) }, .integer(total.usage.millionths))
        }
    }

    /// nil when no world was ever saved here.
    static func read(_ connection: SQLite) throws -> (snapshot: WorldSnapshot, isClosed: Bool)? {
        let state = try connection.statement(
            "SELECT seed, generation, seconds, nanoseconds, is_closed FROM world_state")
        guard try state.step() else { return nil }
        let nanoseconds = Int32(clamping: min(max(0, state.int64(3)), 999_999_999))
        let now = state.isNull(2) ? nil : Timestamp(seconds: state.int64(2), nanoseconds: nanoseconds)
        let seeds = Seeds.Snapshot(
            seed: UInt64(bitPattern: state.int64(0)), generation: UInt64(bitPattern: state.int64(1)),
            streams: try streams(connection))
        let snapshot = WorldSnapshot(
            now: now, seeds: seeds, calls: try calls(connection), totals: try totals(connection))
        return (snapshot, state.int64(4) == 1)
    }

    private static func streams(_ connection: SQLite) throws -> [(name: String, words: [UInt64])] {
        let rows = try connection.statement("SELECT name, a, b, c, d FROM world_streams ORDER BY name")
        var streams: [(name: String, words: [UInt64])] = []
        while try rows.step() {
            streams.append((rows.text(0), (1...4).map { UInt64(bitPattern: rows.int64($0)) }))
        }
        return streams
    }

    private static func calls(_ connection: SQLite) throws -> [(service: String, count: UInt64)] {
        let rows = try connection.statement("SELECT service, count FROM world_calls ORDER BY service")
        var calls: [(service: String, count: UInt64)] = []
        while try rows.step() { calls.append((rows.text(0), UInt64(bitPattern: rows.int64(1)))) }
        return calls
    }

    private static func totals(_ connection: SQLite) throws -> [Meter.Total] {
        let rows = try connection.statement(
            "SELECT account, region, service, unit, resource, millionths FROM world_totals")
        var totals: [Meter.Total] = []
        while try rows.step() {
            let place = Meter.Place(account: rows.text(0), region: rows.text(1), service: rows.text(2))
            let unit = UsageUnit(rawValue: rows.text(3))
            let usage = Usage(unit, millionths: rows.int64(5), on: rows.isNull(4) ? nil : rows.text(4))
            totals.append(Meter.Total(place: place, usage: usage))
        }
        return totals
    }

    fileprivate enum Value {
        case text(String)
        case integer(Int64)
    }
}

extension SQLite {
    fileprivate func insert(_ sql: String, _ values: SnapshotTables.Value?...) throws(StorageError) {
        let statement = try statement(sql)
        for (index, value) in values.enumerated() {
            switch value {
            case .text(let text)?: statement.bind(Int32(index + 1), text)
            case .integer(let integer)?: statement.bind(Int32(index + 1), integer)
            case nil: statement.bindNull(Int32(index + 1))
            }
        }
        _ = try statement.step()
    }
}
