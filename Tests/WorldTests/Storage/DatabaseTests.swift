import TestSupport
import Testing
import World

/// What holds in memory and in a directory alike.
@Suite struct DatabaseTests {
    enum Place: CaseIterable, Sendable {
        case memory, directory, inlineDirectory
    }

    struct Failure: Error {}

    static func open(_ place: Place, in directory: TemporaryDirectory) throws -> Database {
        let configuration: StorageConfiguration =
            switch place {
            case .memory: .memory
            case .directory: .directory(directory.path)
            case .inlineDirectory: StorageConfiguration(.directory(directory.path), isInline: true)
            }
        let database = try Database(configuration)
        try database.prepare(module: "test", version: 1, "CREATE TABLE items (key TEXT PRIMARY KEY, value BLOB)")
        return database
    }

    @Test(arguments: Place.allCases) func whatIsWrittenIsRead(place: Place) async throws {
        let directory = TemporaryDirectory()
        let database = try Self.open(place, in: directory)
        try await database.put("a", [1, 2, 3])
        try await database.put("empty", [])
        #expect(try await database.get("a") == [1, 2, 3])
        #expect(try await database.get("empty") == [])
        #expect(try await database.get("b") == nil)
        database.close()
    }

    @Test(arguments: Place.allCases) func aBodyThatThrowsLeavesNothing(place: Place) async throws {
        let directory = TemporaryDirectory()
        let database = try Self.open(place, in: directory)
        await #expect(throws: Failure.self) {
            try await database.write { connection in
                try connection.put("a", [1])
                throw Failure()
            }
        }
        #expect(try await database.get("a") == nil)
        try await database.put("a", [2])
        #expect(try await database.get("a") == [2])
        database.close()
    }

    @Test(arguments: Place.allCases) func aReadMayNotWrite(place: Place) async throws {
        let directory = TemporaryDirectory()
        let database = try Self.open(place, in: directory)
        let error = await #expect(throws: StorageError.self) {
            try await database.read { try $0.put("a", [1]) }
        }
        #expect(error?.code == .readOnly)
        await #expect(throws: StorageError.self) {
            try await database.read { try $0.execute("DELETE FROM items") }
        }
        database.close()
    }

    @Test(arguments: Place.allCases) func errorsNameTheStatement(place: Place) async throws {
        let directory = TemporaryDirectory()
        let database = try Self.open(place, in: directory)
        try await database.put("a", [1])
        let duplicate = await #expect(throws: StorageError.self) {
            try await database.write { connection in
                let statement = try connection.statement("INSERT INTO items VALUES (?, ?)")
                statement.bind(1, "a")
                _ = try statement.step()
            }
        }
        #expect(duplicate?.code.primary == .constraint)
        #expect(duplicate?.statement == "INSERT INTO items VALUES (?, ?)")
        let syntax = await #expect(throws: StorageError.self) {
            try await database.read { _ = try $0.statement("SELEC 1") }
        }
        #expect(syntax?.code == .error)
        #expect(syntax?.message.contains("syntax error") == true)
        database.close()
    }

    @Test(arguments: Place.allCases) func aClosedDatabaseSaysSo(place: Place) async throws {
        let directory = TemporaryDirectory()
        let database = try Self.open(place, in: directory)
        database.close()
        let write = await #expect(throws: StorageError.self) { try await database.put("a", [1]) }
        #expect(write?.code == .misuse)
        let read = await #expect(throws: StorageError.self) { _ = try await database.get("a") }
        #expect(read?.code == .misuse)
    }

    @Test(arguments: Place.allCases) func writesOfManyTasksAllLand(place: Place) async throws {
        let directory = TemporaryDirectory()
        let database = try Self.open(place, in: directory)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<400 {
                group.addTask {
                    guard number % 10 != 0 else {
                        try? await database.write { connection in
                            try connection.put("\(number)", [])
                            throw Failure()
                        }
                        return
                    }
                    try await database.put("\(number)", [UInt8(number % 256)])
                    #expect(try await database.get("\(number)") == [UInt8(number % 256)])
                }
            }
            try await group.waitForAll()
        }
        let count = try await database.read { connection in
            let statement = try connection.statement("SELECT count(*) FROM items")
            _ = try statement.step()
            return statement.int64(0)
        }
        #expect(count == 360)
        database.close()
    }

    @Test func aModuleOfAnotherVersionIsRefused() throws {
        let database = try Database()
        try database.prepare(module: "m", version: 1, "CREATE TABLE m (a)")
        try database.prepare(module: "m", version: 1, "CREATE TABLE m (a)")
        let error = #expect(throws: StorageError.self) {
            try database.prepare(module: "m", version: 2, "CREATE TABLE m (a, b)")
        }
        #expect(error?.message == "the data of m has version 1, this program reads and writes version 2")
    }
}

extension Database {
    func put(_ key: String, _ value: [UInt8]) async throws {
        try await write { try $0.put(key, value) }
    }

    func get(_ key: String) async throws -> [UInt8]? {
        try await read { connection in
            let statement = try connection.statement("SELECT value FROM items WHERE key = ?")
            statement.bind(1, key)
            return try statement.step() ? statement.bytes(0) : nil
        }
    }
}

extension SQLite {
    func put(_ key: String, _ value: [UInt8]) throws {
        let statement = try statement("INSERT OR REPLACE INTO items VALUES (?, ?)")
        statement.bind(1, key)
        statement.bind(2, value)
        _ = try statement.step()
    }
}
