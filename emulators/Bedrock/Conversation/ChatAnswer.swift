import AWSCore

/// What a chat model says before limits and stop sequences have cut it.
struct ChatDraft: Sendable {
    enum Part: Sendable {
        case text(String)
        /// The id is given when the answer is sent, if it is empty.
        case call(ToolCall)
    }

    var parts: [Part]
    /// The stream breaks after so many events.
    var cutAfterEvents: Int?

    init(_ text: String) { parts = [.text(text)] }
    init(parts: [Part], cutAfterEvents: Int? = nil) {
        self.parts = parts
        self.cutAfterEvents = cutAfterEvents
    }
}

/// A finished answer.
struct ChatAnswer: Sendable {
    enum Stop: Hashable, Sendable {
        case endTurn, toolUse, maxTokens, guardrail
        case sequence(String)
    }

    var parts: [ChatDraft.Part]
    var stop: Stop
    var usage: ChatUsage
    var latencyMs: Int
    var cutAfterEvents: Int?

    var text: String {
        parts.compactMap { if case .text(let text) = $0 { text } else { nil } }.joined()
    }
}

struct ChatUsage: Hashable, Sendable {
    /// Those that were neither read from the cache nor written to it.
    var inputTokens: Int
    var outputTokens: Int
    var cacheReadTokens = 0
    var cacheWriteTokens = 0
    /// The request has cache points.
    var usesCache = false

    var totalTokens: Int { inputTokens + outputTokens + cacheReadTokens + cacheWriteTokens }
}
