import AWSCore
import ArgumentParser
import Foundation

/// `kass chat`: a conversation in the terminal, with answers as they come.
struct Chat: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "chat",
        abstract: "Talk with the chatbot in the terminal.",
        discussion: """
            Type a question and Return. `/new` begins another conversation, `/quit` or Control-D ends.

            EXAMPLES
              kass chat
              kass chat --data ./kb
              echo "Who approves travel?" | kass chat
            """)

    @OptionGroup var options: DoorOptions

    func run() async throws {
        let console = Console()
        try await options.withDoor(console) { door in
            var conversation: String?
            while let line = await console.ask("you> ") {
                let question = line.trimmingCharacters(in: .whitespaces)
                switch question {
                case "": continue
                case "/quit", "/exit", "quit", "exit": return
                case "/new":
                    conversation = nil
                    continue
                case _ where question.hasPrefix("/"):
                    console.line("/new begins another conversation, /quit ends; everything else is a question.")
                    continue
                default: break
                }
                var body: Document.Object = .init([.init("message", .string(question))])
                if let conversation { body["conversation_id"] = .string(conversation) }
                do {
                    conversation = try await Self.tell(try await door.events("/chat", body: .object(body)), console)
                } catch let refusal as Door.Refusal {
                    console.line(console.red(refusal.words))
                }
            }
        }
    }

    /// - Returns: the conversation's id.
    private static func tell(_ events: ServerSentEvents, _ console: Console) async throws -> String? {
        var conversation: String?
        for try await event in events {
            if let id = event.data["conversation_id"]?.string { conversation = id }
            switch event.name {
            case "delta": console.write(Console.plain(event.data["text"]?.string ?? ""))
            case "done":
                console.line("")
                console.sources(event.data["sources"]?.list ?? [])
                console.line("")
            case "tool": console.line(console.dim("\n\(Self.searching(event.data))"))
            case "error": console.line(console.red(Console.words(of: event.data, 500)))
            default: break
            }
        }
        return conversation
    }

    /// The text so far was not the answer.
    private static func searching(_ event: Document) -> String {
        event["input"]?["query"]?.string.map { "Searching again: \(Console.plain($0))" } ?? "Searching again."
    }
}
