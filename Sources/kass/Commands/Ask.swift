package import AWSCore
import ArgumentParser

/// `kass ask`: one question, one answer.
struct Ask: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ask",
        abstract: "Ask one question, and get its answer with sources.",
        discussion: """
            EXAMPLES
              kass ask "How many days of annual leave are there?"
              kass ask --json "..." | jq -r .answer
              kass ask --url http://127.0.0.1:8080 "..."      ask a kass that is running

            Exits with 1 when there is no answer because of an error. An answer that says that the documents do not \
            tell is an answer.
            """)

    @Argument(
        help: ArgumentHelp("The question. Quotes keep the shell from reading signs in it.", valueName: "question"))
    var words: [String]

    @Flag(help: "Print the whole answer as one JSON object.")
    var json = false

    @Option(help: ArgumentHelp("Go on with a conversation that an answer named.", valueName: "id"))
    var conversation: String?

    @OptionGroup var options: DoorOptions

    func run() async throws {
        let console = Console()
        try await options.withDoor(console) { door in
            var body: Document.Object = .init([.init("message", .string(words.joined(separator: " ")))])
            if let conversation { body["conversation_id"] = .string(conversation) }
            let (status, answer) = try await door.json("POST", "/chat", body: .object(body))
            guard status == 200 else { try console.fail(Console.words(of: answer, status)) }
            if json { console.line(answer.jsonText(.sorted)) } else { console.answer(answer) }
        }
    }
}

extension Console {
    func answer(_ answer: Document) {
        line(Self.plain(answer["answer"]?.string ?? ""))
        sources(answer["sources"]?.list ?? [])
    }

    func sources(_ sources: [Document]) {
        guard !sources.isEmpty else { return }
        line("")
        for source in sources {
            let number = source["number"]?.int.map { "[\($0)] " } ?? ""
            line(dim("\(number)\(Self.place(of: source))"))
        }
    }

    /// `Travel policy, page 3 (documents/pdf/travel.pdf)`.
    static func place(of source: Document) -> String {
        var place = source["title"]?.string ?? source["source"]?.string ?? ""
        if let page = source["page"]?.int { place += ", page \(page)" }
        if let sheet = source["sheet"]?.string { place += ", sheet \(sheet)" }
        if let row = source["row"]?.int { place += ", row \(row)" }
        if let file = source["source"]?.string, !place.hasPrefix(file) { place += " (\(file))" }
        return plain(place)
    }

    /// What an error answer says: its sentence, and only where there is none its name, which is for programs.
    package static func words(of answer: Document, _ status: Int) -> String {
        if let words = answer["message"]?.string ?? answer["error"]?.string { return plain(words) }
        return """
            There was an answer of status \(status), but not a chatbot's. Its address is the first that `kass up` \
            prints, such as http://127.0.0.1:8080; the AWS beside it has another port.
            """
    }
}
