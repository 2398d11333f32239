import AWSBedrockRuntime
import AWSCore

/// How one family of models writes requests and answers in InvokeModel and InvokeModelWithResponseStream.
protocol ChatDialect: Sendable {
    init(model: FoundationModel)

    /// - Throws: ValidationException in the family's own words.
    func read(_ body: Document) throws(BedrockRuntimeError) -> ChatRequest
    func write(_ answer: ChatAnswer, _ ids: AnswerIDs) -> Document
    /// The payloads of the stream's chunks, the last of them with Bedrock's metrics.
    func stream(_ answer: ChatAnswer, _ ids: AnswerIDs) -> [Document]
}

extension FoundationModel {
    /// nil for models that write no text.
    func chatDialect(for body: Document) -> (any ChatDialect)? {
        switch dialect {
        case .anthropic: AnthropicDialect(model: self)
        // Claude 2 speaks both: its own completions, and messages for who sends them.
        case .anthropicCompletion:
            body["prompt"] == nil ? AnthropicDialect(model: self) : AnthropicCompletionDialect(model: self)
        case .nova: NovaDialect(model: self)
        case .titanText: TitanTextDialect(model: self)
        default: nil
        }
    }
}

enum InvocationMetrics {
    /// What Bedrock adds to the last chunk of any model's stream.
    static func document(_ answer: ChatAnswer, cache: Bool = false) -> Document {
        var members = Document.Object([
            .init("inputTokenCount", .number(Number(answer.usage.inputTokens))),
            .init("outputTokenCount", .number(Number(answer.usage.outputTokens))),
            .init("invocationLatency", .number(Number(answer.latencyMs))),
            .init(
                "firstByteLatency",
                .number(Number(Latency.firstByte(answer.latencyMs, output: answer.usage.outputTokens)))),
        ])
        if cache {
            members.entries.append(.init("cacheReadInputTokenCount", .number(Number(answer.usage.cacheReadTokens))))
            members.entries.append(.init("cacheWriteInputTokenCount", .number(Number(answer.usage.cacheWriteTokens))))
        }
        return .object(members)
    }
}
