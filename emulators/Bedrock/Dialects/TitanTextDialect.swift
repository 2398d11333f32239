import AWSBedrockRuntime
import AWSCore

/// Titan Text (Bedrock User Guide, "Amazon Titan Text models"): one text in, one out.
struct TitanTextDialect: ChatDialect {
    let model: FoundationModel

    private var rules: BodyRules {
        .object([
            .init("inputText", .string(min: 1), isRequired: true),
            .init(
                "textGenerationConfig",
                .object([
                    .init("maxTokenCount", .integer(0...model.outputTokensMax)), .init("temperature", .number(0...1)),
                    .init("topP", .number(0...1)), .init("stopSequences", .list(.string(), count: 0...10)),
                ])),
        ])
    }

    func read(_ body: Document) throws(BedrockRuntimeError) -> ChatRequest {
        let complaints = rules.complaints(about: body)
        guard complaints.isEmpty else { throw .malformed(complaints) }
        let config = body["textGenerationConfig"]
        var request = ChatRequest(outputTokensMax: config?["maxTokenCount"]?.int ?? 512)
        request.stopSequences = (config?["stopSequences"]?.list ?? []).compactMap(\.string)
        request.messages = [ChatMessage(role: .user, parts: [.text(Self.question(body["inputText"]?.string ?? ""))])]
        return request
    }

    /// "User: ...\nBot:" is the form that Titan's guide advises for chats.
    private static func question(_ text: String) -> String {
        guard text.hasPrefix("User:"), let end = text.lastRange(of: "\nBot:") else { return text }
        return String(text[..<end.lowerBound].dropFirst(5).trimmed)
    }

    func write(_ answer: ChatAnswer, _ ids: AnswerIDs) -> Document {
        .object(
            Document.Object([
                .init("inputTextTokenCount", .number(Number(answer.usage.inputTokens))),
                .init(
                    "results",
                    [
                        .object(
                            Document.Object([
                                .init("tokenCount", .number(Number(answer.usage.outputTokens))),
                                .init("outputText", .string("\n" + answer.text)),
                                .init("completionReason", .string(Self.reason(answer.stop))),
                            ]))
                    ]),
            ]))
    }

    private static func reason(_ stop: ChatAnswer.Stop) -> String {
        switch stop {
        case .maxTokens: "LENGTH"
        case .sequence: "STOP_CRITERIA_MET"
        default: "FINISH"
        }
    }

    /// Titan sends its text by hundreds of characters; a short one is a single chunk.
    func stream(_ answer: ChatAnswer, _ ids: AnswerIDs) -> [Document] {
        var pieces: [String] = []
        for piece in StreamPieces.text("\n" + answer.text) {
            if let last = pieces.last, last.count < Self.chunkLength {
                pieces[pieces.count - 1] = last + piece
            } else {
                pieces.append(piece)
            }
        }
        if pieces.isEmpty { pieces = [""] }
        return pieces.enumerated().map { index, piece in
            var members = Document.Object([.init("outputText", .string(piece)), .init("index", 0)])
            if index == pieces.count - 1 {
                members.entries.append(.init("totalOutputTextTokenCount", .number(Number(answer.usage.outputTokens))))
                members.entries.append(.init("completionReason", .string(Self.reason(answer.stop))))
            }
            if index == 0 {
                members.entries.append(.init("inputTextTokenCount", .number(Number(answer.usage.inputTokens))))
            }
            if index == pieces.count - 1 {
                members.entries.append(.init("amazon-bedrock-invocationMetrics", InvocationMetrics.document(answer)))
            }
            return .object(members)
        }
    }

    private static let chunkLength = 220
}

extension String {
    func lastRange(of other: String) -> Range<String.Index>? { ranges(of: other).last }
}
