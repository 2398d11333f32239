import AWSCore
import ArgumentParser

/// `kass search`: the passages that a question would be answered from.
struct Search: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Search the documents, without asking a model.",
        discussion: """
            EXAMPLES
              kass search "annual leave"
              kass search --type keyword -k 3 "invoice 4711"
              kass search --json "..." | jq '.results[].score'
            """)

    enum Kind: String, ExpressibleByArgument, CaseIterable {
        case vector, keyword, hybrid
    }

    @Argument(help: ArgumentHelp("What to look for.", valueName: "query"))
    var words: [String]

    @Option(
        name: .customShort("k"), parsing: .unconditional,
        help: ArgumentHelp("How many passages.", valueName: "number"))
    var count = 5

    @Option(help: "vector: by meaning; keyword: by words; hybrid: by both.")
    var type = Kind.hybrid

    @Flag(help: "Print the whole answer as one JSON object.")
    var json = false

    @OptionGroup var options: DoorOptions

    func run() async throws {
        let console = Console()
        try await options.withDoor(console) { door in
            let (status, answer) = try await door.json(
                "POST", "/search",
                body: [
                    "query": .string(words.joined(separator: " ")), "k": .number(Number(count)),
                    "search_type": .string(type.rawValue),
                ])
            guard status == 200 else { try console.fail(Console.words(of: answer, status)) }
            if json { return console.line(answer.jsonText(.sorted)) }
            for result in answer["results"]?.list ?? [] { console.passage(result) }
            if answer["results"]?.list?.isEmpty ?? true { console.line("Nothing found.") }
        }
    }
}

extension Console {
    fileprivate func passage(_ result: Document) {
        let score = result["score"]?.number?.text ?? ""
        line("\(bold(Self.place(of: result["metadata"] ?? .null)))  \(dim(score))")
        let text = Self.plain(result["text"]?.string ?? "").split(whereSeparator: \.isNewline).joined(separator: " ")
        line(text.count <= 300 ? text : "\(text.prefix(300))...")
        line("")
    }
}
