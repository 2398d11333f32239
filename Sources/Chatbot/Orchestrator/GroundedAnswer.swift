import AWSBedrockRuntime
import AWSCore

/// Answers a question from the knowledge base: the model with its search tool.
///
/// The first search is made for the model, with the question as it stands alone: nearly every question needs it, and it
/// saves a round trip. The model may then ask for more.
struct GroundedAnswer {
    let model: ChatModel
    let limits: ChatbotLimits
    let requestID: String
    var tool: SearchTool
    let events: ChatEvents?

    struct Result {
        var text: String
        var sources: [Passage]
        /// The guardrail or the model's own filter has replaced the answer.
        var isBlocked: Bool
    }

    mutating func answer(_ question: String, history: [ConversationMessage]) async throws -> Result {
        var messages = history.map(Self.message)
        messages.append(BedrockRuntime.Message(role: .user, content: [.text(question)]))
        messages += try await firstSearch(question)
        var rounds = 0
        while true {
            let reply = try await reply(to: messages)
            let uses = reply.toolUses
            guard reply.stopReason == .toolUse, !uses.isEmpty, rounds <= limits.toolRoundsMax else {
                return result(of: reply)
            }
            messages.append(BedrockRuntime.Message(role: .assistant, content: reply.content))
            messages.append(
                BedrockRuntime.Message(role: .user, content: try await results(of: uses, round: rounds)))
            rounds += 1
        }
    }

    private mutating func firstSearch(_ question: String) async throws -> [BedrockRuntime.Message] {
        let use = BedrockRuntime.ToolUseBlock(
            toolUseId: "search-" + Identifiers.make(requestID, "search").prefix(8), name: SearchTool.name,
            input: ["query": .string(question)])
        let text = try await tool.run(query: question)
        return [
            BedrockRuntime.Message(role: .assistant, content: [.toolUse(use)]),
            BedrockRuntime.Message(role: .user, content: [.toolResult(SearchTool.result(text, use))]),
        ]
    }

    private mutating func results(
        of uses: [BedrockRuntime.ToolUseBlock], round: Int
    ) async throws -> [BedrockRuntime.ContentBlock] {
        var blocks: [BedrockRuntime.ContentBlock] = []
        for use in uses {
            guard round < limits.toolRoundsMax else {
                blocks.append(.toolResult(SearchTool.result(AnswerPrompt.noMoreSearches, use)))
                continue
            }
            try await events?.tool(use)
            blocks.append(.toolResult(try await tool.result(of: use)))
        }
        return blocks
    }

    private func reply(to messages: [BedrockRuntime.Message]) async throws -> ChatReply {
        let prompt = ChatPrompt(
            system: AnswerPrompt.system, messages: messages, tools: [SearchTool.specification],
            tokensMax: limits.answerTokensMax)
        guard let events else { return try await model.reply(to: prompt) }
        var numbers = CitationNumbers(tool.passages)
        let reply = try await model.reply(to: prompt) { try await tell(numbers.take($0), events) }
        try await tell(numbers.finish(), events)
        return reply
    }

    private func tell(_ piece: CitationNumbers.Piece, _ events: ChatEvents) async throws {
        if !piece.text.isEmpty { try await events.delta(piece.text) }
        for passage in piece.cited {
            try await events.source(passage.source(snippetCharactersMax: limits.snippetCharactersMax))
        }
    }

    /// A model that says nothing has not found an answer.
    private func result(of reply: ChatReply) -> Result {
        let isBlocked = reply.stopReason == .guardrailIntervened || reply.stopReason == .contentFiltered
        let text = reply.text.isEmpty ? AnswerPrompt.unknown : reply.text
        guard !isBlocked else { return Result(text: text, sources: [], isBlocked: true) }
        guard !Grounding.isUnknown(text) else {
            return Result(text: Citations.removed(from: text), sources: [], isBlocked: false)
        }
        var numbers = CitationNumbers(tool.passages)
        let kept = numbers.renumbered(text)
        let sources =
            numbers.cited.isEmpty ? Grounding.passages(sayingTheSameAs: kept, among: tool.passages) : numbers.cited
        return Result(text: kept, sources: sources, isBlocked: false)
    }

    /// Numbers of earlier turns mean other passages.
    static func message(_ message: ConversationMessage) -> BedrockRuntime.Message {
        let text = message.role == .user ? message.content : Citations.removed(from: message.content)
        return BedrockRuntime.Message(
            role: message.role == .user ? .user : .assistant, content: [.text(text.isEmpty ? "…" : text)])
    }
}
