import AWSCore
import TestSupport
import Testing
import World

@Suite struct SavedWorldsTests {
    @Test(arguments: ["a", "A.b_c-1", "0", String(repeating: "n", count: 64)]) func names(_ name: String) {
        #expect(SavedWorlds.isName(name))
    }

    @Test(arguments: ["", ".", "..", ".a", "-a", "_a", "a/b", "a b", "ä", "a\u{0}", String(repeating: "n", count: 65)])
    func noNames(_ name: String) {
        #expect(!SavedWorlds.isName(name))
    }

    @Test func areKeptByName() async throws {
        let directory = TemporaryDirectory()
        let saved = SavedWorlds(in: "\(directory.path)/saved")
        #expect(try saved.names == [])
        let world = try SavingTests.world()
        try await world.database.put("a", [1])
        let body = try await world.objects.write([7])
        try saved.save(world, as: "two")
        try saved.save(world, as: "one")
        #expect(try saved.names == ["one", "two"])
        // In place of what was there.
        try await world.database.put("a", [2])
        try await world.objects.remove(body)
        try saved.save(world, as: "one")
        #expect(try await World.load(from: saved.path("one")).database.get("a") == [2])
        #expect(try await World.load(from: saved.path("two")).database.get("a") == [1])
        try saved.remove("one")
        try saved.remove("one")
        #expect(try saved.names == ["two"])
        #expect(!saved.contains("one"))
    }

    @Test(arguments: [true, false]) func takeThePlaceOfAWorld(inMemory: Bool) async throws {
        let directory = TemporaryDirectory()
        let data = "\(directory.path)/data"
        let saved = SavedWorlds(in: "\(data)/snapshots")
        let source = try SavingTests.world(
            WorldConfiguration(seed: 9, storage: inMemory ? .memory : .directory("\(directory.path)/source")))
        try await source.database.put("a", [1])
        let body = try await source.objects.write([7])
        try saved.save(source, as: "one")

        let world = try SavingTests.world(WorldConfiguration(storage: .directory(data)))
        try await world.database.put("b", [2])
        let lost = try await world.objects.write([8])
        #expect(throws: StorageError.self) { try World.overwrite(data, withSaved: saved.path("one")) }
        try world.close()

        try World.overwrite(data, withSaved: saved.path("one"))
        let loaded = try SavingTests.world(WorldConfiguration(storage: .directory(data)))
        #expect(try await loaded.database.get("a") == [1])
        #expect(try await loaded.database.get("b") == nil)
        #expect(try await loaded.objects.read(body) == [7])
        await #expect(throws: StorageError.self) { _ = try await loaded.objects.read(lost) }
        try loaded.close()

        try World.overwrite(data, withSaved: nil)
        let empty = try SavingTests.world(WorldConfiguration(storage: .directory(data)))
        #expect(try await empty.database.get("a") == nil)
        #expect(try saved.names == ["one"])
        try empty.close()
    }

    /// Rows and bodies are of one instant, however much is written meanwhile.
    @Test func areWholeWhileOthersWrite() async throws {
        let directory = TemporaryDirectory()
        let world = try SavingTests.world(WorldConfiguration(storage: .directory("\(directory.path)/data")))
        let saved = SavedWorlds(in: "\(directory.path)/saved")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<4 {
                group.addTask {
                    for number in 0..<100 {
                        let body = try await world.objects.write([UInt8(writer)])
                        try await world.database.put("\(writer)-\(number % 5)", Array(body.utf8))
                    }
                }
            }
            for number in 0..<5 { try saved.save(world, as: "\(number)") }
            try await group.waitForAll()
        }
        for name in try saved.names {
            let loaded = try World.load(from: saved.path(name))
            for key in (0..<4).flatMap({ writer in (0..<5).map { "\(writer)-\($0)" } }) {
                guard let body = try await loaded.database.get(key) else { continue }
                #expect(try await loaded.objects.read(String(decoding: body, as: UTF8.self)).count == 1)
            }
        }
    }
}
