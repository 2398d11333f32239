import Foundation

/// A `CrashWriter` at work in a process of its own.
struct RunningWriter {
    private let process = Process()
    private let output = Pipe()
    private let ended: AsyncStream<Void>

    init(directory: String, _ what: [String] = []) throws {
        process.executableURL = try Self.executable
        process.arguments = [directory] + what
        process.standardOutput = output
        let (ended, end) = AsyncStream.makeStream(of: Void.self)
        process.terminationHandler = { _ in end.finish() }
        self.ended = ended
        try process.run()
    }

    /// Kills the writer once it has acknowledged so many steps, and notes all that it had acknowledged by then.
    func killAfter(lines wanted: Int, into acknowledged: inout [Int]) async {
        var text = ""
        var seen = 0
        while seen < wanted {
            let chunk = output.fileHandleForReading.availableData
            if chunk.isEmpty { break }
            text += String(decoding: chunk, as: UTF8.self)
            seen = text.count { $0 == "\n" }
        }
        kill(process.processIdentifier, SIGKILL)
        text += String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        for await _ in ended {}
        // A line that was cut by the kill is no acknowledgement that anyone has seen.
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
            let words = line.split(separator: " ").compactMap { Int($0) }
            if words.count == 2 { acknowledged[words[0]] = words[1] }
        }
    }

    /// Beside the test bundle, where the build put it.
    private static var executable: URL {
        get throws {
            let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") }
            let folder = URL(filePath: bundle ?? CommandLine.arguments[0]).deletingLastPathComponent()
            let file = folder.appending(path: "CrashWriter")
            guard FileManager.default.isExecutableFile(atPath: file.path) else {
                throw CocoaError(.fileNoSuchFile, userInfo: [NSFilePathErrorKey: file.path])
            }
            return file
        }
    }
}
