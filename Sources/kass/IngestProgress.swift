import AWSCore

/// What has become of the documents so far, told as it happens: a line for each, and a count on a terminal.
struct IngestProgress {
    private let console: Console
    private let total: Int
    private let json: Bool
    /// Names by the source under which documents are listed.
    private var waiting: [String: String] = [:]
    private(set) var indexed = 0
    private(set) var failed = 0
    private var passages = 0

    init(console: Console, total: Int, json: Bool) {
        self.console = console
        self.total = total
        self.json = json
    }

    var isWaiting: Bool { !waiting.isEmpty }

    mutating func sent(_ name: String, _ answer: FileSender.Answer) {
        switch answer {
        case .taken(let source):
            waiting[source] = name
            status("sent \(indexed + failed + waiting.count) of \(total)")
        case .refused(let reason): verdict(["name": .string(name), "state": "failed", "reason": .string(reason)])
        }
    }

    /// - Parameter document: as `GET /documents` lists it.
    mutating func saw(_ document: Document) {
        guard let source = document["source"]?.string, let name = waiting[source],
            let state = document["state"]?.string, state == "indexed" || state == "failed",
            case .object(var named) = document
        else { return }
        waiting[source] = nil
        named["name"] = .string(name)
        verdict(.object(named))
    }

    private mutating func verdict(_ document: Document) {
        let name = Console.plain(document["name"]?.string ?? "").replacing("\n", with: " ")
        let isIndexed = document["state"]?.string == "indexed"
        let chunks = document["chunks"]?.int ?? 0
        if isIndexed { (indexed, passages) = (indexed + 1, passages + chunks) } else { failed += 1 }
        console.clearStatus()
        if json {
            console.line(document.jsonText(.sorted))
        } else if isIndexed {
            console.line("\(console.green("indexed")) \(name), \(Self.count(chunks))")
        } else {
            console.line(
                "\(console.red("failed ")) \(name): \(Console.plain(document["reason"]?.string ?? "no reason was given"))"
            )
        }
        status("\(indexed + failed) of \(total)")
    }

    private func status(_ text: String) {
        if !json { console.status(text) }
    }

    mutating func finish() {
        console.clearStatus()
        for name in waiting.values.sorted() {
            verdict(["name": .string(name), "state": "failed", "reason": "It was not ready in time."])
        }
        waiting = [:]
        console.clearStatus()
        if !json { console.line("\(indexed) indexed (\(Self.count(passages))), \(failed) failed") }
    }

    private static func count(_ passages: Int) -> String { "\(passages) passage\(passages == 1 ? "" : "s")" }
}

extension Console {
    /// A line that the next one replaces; nothing where nobody watches.
    func status(_ text: String) {
        if isTerminal { write("\r\u{1B}[K\(dim(text))") }
    }

    func clearStatus() {
        if isTerminal { write("\r\u{1B}[K") }
    }
}
