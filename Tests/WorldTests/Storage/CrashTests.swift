import AWSCore
import TestSupport
import Testing
import World

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// What is left when the process dies between two instructions.
@Suite struct CrashTests {
    @Test(arguments: 0..<4) func whatWasAcknowledgedSurvivesAKill(round: Int) async throws {
        let directory = TemporaryDirectory()
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = directory.path as String, round] in
            let world = try SavingTests.world(WorldConfiguration(storage: .directory(path)))
            let acknowledged = Log()
            await withTaskGroup(of: Void.self) { group in
                for task in 0..<8 {
                    group.addTask {
                        for number in 0..<500 {
                            try? await world.database.put("\(task).\(number)", [UInt8(task)])
                            acknowledged.add("\(task).\(number)")
                            guard acknowledged.entries.count == 100 * (round + 1) else { continue }
                            try? CrashTests.write(acknowledged.entries, to: "\(path)/acknowledged")
                            kill(getpid(), SIGKILL)
                        }
                    }
                }
            }
        }
        let world = try SavingTests.world(WorldConfiguration(storage: .directory(directory.path)))
        let keys = try readLines("\(directory.path)/acknowledged")
        #expect(keys.count >= 100 * (round + 1))
        for key in keys { #expect(try await world.database.get(key) != nil, "\(key) was acknowledged") }
        try world.close()
    }

    @Test func theLogDoesNotGrowWithoutEnd() async throws {
        let directory = TemporaryDirectory()
        let world = try SavingTests.world(WorldConfiguration(storage: .directory(directory.path)))
        let body = [UInt8](repeating: 1, count: 64 << 10)
        for number in 0..<600 { try await world.database.put("\(number % 10)", body) }
        // 600 writes of 64 KiB are 38 MiB; checkpoints come every 8 MiB, and may lag behind the writer.
        #expect(try size("\(directory.path)/world.sqlite-wal") < 30 << 20)
        try world.close()
    }

    static func write(_ lines: [String], to path: String) throws {
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        guard file >= 0 else { return }
        let bytes = Array(lines.joined(separator: "\n").utf8)
        _ = pwrite(file, bytes, bytes.count, 0)
    }

    private func readLines(_ path: String) throws -> [String] {
        let file = open(path, O_RDONLY)
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 20)
        let count = read(file, &bytes, bytes.count)
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self).split(separator: "\n").map(String.init)
    }

    private func size(_ path: String) throws -> Int {
        var status = stat()
        try #require(stat(path, &status) == 0)
        return Int(status.st_size)
    }
}
