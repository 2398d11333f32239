import AWSCore
import TestSupport
import Testing
import World

@Suite struct SavingTests {
    static let schema = "CREATE TABLE items (key TEXT PRIMARY KEY, value BLOB)"

    static func world(_ configuration: WorldConfiguration = WorldConfiguration()) throws -> World {
        let world = try World(configuration)
        try world.database.prepare(module: "test", version: 1, schema)
        return world
    }

    /// What a world would do next: the same for two worlds that stand at the same point.
    static func future(_ world: World) async throws -> [String] {
        try await world.notes().get("Orders")
        let names = ["ids", "never used before"].map { world.stream(named: $0).uuid() }
        let totals = world.meter.totals.map { "\($0.usage.unit) \($0.usage.quantity)" }
        return names + totals + ["\(world.clock.now.seconds)", world.audit.records.last?.requestID ?? ""]
    }

    @Test func aForkGoesItsOwnWay() async throws {
        let world = try Self.world()
        try await world.database.put("a", [1])
        let body = try await world.objects.write([7])
        _ = world.stream(named: "ids").uuid()
        try await world.notes().get("Orders")
        world.faults.add(FaultRule(.throttle, skip: 2))
        await world.advance(by: .seconds(100))

        let fork = try world.fork()
        #expect(try await Self.future(fork) == Self.future(world))
        #expect(fork.faults.list.map(\.matched) == [1])

        try await fork.database.put("a", [2])
        try await fork.objects.remove(body)
        await fork.advance(by: .seconds(5))
        fork.faults.removeAll()
        #expect(try await world.database.get("a") == [1])
        #expect(try await world.objects.read(body) == [7])
        #expect(world.clock.now + .seconds(5) == fork.clock.now)
        #expect(world.faults.list.count == 1)
    }

    @Test func aSavedWorldGoesOnWhereItWas() async throws {
        let directory = TemporaryDirectory()
        let world = try Self.world(WorldConfiguration(seed: 9))
        try await world.database.put("a", [1])
        let body = try await world.objects.write([7])
        _ = world.stream(named: "ids").uuid()
        try await world.notes().get("Orders")
        await world.advance(by: .seconds(100))
        try world.save(to: directory.path)
        let expected = try await Self.future(world)
        for _ in 0..<2 {
            let loaded = try World.load(from: directory.path)
            #expect(try await loaded.database.get("a") == [1])
            #expect(try await loaded.objects.read(body) == [7])
            #expect(try await Self.future(loaded) == expected)
        }
        let opened = try Self.world(WorldConfiguration(storage: .directory(directory.path)))
        #expect(try await opened.objects.read(body) == [7])
        #expect(try await Self.future(opened) == expected)
        try opened.close()
    }

    @Test func savingDoesNotOverwrite() async throws {
        let directory = TemporaryDirectory()
        let world = try Self.world()
        try world.save(to: directory.path)
        let again = #expect(throws: StorageError.self) { try world.save(to: directory.path) }
        #expect(again?.message == "\(directory.path) holds a world already")
        let empty = TemporaryDirectory()
        #expect(throws: StorageError.self) { try World.load(from: empty.path) }
    }

    @Test func aClosedWorldGoesOnAndAnAbandonedOneGivesNoIDTwice() async throws {
        let directory = TemporaryDirectory()
        let configuration = WorldConfiguration(storage: .directory(directory.path))
        let first = try Self.world(configuration)
        let closedID = first.stream(named: "ids").uuid()
        await first.advance(by: .seconds(60))
        try first.close()

        let reference = try World()
        _ = reference.stream(named: "ids").uuid()
        let second = try Self.world(configuration)
        #expect(second.clock.now == WorldConfiguration.virtualStart + .seconds(60))
        let nextID = second.stream(named: "ids").uuid()
        #expect(nextID == reference.stream(named: "ids").uuid())
        try await second.database.put("a", [5])
        second.database.close()  // The process dies: nothing but the tables was written.

        let third = try Self.world(configuration)
        #expect(try await third.database.get("a") == [5])
        let ids = (0..<3).map { _ in third.stream(named: "ids").uuid() }
        #expect(Set(ids + [closedID, nextID]).count == 5)
        try third.close()
    }

    @Test func aDirectoryOpenElsewhereIsRefusedByName() throws {
        let directory = TemporaryDirectory()
        let configuration = WorldConfiguration(storage: .directory(directory.path))
        let world = try Self.world(configuration)
        let error = #expect(throws: StorageError.self) { try World(configuration) }
        #expect(error?.code == .busy)
        #expect(error?.message.hasPrefix("\(directory.path) is open in process ") == true)
        #expect(error?.message.last?.isNumber == true)
        try world.close()
        try World(configuration).close()
    }
}
