import AWSCore

/// Tokens that a request costs beyond the text in it: what a model's template wraps around turns and tools.
///
/// From recorded answers: a turn of Claude's costs about 7, of Nova's 1, of Titan's 3 through Converse; tools bring
/// instructions of their own (Anthropic, "Tool use", pricing: 346 tokens for the Claude 3 family).
enum TokenOverhead {
    static func tokens(_ model: FoundationModel, _ request: ChatRequest, isConverse: Bool) -> Int {
        let turns = request.messages.count
        var total = 0
        switch model.dialect {
        case .anthropic, .anthropicCompletion: total = 4 + 4 * turns
        case .titanText: total = isConverse ? 3 : 0
        default: total = turns - 1
        }
        guard !request.tools.isEmpty else { return total }
        total += model.dialect == .anthropic ? 346 : 370
        return total
            + request.tools.reduce(0) { sum, tool in
                sum + TokenCounter.count(tool.name) + TokenCounter.count(tool.description)
                    + TokenCounter.count(tool.schema.jsonText())
            }
    }

    /// Bedrock's documentation of Claude 3 counts width times height over 750; without decoding, by size.
    static func imageTokens(byteCount: Int) -> Int { min(1600, max(85, byteCount / 40)) }

    /// All that the model reads.
    static func inputTokens(_ request: ChatRequest) -> Int {
        var total = request.overheadTokens
        for text in request.system { total += TokenCounter.count(text) }
        for message in request.messages {
            for part in message.parts {
                if case .image(let byteCount) = part { total += imageTokens(byteCount: byteCount) }
                if case .document(let document) = part, document.text == nil { total += document.byteCount / 20 }
                total += TokenCounter.count(part.countedText)
            }
        }
        return max(1, total)
    }
}
