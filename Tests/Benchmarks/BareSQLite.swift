import World

/// The statements without which no store of items on SQLite can do, and nothing else.
struct BareSQLite {
    private let database: Database
    private let calls: Int

    init(_ storage: StorageConfiguration, calls: Int) async throws {
        database = try Database(storage)
        self.calls = calls
        try await database.write { sqlite in
            try sqlite.execute("CREATE TABLE items (key BLOB NOT NULL UNIQUE, item BLOB NOT NULL)")
        }
        for index in 0..<calls { try await put(index) }
    }

    func get() async throws -> Duration {
        try await Measure.best(of: calls) { index in
            _ = try await database.read { try Self.item(index, $0) }
        }
    }

    func put() async throws -> Duration {
        try await Measure.best(of: calls) { try await put($0) }
    }

    /// Reads the old item and writes the new one, in one transaction.
    func update() async throws -> Duration {
        try await Measure.best(of: calls) { index in
            try await database.write { sqlite in
                _ = try Self.item(index, sqlite)
                try Self.put(index, sqlite)
            }
        }
    }

    func query() async throws -> Duration {
        try await Measure.best(of: calls / 4) { _ in
            _ = try await database.read { sqlite in
                let select = try sqlite.statement(
                    "SELECT item FROM items WHERE key >= ? AND key < ? ORDER BY key LIMIT 10")
                select.bind(1, Self.key(70))
                select.bind(2, Self.key(80))
                var bytes = 0
                while try select.step() { bytes += select.bytes(0).count }
                return bytes
            }
        }
    }

    private func put(_ index: Int) async throws {
        try await database.write { try Self.put(index, $0) }
    }

    private static func put(_ index: Int, _ sqlite: SQLite) throws {
        let insert = try sqlite.statement(
            "INSERT INTO items (key, item) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET item = excluded.item")
        insert.bind(1, key(index))
        insert.bind(2, [UInt8](repeating: 0x78, count: 1024))
        _ = try insert.step()
    }

    private static func item(_ index: Int, _ sqlite: SQLite) throws -> [UInt8] {
        let select = try sqlite.statement("SELECT item FROM items WHERE key = ?")
        select.bind(1, key(index))
        return try select.step() ? select.bytes(0) : []
    }

    private static func key(_ index: Int) -> [UInt8] {
        Array("partition-0000-0000-".utf8) + withUnsafeBytes(of: UInt32(index).bigEndian) { Array($0) }
    }
}
