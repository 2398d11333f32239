import AWSCore

/// What a chat model is asked, in whatever dialect the request came.
struct ChatRequest: Sendable {
    var system: [String] = []
    var messages: [ChatMessage] = []
    var tools: [ChatTool] = []
    var toolChoice = ToolDirective.auto
    var outputTokensMax: Int
    var stopSequences: [String] = []
    /// The JSON schema that the answer must satisfy.
    var outputSchema: Document?
    /// A cache point stands behind the tools, or behind the system prompt.
    var cachesTools = false
    var cachesSystem = false
    /// Tokens that the request holds beyond its texts: templates, tool instructions.
    var overheadTokens = 0

    var systemText: String { system.joined(separator: "\n\n") }

    /// What the user said last, tool results aside.
    var lastUserText: String {
        for message in messages.reversed() where message.role == .user {
            let text = message.text
            if !text.trimmed.isEmpty { return text }
        }
        return ""
    }

    /// All text, in order: what is counted, and what is looked through.
    var allText: String {
        (system + messages.map(\.fullText)).joined(separator: "\n")
    }
}

enum ToolDirective: Hashable, Sendable {
    case auto, any, none
    case tool(String)
}

struct ChatTool: Hashable, Sendable {
    var name: String
    var description: String
    /// JSON schema of its arguments.
    var schema: Document
}

struct ChatMessage: Sendable {
    enum Role: String, Sendable { case user, assistant }

    var role: Role
    var parts: [ChatPart]

    /// The text parts, one below the other.
    var text: String {
        parts.compactMap { part in
            if case .text(let text) = part { return text }
            if case .guarded(let text, _) = part { return text }
            return nil
        }.joined(separator: "\n")
    }

    var calls: [ToolCall] { parts.compactMap { if case .call(let call) = $0 { call } else { nil } } }
    var results: [ToolResult] { parts.compactMap { if case .result(let result) = $0 { result } else { nil } } }

    /// All that it holds, as text.
    var fullText: String { parts.map(\.countedText).joined(separator: "\n") }
}

enum ChatPart: Sendable {
    case text(String)
    /// Text that a guardrail looks at, and as what.
    case guarded(String, qualifiers: [String])
    case image(byteCount: Int)
    case document(ChatDocument)
    case call(ToolCall)
    case result(ToolResult)
    case passage(Passage)
    /// What stands before it may be kept for the next request.
    case cachePoint

    var countedText: String {
        switch self {
        case .text(let text), .guarded(let text, _): text
        case .document(let document): document.name + "\n" + (document.text ?? "")
        case .call(let call): call.name + call.input.jsonText()
        case .result(let result): result.text
        case .passage(let passage): (passage.title ?? "") + "\n" + passage.text
        case .image, .cachePoint: ""
        }
    }
}

struct ChatDocument: Sendable {
    var name: String
    var format: String
    /// nil where the bytes are of a format that holds more than text.
    var text: String?
    var byteCount: Int
}

struct ToolCall: Hashable, Sendable {
    var id: String
    var name: String
    var input: Document
}

struct ToolResult: Sendable {
    var callID: String
    var texts: [String] = []
    var values: [Document] = []
    var documents: [ChatDocument] = []
    var passages: [Passage] = []
    var isError = false

    var text: String {
        (texts + values.map { $0.jsonText() } + documents.compactMap(\.text) + passages.map(\.text))
            .joined(separator: "\n")
    }
}
