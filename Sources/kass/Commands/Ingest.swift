import AWSCore
import ArgumentParser
import Foundation
import World

/// `kass ingest`: documents into the knowledge base, with a verdict for each.
struct Ingest: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ingest",
        abstract: "Put documents into the knowledge base.",
        discussion: """
            Takes files, and folders with all that is in them: Excel workbooks (.xlsx), PDF, Markdown, HTML, CSV, JSON \
            and plain text. Hidden files and folders are left out. A document is called by its path from here, or, \
            where it lies elsewhere, by its name; put again, it replaces what was known from it.

            EXAMPLES
              kass ingest handbook.pdf prices.xlsx
              kass ingest ./docs
              kass ingest --json ./docs | jq 'select(.state == "failed")'

            Exits with 1 when a document could not be read; the others are there nevertheless.
            """)

    @Argument(help: "Files and folders.")
    var paths: [String]

    @Flag(help: "Print one JSON object for each document.")
    var json = false

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Give up on documents that are not ready after so long.", valueName: "seconds"))
    var patience = 900

    @OptionGroup var options: DoorOptions

    func validate() throws {
        guard (1...86_400).contains(patience) else {
            throw ValidationError("--patience must be between 1 and 86400 seconds, and is \(patience).")
        }
    }

    func run() async throws {
        let console = Console()
        let files = try found(console)
        let stop = StopSignals()
        try await options.withDoor(console) { door in
            guard let failed = try await stop.before({ try await put(files, to: door, console) }) else {
                console.clearStatus()
                console.line("Stopped. Give the same command again for the rest.")
                throw Self.interrupted
            }
            if failed > 0 { throw ExitCode.failure }
        }
    }

    private func found(_ console: Console) throws -> [IngestedFile] {
        do throws(IngestedFile.Mistake) {
            return try IngestedFile.find(paths, from: FileManager.default.currentDirectoryPath)
        } catch {
            try console.fail(error.words)
        }
    }

    /// - Returns: how many failed.
    private func put(_ files: [IngestedFile], to door: Door, _ console: Console) async throws -> Int {
        var progress = IngestProgress(console: console, total: files.count, json: json)
        let deadline = RealClock.uptime + .seconds(patience)
        let sender = FileSender(
            door: door, bytesMax: try await door.settings["limits"]?["document_bytes"]?.int, deadline: deadline)
        try await Self.send(files, by: sender, &progress)
        try await Self.wait(for: door, until: deadline, &progress)
        progress.finish()
        return progress.failed
    }

    /// What shells tell of a process that SIGINT has ended.
    private static let interrupted = ExitCode(130)
    /// Documents that are on their way at the same time.
    private static let sendingMax = 4

    private static func send(
        _ files: [IngestedFile], by sender: FileSender, _ progress: inout IngestProgress
    ) async throws {
        try await withThrowingTaskGroup(of: (IngestedFile, FileSender.Answer).self) { group in
            var rest = files[...]
            for _ in 0..<sendingMax {
                if let file = rest.popFirst() { group.addTask { (file, try await sender.send(file)) } }
            }
            while let (file, answer) = try await group.next() {
                progress.sent(file.name, answer)
                if let file = rest.popFirst() { group.addTask { (file, try await sender.send(file)) } }
            }
        }
    }

    private static let interval: Duration = .milliseconds(300)

    /// Asks until every document that was sent is indexed or has failed; of many documents less often, so that asking
    /// takes no more than a quarter of the time.
    private static func wait(
        for door: Door, until deadline: Duration, _ progress: inout IngestProgress
    ) async throws {
        let clock = RealClock()
        while progress.isWaiting, RealClock.uptime < deadline {
            let asked = RealClock.uptime
            for document in try await door.documents() { progress.saw(document) }
            guard progress.isWaiting else { return }
            try await clock.sleep(for: max(interval, (RealClock.uptime - asked) * 3))
        }
    }
}
