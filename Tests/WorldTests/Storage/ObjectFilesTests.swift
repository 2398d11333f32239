import TestSupport
import Testing
import World

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

@Suite struct ObjectFilesTests {
    static func world(_ directory: TemporaryDirectory?) throws -> World {
        try World(WorldConfiguration(storage: directory.map { .directory($0.path) } ?? .memory))
    }

    @Test(arguments: [false, true]) func bodiesAreReadBackWholeAndInParts(isOnDisk: Bool) async throws {
        let directory = isOnDisk ? TemporaryDirectory() : nil
        let world = try Self.world(directory)
        let writer = try await world.objects.create()
        try await writer.append([0, 1, 2, 3])
        try await writer.append([])
        try await writer.append([4, 5])
        let name = try await writer.commit()
        #expect(try await world.objects.read(name) == [0, 1, 2, 3, 4, 5])
        for (range, bytes) in [
            (2..<4, [2, 3]), (4..<100, [4, 5]), (6..<9, []), (0..<0, []), (Int64(-3)..<1, [0]),
        ] as [(Range<Int64>, [UInt8])] {
            #expect(try await world.objects.read(name, range) == bytes)
        }
        try await world.objects.remove(name)
        try await world.objects.remove(name)
        let error = await #expect(throws: StorageError.self) { try await world.objects.read(name) }
        #expect(error?.code == .notFound)
        try world.close()
    }

    @Test(arguments: [false, true]) func theSweepRemovesWhatNoRowNames(isOnDisk: Bool) async throws {
        let directory = isOnDisk ? TemporaryDirectory() : nil
        let world = try Self.world(directory)
        let (kept, orphan) = (try await world.objects.write([1]), try await world.objects.write([2]))
        try await world.objects.sweep(keeping: [kept])
        #expect(try await world.objects.read(kept) == [1])
        await #expect(throws: StorageError.self) { try await world.objects.read(orphan) }
        try world.close()
    }

    @Test func halfWrittenBodiesAreGoneAfterReopening() async throws {
        let directory = TemporaryDirectory()
        let world = try Self.world(directory)
        let writer = try await world.objects.create()
        try await writer.append([1, 2, 3])
        let temporary = "\(directory.path)/objects/\(writer.name).part"
        #expect(access(temporary, F_OK) == 0)
        try world.close()
        let again = try Self.world(directory)
        #expect(access(temporary, F_OK) != 0)
        try again.close()
    }

    @Test func manyTasksWriteAtOnce() async throws {
        let directory = TemporaryDirectory()
        let world = try Self.world(directory)
        let names = try await withThrowingTaskGroup(of: (String, UInt8).self) { group in
            for number in 0..<100 as Range<UInt8> {
                group.addTask { (try await world.objects.write([number]), number) }
            }
            return try await group.reduce(into: [String: UInt8]()) { $0[$1.0] = $1.1 }
        }
        #expect(names.count == 100)
        for (name, number) in names { #expect(try await world.objects.read(name) == [number]) }
        try world.close()
    }

    @Test func discardedBodiesLeaveNothing() async throws {
        let directory = TemporaryDirectory()
        let world = try Self.world(directory)
        let writer = try await world.objects.create()
        try await writer.append([1])
        await writer.discard()
        #expect(access("\(directory.path)/objects/\(writer.name).part", F_OK) != 0)
        try world.close()
    }
}
