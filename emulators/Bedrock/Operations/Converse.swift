import AWSBedrockRuntime
import AWSCore
import World

/// Converse: one form of conversation for all models.
enum Converse {
    static func run(
        _ input: BedrockRuntime.ConverseRequest, _ view: BedrockRuntimeEmulator
    ) async throws(BedrockRuntimeError) -> BedrockRuntime.ConverseResponse {
        try view.check(input)
        if input.promptVariables != nil { throw .notEmulated("Converse", parameter: "promptVariables") }
        let resolved = try view.model(input.modelId)
        if let recorded = try recorded(input, resolved, view) { return recorded }
        let conversation = try ConverseTurn(input, resolved, view)
        let turn = try await conversation.answer()
        return BedrockRuntime.ConverseResponse(
            output: .message(.init(role: .assistant, content: turn.content)), stopReason: turn.stopReason,
            usage: turn.usage, metrics: .init(latencyMs: turn.answer.latencyMs),
            trace: turn.trace.map { .init(guardrail: $0) }, performanceConfig: input.performanceConfig,
            serviceTier: input.serviceTier)
    }

    private static func recorded(
        _ input: BedrockRuntime.ConverseRequest, _ resolved: ResolvedModel, _ view: BedrockRuntimeEmulator
    ) throws(BedrockRuntimeError) -> BedrockRuntime.ConverseResponse? {
        let answer = view.state.recordings.answer(operation: "Converse", model: resolved.name) {
            input.document.withoutModelID
        }
        switch answer {
        case .response(let document)?:
            do throws(WireError) {
                return try BedrockRuntime.ConverseResponse(
                    Document(json: document.json(), as: .structure { BedrockRuntime.ConverseResponse.schema }))
            } catch {
                throw BedrockRuntimeError(.internalServerException, "The recorded answer cannot be read: \(error)")
            }
        case .error(let code, let message, let status)?:
            throw BedrockRuntimeError(ErrorCode(code), message, status: status)
        default: return nil
        }
    }
}

extension Document {
    /// A request as its body has it; the model is in the path.
    var withoutModelID: Document {
        guard case .object(var members) = self else { return self }
        members["modelId"] = nil
        return (try? Document(json: Document.object(members).json())) ?? .object(members)
    }
}

/// One turn of Converse or ConverseStream: checked, answered, and reviewed by a guardrail.
struct ConverseTurn {
    struct Outcome: Sendable {
        let answer: ChatAnswer
        let content: [BedrockRuntime.ContentBlock]
        let stopReason: BedrockRuntime.StopReason
        let usage: BedrockRuntime.TokenUsage
        let trace: BedrockRuntime.GuardrailTraceAssessment?
    }

    private let view: BedrockRuntimeEmulator
    private let resolved: ResolvedModel
    private let request: ChatRequest
    private let guardrail: GuardrailUse?
    private let streams: Bool

    init(
        _ input: BedrockRuntime.ConverseRequest, _ resolved: ResolvedModel, _ view: BedrockRuntimeEmulator
    ) throws(BedrockRuntimeError) {
        try self.init(
            ConverseInput(input), resolved, view, false,
            view.guardrail(
                input.guardrailConfig?.guardrailIdentifier, input.guardrailConfig?.guardrailVersion,
                trace: input.guardrailConfig?.trace?.rawValue))
    }

    init(
        _ input: BedrockRuntime.ConverseStreamRequest, _ resolved: ResolvedModel, _ view: BedrockRuntimeEmulator
    ) throws(BedrockRuntimeError) {
        try self.init(
            ConverseInput(input), resolved, view, true,
            view.guardrail(
                input.guardrailConfig?.guardrailIdentifier, input.guardrailConfig?.guardrailVersion,
                trace: input.guardrailConfig?.trace?.rawValue))
    }

    private init(
        _ input: ConverseInput, _ resolved: ResolvedModel, _ view: BedrockRuntimeEmulator, _ streams: Bool,
        _ guardrail: GuardrailUse?
    ) throws(BedrockRuntimeError) {
        self.view = view
        self.resolved = resolved
        self.guardrail = guardrail
        self.streams = streams
        try ConverseRules(model: resolved.model).check(input)
        request = try ConverseReader(model: resolved.model).read(input)
    }

    func answer() async throws(BedrockRuntimeError) -> Outcome {
        let generation = Generation(view: view, resolved: resolved)
        guard let guardrail else { return outcome(try await generation.answer(request), nil) }
        var review = guardrail.review(input: request, view)
        if let blocked = review.blockedInput {
            return outcome(GuardedInvocation.blocked(blocked, request), review)
        }
        var answer = try await generation.answer(request)
        review.modelOutput = [answer.text]
        guardrail.review(output: &answer, request, &review, view)
        return outcome(answer, review)
    }

    private func outcome(_ answer: ChatAnswer, _ review: GuardrailReview?) -> Outcome {
        let isClaudeFour = resolved.model.dialect == .anthropic && resolved.model.features.contains(.looseTurns)
        let content = answer.parts.map { part -> BedrockRuntime.ContentBlock in
            switch part {
            case .text(let text): .text(text)
            case .call(let call):
                .toolUse(
                    .init(
                        toolUseId: call.id.isEmpty ? view.state.ids.converseToolUse() : call.id, name: call.name,
                        input: call.input, type: isClaudeFour ? .init(rawValue: "tool_use") : nil))
            }
        }
        return Outcome(
            answer: answer, content: content, stopReason: Self.reason(answer.stop, resolved.model),
            usage: usage(answer.usage), trace: review.flatMap { $0.converseTrace })
    }

    static func reason(_ stop: ChatAnswer.Stop, _ model: FoundationModel) -> BedrockRuntime.StopReason {
        switch stop {
        case .endTurn: .endTurn
        case .toolUse: .toolUse
        case .maxTokens: .maxTokens
        case .guardrail: .guardrailIntervened
        case .sequence: model.dialect == .nova ? .endTurn : .stopSequence
        }
    }

    /// Claude from 3.5 v2 on always speaks of the cache when it does not stream; others when it is used (recorded).
    private func usage(_ usage: ChatUsage) -> BedrockRuntime.TokenUsage {
        let model = resolved.model
        let speaks =
            usage.usesCache
            || !streams && model.dialect == .anthropic && model.features.contains(.cachePoints)
        let writes = usage.cacheWriteTokens > 0 && model.dialect == .anthropic
        return .init(
            inputTokens: usage.inputTokens, outputTokens: usage.outputTokens, totalTokens: usage.totalTokens,
            cacheReadInputTokens: speaks ? usage.cacheReadTokens : nil,
            cacheWriteInputTokens: speaks ? usage.cacheWriteTokens : nil,
            cacheDetails: writes ? [.init(ttl: ._5m, inputTokens: usage.cacheWriteTokens)] : nil)
    }
}
