import AWSBedrockRuntime
import AWSCore
import World

/// InvokeModelWithResponseStream: the same answer as InvokeModel's, piece by piece.
enum InvokeModelWithResponseStream {
    static func run(
        _ input: BedrockRuntime.InvokeModelWithResponseStreamRequest, _ view: BedrockRuntimeEmulator
    ) async throws(BedrockRuntimeError) -> BedrockRuntime.InvokeModelWithResponseStreamResponse {
        try view.check(input)
        let resolved = try view.model(input.modelId)
        let body = try InvocationBody.read(input.body)
        let (chunks, cut) = try await chunks(input, resolved, body, view)
        let events = chunks.map { BedrockRuntime.ResponseStream.chunk(.init(bytes: Blob($0.json()))) }
        return BedrockRuntime.InvokeModelWithResponseStreamResponse(
            body: EventStream(events, cutAfter: cut), contentType: "application/json",
            performanceConfigLatency: input.performanceConfigLatency, serviceTier: input.serviceTier)
    }

    private static func chunks(
        _ input: BedrockRuntime.InvokeModelWithResponseStreamRequest, _ resolved: ResolvedModel, _ body: Document,
        _ view: BedrockRuntimeEmulator
    ) async throws(BedrockRuntimeError) -> (chunks: [Document], cut: Int?) {
        let operation = "InvokeModelWithResponseStream"
        switch view.state.recordings.answer(operation: operation, model: resolved.name, request: { body }) {
        case .events(let events)?: return (events, nil)
        case .error(let code, let message, let status)?:
            throw BedrockRuntimeError(ErrorCode(code), message, status: status)
        default: break
        }
        guard let dialect = resolved.model.chatDialect(for: body) else { throw .streamingUnsupported }
        let request = try dialect.read(body)
        let guards = try view.guardrail(input.guardrailIdentifier, input.guardrailVersion, trace: input.trace?.rawValue)
        return try await GuardedInvocation(view: view, resolved: resolved, dialect: dialect, guardrail: guards).chunks(
            request)
    }
}
