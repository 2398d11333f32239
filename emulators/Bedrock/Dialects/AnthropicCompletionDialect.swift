import AWSBedrockRuntime
import AWSCore

/// Anthropic's text completions: one prompt in which "Human:" and "Assistant:" take turns.
///
/// Source: Bedrock User Guide, "Anthropic Claude Text Completions API".
struct AnthropicCompletionDialect: ChatDialect {
    let model: FoundationModel

    private static let rules = BodyRules.object([
        .init("prompt", .string(min: 1), isRequired: true),
        .init("max_tokens_to_sample", .integer(1...100_000), isRequired: true),
        .init("temperature", .number(0...1)), .init("top_p", .number(0...1)), .init("top_k", .integer(0...500)),
        .init("stop_sequences", .list(.string(), count: 0...8191)), .init("anthropic_version", .string()),
    ])

    func read(_ body: Document) throws(BedrockRuntimeError) -> ChatRequest {
        let complaints = Self.rules.complaints(about: body)
        guard complaints.isEmpty else { throw .malformed(complaints) }
        var request = ChatRequest(outputTokensMax: body["max_tokens_to_sample"]?.int ?? model.outputTokensMax)
        request.stopSequences = (body["stop_sequences"]?.list ?? []).compactMap(\.string)
        Self.split(body["prompt"]?.string ?? "", into: &request)
        request.overheadTokens = TokenOverhead.tokens(model, request, isConverse: false)
        return request
    }

    /// What stands before the first turn is the system's.
    private static func split(_ prompt: String, into request: inout ChatRequest) {
        var rest = prompt[...]
        var role: ChatMessage.Role?
        while true {
            let human = rest.firstRange(of: "Human:")
            let assistant = rest.firstRange(of: "Assistant:")
            let next = [human, assistant].compactMap { $0 }.min { $0.lowerBound < $1.lowerBound }
            let text = String(rest[..<(next?.lowerBound ?? rest.endIndex)].trimmed)
            if !text.isEmpty {
                if let role {
                    request.messages.append(ChatMessage(role: role, parts: [.text(text)]))
                } else {
                    request.system.append(text)
                }
            }
            guard let next else { break }
            role = next == human ? .user : .assistant
            rest = rest[next.upperBound...]
        }
        if request.messages.isEmpty {
            request.messages = [ChatMessage(role: .user, parts: [.text(request.system.joined(separator: "\n"))])]
            request.system = []
        }
    }

    func write(_ answer: ChatAnswer, _ ids: AnswerIDs) -> Document {
        .object(
            Document.Object([
                .init("type", "completion"), .init("completion", .string(" " + answer.text)),
                .init("stop_reason", .string(Self.reason(answer.stop))), .init("stop", Self.sequence(answer.stop)),
            ]))
    }

    private static func reason(_ stop: ChatAnswer.Stop) -> String {
        stop == .maxTokens ? "max_tokens" : "stop_sequence"
    }

    private static func sequence(_ stop: ChatAnswer.Stop) -> Document {
        switch stop {
        case .maxTokens: .null
        case .sequence(let text): .string(text)
        default: "\n\nHuman:"
        }
    }

    func stream(_ answer: ChatAnswer, _ ids: AnswerIDs) -> [Document] {
        let pieces = StreamPieces.text(" " + answer.text)
        return pieces.enumerated().map { index, piece in
            let isLast = index == pieces.count - 1
            var members = Document.Object([
                .init("type", "completion"), .init("completion", .string(piece)),
                .init("stop_reason", isLast ? .string(Self.reason(answer.stop)) : .null),
                .init("stop", isLast ? Self.sequence(answer.stop) : .null),
            ])
            if isLast {
                members.entries.append(.init("amazon-bedrock-invocationMetrics", InvocationMetrics.document(answer)))
            }
            return .object(members)
        }
    }
}
