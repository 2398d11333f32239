import AWSBedrockRuntime
import AWSCore
import World

/// ConverseStream: a turn of Converse as events.
enum ConverseStream {
    static func run(
        _ input: BedrockRuntime.ConverseStreamRequest, _ view: BedrockRuntimeEmulator
    ) async throws(BedrockRuntimeError) -> BedrockRuntime.ConverseStreamResponse {
        try view.check(input)
        if input.promptVariables != nil { throw .notEmulated("ConverseStream", parameter: "promptVariables") }
        let resolved = try view.model(input.modelId)
        if let events = try recorded(input, resolved, view) { return .init(stream: EventStream(events)) }
        let turn = try await ConverseTurn(input, resolved, view).answer()
        let events = events(turn, input, isNova: resolved.model.dialect == .nova)
        return .init(stream: EventStream(events, cutAfter: turn.answer.cutAfterEvents))
    }

    /// messageStart, the blocks, messageStop, metadata. Only uses of tools have a start of their own.
    private static func events(
        _ turn: ConverseTurn.Outcome, _ input: BedrockRuntime.ConverseStreamRequest, isNova: Bool
    ) -> [BedrockRuntime.ConverseStreamOutput] {
        var events: [BedrockRuntime.ConverseStreamOutput] = [.messageStart(.init(role: .assistant))]
        for (index, block) in turn.content.enumerated() {
            switch block {
            case .text(let text):
                let pieces = turn.answer.stop == .guardrail ? [text] : StreamPieces.text(text)
                for piece in pieces {
                    events.append(.contentBlockDelta(.init(delta: .text(piece), contentBlockIndex: index)))
                }
            case .toolUse(let use):
                let start = BedrockRuntime.ToolUseBlockStart(toolUseId: use.toolUseId, name: use.name, type: use.type)
                events.append(.contentBlockStart(.init(start: .toolUse(start), contentBlockIndex: index)))
                // Nova sends the arguments at once; Claude begins with nothing and goes on in pieces.
                let json = use.input.jsonText()
                for piece in isNova ? [json] : [""] + StreamPieces.json(json) {
                    events.append(
                        .contentBlockDelta(.init(delta: .toolUse(.init(input: piece)), contentBlockIndex: index)))
                }
            default: break
            }
            events.append(.contentBlockStop(.init(contentBlockIndex: index)))
        }
        events.append(.messageStop(.init(stopReason: turn.stopReason)))
        events.append(
            .metadata(
                .init(
                    usage: turn.usage, metrics: .init(latencyMs: turn.answer.latencyMs),
                    trace: turn.trace.map { .init(guardrail: $0) }, performanceConfig: input.performanceConfig,
                    serviceTier: input.serviceTier)))
        return events
    }

    private static func recorded(
        _ input: BedrockRuntime.ConverseStreamRequest, _ resolved: ResolvedModel, _ view: BedrockRuntimeEmulator
    ) throws(BedrockRuntimeError) -> [BedrockRuntime.ConverseStreamOutput]? {
        let answer = view.state.recordings.answer(operation: "ConverseStream", model: resolved.name) {
            input.document.withoutModelID
        }
        switch answer {
        case .events(let documents)?:
            var events: [BedrockRuntime.ConverseStreamOutput] = []
            do throws(WireError) {
                for document in documents {
                    events.append(
                        try BedrockRuntime.ConverseStreamOutput(
                            Document(
                                json: document.json(), as: .structure { BedrockRuntime.ConverseStreamOutput.schema })))
                }
            } catch {
                throw BedrockRuntimeError(.internalServerException, "The recorded answer cannot be read: \(error)")
            }
            return events
        case .error(let code, let message, let status)?:
            throw BedrockRuntimeError(ErrorCode(code), message, status: status)
        default: return nil
        }
    }
}
