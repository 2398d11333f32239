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
            and plain text. A document that is put again replaces what was known from it.

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
        let files = try IngestedFile.find(paths, console)
        try await options.withDoor(console) { door in
            var progress = IngestProgress(console: console, total: files.count, json: json)
            try await Self.send(files, to: door, &progress)
            try await wait(for: door, &progress)
            progress.finish()
            if progress.failed > 0 { throw ExitCode.failure }
        }
    }

    private static let interval: Duration = .milliseconds(300)
    /// Documents that are on their way at the same time.
    private static let sendingMax = 4

    private static func send(_ files: [IngestedFile], to door: Door, _ progress: inout IngestProgress) async throws {
        try await withThrowingTaskGroup(of: (IngestedFile, IngestedFile.Answer).self) { group in
            var rest = files[...]
            for _ in 0..<sendingMax {
                if let file = rest.popFirst() { group.addTask { (file, try await file.send(to: door)) } }
            }
            while let (file, answer) = try await group.next() {
                progress.sent(file.name, answer)
                if let file = rest.popFirst() { group.addTask { (file, try await file.send(to: door)) } }
            }
        }
    }

    /// Asks until every document that was sent is indexed or has failed.
    private func wait(for door: Door, _ progress: inout IngestProgress) async throws {
        let clock = RealClock()
        let deadline = RealClock.uptime + .seconds(patience)
        while progress.isWaiting, RealClock.uptime < deadline {
            let (_, list) = try await door.json("GET", "/documents")
            for document in list["documents"]?.list ?? [] { progress.saw(document) }
            if progress.isWaiting { try await clock.sleep(for: Self.interval) }
        }
    }
}

/// A file to ingest, and what it is called in the knowledge base.
struct IngestedFile: Sendable {
    let path: String
    /// Of a file below a folder, its path from there on, with the folder's own name.
    let name: String

    static func find(_ paths: [String], _ console: Console) throws -> [IngestedFile] {
        var files: [IngestedFile] = []
        for path in paths {
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
                try console.fail("There is no file or folder \(path).")
            }
            let own = URL(filePath: path).standardizedFileURL.lastPathComponent
            guard isFolder.boolValue else {
                files.append(IngestedFile(path: path, name: own))
                continue
            }
            let names = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
            files += names.sorted().filter { isDocument("\(path)/\($0)") }.map {
                IngestedFile(path: "\(path)/\($0)", name: "\(own)/\($0)")
            }
        }
        if files.isEmpty { try console.fail("There is nothing to read in \(paths.joined(separator: ", ")).") }
        return files
    }

    /// Hidden files, and folders, are none.
    private static func isDocument(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        let isHidden = path.split(separator: "/").last?.hasPrefix(".") ?? false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue && !isHidden
    }

    enum Answer {
        /// Where the document is kept: what lists call its source.
        case taken(source: String)
        case refused(reason: String)
    }

    func send(to door: Door) async throws -> Answer {
        guard let data = FileManager.default.contents(atPath: path) else {
            return .refused(reason: "The file cannot be read.")
        }
        let request = HTTPRequest(
            method: "PUT", path: "/documents/\(PercentEncoding.encode(name))", body: .bytes(Array(data)))
        let response = try await door.answer(request)
        let body = (try? Document(json: try await response.body.collect(bytesMax: 1 << 20))) ?? .null
        guard response.status < 300, let source = body["source"]?.string else {
            return .refused(reason: Console.words(of: body, response.status))
        }
        return .taken(source: source)
    }
}
