import AWSBedrockRuntime
import AWSCore
import Functions

/// A turn as it happens, for clients that read along: JSON objects with a `type`, one a line or as server-sent events.
///
/// `start`, then `delta` for text as it comes, `source` once the text has cited it, `tool` when the model searches
/// again (text before it was not the answer), and `done` with all that an unstreamed answer holds; or `error`.
struct ChatEvents: Sendable {
    let writer: any ResponseWriter
    let isServerSent: Bool

    func start(conversationID: String) async throws {
        try await send("start", [.init("conversation_id", .string(conversationID))])
    }

    func delta(_ text: String) async throws { try await send("delta", [.init("text", .string(text))]) }

    func source(_ source: Document) async throws { try await send("source", source.object?.entries ?? []) }

    func tool(_ use: BedrockRuntime.ToolUseBlock) async throws {
        try await send("tool", [.init("name", .string(use.name)), .init("input", use.input)])
    }

    func done(_ answer: Document) async throws { try await send("done", answer.object?.entries ?? []) }

    func error(_ error: ChatbotError) async throws { try await send("error", error.body.object?.entries ?? []) }

    private func send(_ type: String, _ members: [Document.Entry]) async throws {
        let object = Document.object(Document.Object([.init("type", .string(type))] + members))
        let text = object.jsonText()
        try await writer.write(Array((isServerSent ? "event: \(type)\ndata: \(text)\n\n" : text + "\n").utf8))
    }
}
