import AWSCore

/// What has become of the documents so far, told as it happens: a line for each, and a count on a terminal.
struct IngestProgress {
    private let console: Console
    private let total: Int
    private let json: Bool
    private var waiting: Set<String> = []
    private(set) var indexed = 0
    private(set) var failed = 0
    private var passages = 0

    init(console: Console, total: Int, json: Bool) {
        self.console = console
        self.total = total
        self.json = json
    }

    var isWaiting: Bool { !waiting.isEmpty }

    mutating func sent(_ name: String, refusal: String?) {
        guard let refusal else {
            waiting.insert(name)
            return status("sent \(indexed + failed + waiting.count) of \(total)")
        }
        verdict(["name": .string(name), "state": "failed", "reason": .string(refusal)])
    }

    /// - Parameter document: as `GET /documents` lists it.
    mutating func saw(_ document: Document) {
        guard let name = document["name"]?.string, waiting.contains(name), let state = document["state"]?.string,
            state == "indexed" || state == "failed"
        else { return }
        waiting.remove(name)
        verdict(document)
    }

    private mutating func verdict(_ document: Document) {
        let name = document["name"]?.string ?? ""
        let isIndexed = document["state"]?.string == "indexed"
        let chunks = document["chunks"]?.int ?? 0
        if isIndexed { (indexed, passages) = (indexed + 1, passages + chunks) } else { failed += 1 }
        console.clearStatus()
        if json {
            console.line(document.jsonText(.sorted))
        } else if isIndexed {
            console.line("\(console.green("indexed")) \(name), \(chunks) passage\(chunks == 1 ? "" : "s")")
        } else {
            console.line("\(console.red("failed ")) \(name): \(document["reason"]?.string ?? "no reason was given")")
        }
        status("\(indexed + failed) of \(total)")
    }

    private func status(_ text: String) {
        if !json { console.status(text) }
    }

    mutating func finish() {
        console.clearStatus()
        for name in waiting.sorted() {
            verdict(["name": .string(name), "state": "failed", "reason": "It was not ready in time."])
        }
        waiting = []
        console.clearStatus()
        if !json { console.line("\(indexed) indexed (\(passages) passages), \(failed) failed") }
    }
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
