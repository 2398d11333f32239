import Foundation
import Testing
import VectorCore

/// Nothing that was acknowledged is ever lost, whenever the process dies.
@Suite struct CrashTests {
    static let kills = 30

    @Test func nothingAcknowledgedIsLost() throws {
        let directory = TestDirectory()
        var dice = Dice(41)
        var there: Set<UInt64> = []
        var next: UInt64 = 1
        for kill in 1...Self.kills {
            let (added, deleted) = try run(directory, first: next, lines: 5 + dice.next(60))
            there.formUnion(added)
            there.subtract(deleted)
            // The call in flight may have been done without its answer being seen: one row more, or one less.
            next = (added.max() ?? next) + 2
            let index = try directory.open(20)
            try index.verify()
            let lost = there.filter { !index.contains($0) }
            #expect(lost.isEmpty || lost == [(added.max() ?? 0) - 1], "kill \(kill)")
            for id in there.subtracting(lost).sorted().suffix(50) { #expect(index.vector(id) == Self.vector(id)) }
            #expect(deleted.allSatisfy { !index.contains($0) }, "kill \(kill)")
            let all = Set(try index.search(Self.vector(1), k: 100_000).map(\.id))
            #expect(all.count == index.count && all.subtracting(there).count <= 1, "kill \(kill)")
            there = all
        }
        #expect(there.count > Self.kills)
    }

    static func vector(_ id: UInt64) -> [Float] { (0..<20).map { Float((id &* 31 &+ $0 &* 7) % 1000) } }

    /// Lets a writer write until it has acknowledged so many lines, then kills it.
    private func run(
        _ directory: TestDirectory, first: UInt64, lines: Int
    ) throws -> (added: Set<UInt64>, deleted: Set<UInt64>) {
        let process = Process()
        let output = Pipe()
        process.executableURL = try Self.executable
        process.arguments = [directory.path, String(first)]
        process.standardOutput = output
        try process.run()
        var text = ""
        while text.count(where: { $0 == "\n" }) < lines {
            let chunk = output.fileHandleForReading.availableData
            if chunk.isEmpty { break }
            text += String(decoding: chunk, as: UTF8.self)
        }
        kill(process.processIdentifier, SIGKILL)
        text += String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        var (added, deleted): (Set<UInt64>, Set<UInt64>) = ([], [])
        // A line that was cut by the kill is no acknowledgement that anyone has seen.
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
            guard let id = UInt64(line.dropFirst(2)) else { continue }
            if line.hasPrefix("+") { added.insert(id) } else { deleted.insert(id) }
        }
        return (added, deleted)
    }

    /// Beside the test bundle, where the build put it.
    private static var executable: URL {
        get throws {
            let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") }
            let folder = URL(filePath: bundle ?? CommandLine.arguments[0]).deletingLastPathComponent()
            let file = folder.appending(path: "VectorWriter")
            guard FileManager.default.isExecutableFile(atPath: file.path) else {
                throw CocoaError(.fileNoSuchFile, userInfo: [NSFilePathErrorKey: file.path])
            }
            return file
        }
    }
}
