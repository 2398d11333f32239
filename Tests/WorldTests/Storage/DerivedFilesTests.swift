import AWSCore
import Foundation
import TestSupport
import Testing
import World

/// Files that can be made again, and what is done in a world's own time.
@Suite struct DerivedFilesTests {
    private let directory = TemporaryDirectory()

    private func open(_ clock: WorldConfiguration.Clock? = nil) throws -> World {
        try World(
            WorldConfiguration(
                clock: clock ?? .virtual(start: WorldConfiguration.virtualStart), storage: .directory(directory.path)))
    }

    @Test func aFileIsMappedAndReplaced() throws {
        let world = try open()
        let files = world.derivedFiles
        _ = try files.directory("a")
        #expect(try files.map("a/f") == nil)
        try files.write([1, 2, 3], to: "a/f")
        let mapped = try #require(try files.map("a/f"))
        try files.write(Array(repeating: 7, count: 10_000), to: "a/f")
        // Who has mapped a file keeps it, whatever becomes of its name.
        mapped.forget()
        #expect(Array(mapped.bytes) == [1, 2, 3])
        #expect(try files.map("a/f")?.bytes.count == 10_000)
        try files.remove("a/f")
        #expect(try files.map("a/f") == nil)
        try files.remove("a")
        try files.remove("a")
        #expect(try FileManager.default.contentsOfDirectory(atPath: "\(directory.path)/derived") == [])
        try world.close()
    }

    @Test func anEmptyFileIsNone() throws {
        let world = try open()
        let path = try #require(try world.derivedFiles.directory("a"))
        try Data().write(to: URL(filePath: "\(path)/f"))
        #expect(throws: StorageError.self) { try world.derivedFiles.map("a/f") }
        try world.close()
    }

    @Test func inMemoryThereAreNone() throws {
        let world = try World()
        try world.derivedFiles.write([1], to: "a")
        #expect(try world.derivedFiles.map("a") == nil)
        try world.close()
    }

    @Test func whatIsWrittenLastIsThere() async throws {
        let first = try open()
        try await first.database.write { try $0.execute("CREATE TABLE last (value INTEGER)") }
        first.whenClosing { try $0.execute("INSERT INTO last VALUES (1)") }
        try first.close()
        let second = try open()
        // The death of the process asks nobody.
        second.whenClosing { try $0.execute("INSERT INTO last VALUES (2)") }
        second.abandon()
        let third = try open()
        let values = try await third.database.read { sqlite in
            let rows = try sqlite.statement("SELECT value FROM last")
            var values: [Int64] = []
            while try rows.step() { values.append(rows.int64(0)) }
            return values
        }
        #expect(values == [1])
        try third.close()
    }

    @Test func virtualTimeWaitsForNothing() throws {
        let world = try open()
        let done = Lock(false)
        world.inBackground { done.withLock { $0 = true } }
        #expect(done.withLock { $0 })
        try world.close()
    }

    /// In real time it is a thread that does it, one piece after the other, and none once the world is closed.
    @Test func whatRunsIsFinishedBeforeAWorldIsClosed() throws {
        let world = try open(.real)
        let order = Lock<[Int]>([])
        let gate = Lock(())
        let started = DispatchSemaphore(value: 0)
        gate.withLock { _ in
            world.inBackground {
                started.signal()
                gate.withLock { _ in }
                order.withLock { $0.append(1) }
            }
            started.wait()
            world.inBackground { order.withLock { $0.append(2) } }
            #expect(order.withLock { $0 } == [])
        }
        try world.close()
        #expect(order.withLock { $0.first } == 1)
        let count = order.withLock { $0.count }
        world.inBackground { order.withLock { $0.append(3) } }
        #expect(order.withLock { $0.count } == count)
    }
}
