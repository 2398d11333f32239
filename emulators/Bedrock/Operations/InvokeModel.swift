import AWSBedrockRuntime
import AWSCore
import World

/// InvokeModel: a model's own request, and its own answer.
enum InvokeModel {
    static func run(
        _ input: BedrockRuntime.InvokeModelRequest, _ view: BedrockRuntimeEmulator
    ) async throws(BedrockRuntimeError) -> BedrockRuntime.InvokeModelResponse {
        try view.check(input)
        let resolved = try view.model(input.modelId)
        let body = try InvocationBody.read(input.body)
        let answer = try await answer(input, resolved, body, view)
        InvocationHeaders.set(answer)
        return BedrockRuntime.InvokeModelResponse(
            body: Blob(answer.body.json()), contentType: "application/json",
            performanceConfigLatency: input.performanceConfigLatency, serviceTier: input.serviceTier)
    }

    private static func answer(
        _ input: BedrockRuntime.InvokeModelRequest, _ resolved: ResolvedModel, _ body: Document,
        _ view: BedrockRuntimeEmulator
    ) async throws(BedrockRuntimeError) -> InvocationAnswer {
        switch view.state.recordings.answer(operation: "InvokeModel", model: resolved.name, request: { body }) {
        case .response(let document)?: return InvocationAnswer(body: document)
        case .error(let code, let message, let status)?:
            throw BedrockRuntimeError(ErrorCode(code), message, status: status)
        default: break
        }
        guard let dialect = resolved.model.chatDialect(for: body) else {
            return try await Embedding(view: view, model: resolved.model).answer(body)
        }
        let request = try dialect.read(body)
        let guards = try view.guardrail(input.guardrailIdentifier, input.guardrailVersion, trace: input.trace?.rawValue)
        return try await GuardedInvocation(view: view, resolved: resolved, dialect: dialect, guardrail: guards).answer(
            request)
    }
}

/// What InvokeModel answers, and what its headers say.
struct InvocationAnswer: Sendable {
    var body: Document
    var inputTokens: Int?
    var outputTokens: Int?
    var latencyMs: Int?
}

enum InvocationBody {
    /// - Throws: ValidationException when the body is no JSON object.
    static func read(_ blob: Blob?) throws(BedrockRuntimeError) -> Document {
        guard let blob, !blob.isEmpty, let body = try? Document(json: blob.bytes), body.object != nil else {
            throw .validation("Malformed input request, please reformat your input and try again.")
        }
        return body
    }
}

/// Headers that Bedrock sends with an invocation and that its model does not name (recorded answers).
enum InvocationHeaders {
    static func set(_ answer: InvocationAnswer) {
        guard let headers = AnswerHeaders.current else { return }
        if let tokens = answer.inputTokens { headers.set("X-Amzn-Bedrock-Input-Token-Count", String(tokens)) }
        if let tokens = answer.outputTokens { headers.set("X-Amzn-Bedrock-Output-Token-Count", String(tokens)) }
        if let latency = answer.latencyMs { headers.set("X-Amzn-Bedrock-Invocation-Latency", String(latency)) }
    }
}
