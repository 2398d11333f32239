public import AWSBedrockRuntime
public import AWSCore
public import World

/// Bedrock Runtime for one call: who calls is in the scope, what is there in the state.
public struct BedrockRuntimeEmulator: BedrockRuntimeClient {
    let state: BedrockState
    let scope: CallScope

    public init(_ state: BedrockState, _ scope: CallScope) {
        self.state = state
        self.scope = scope
    }
}

// Models.
extension BedrockRuntimeEmulator {
    public func invokeModel(
        _ input: BedrockRuntime.InvokeModelRequest
    ) async throws(BedrockRuntimeError) -> BedrockRuntime.InvokeModelResponse {
        try await InvokeModel.run(input, self)
    }

    public func invokeModelWithResponseStream(
        _ input: BedrockRuntime.InvokeModelWithResponseStreamRequest
    ) async throws(BedrockRuntimeError) -> BedrockRuntime.InvokeModelWithResponseStreamResponse {
        try await InvokeModelWithResponseStream.run(input, self)
    }

    public func converse(
        _ input: BedrockRuntime.ConverseRequest
    ) async throws(BedrockRuntimeError) -> BedrockRuntime.ConverseResponse {
        try await Converse.run(input, self)
    }

    public func converseStream(
        _ input: BedrockRuntime.ConverseStreamRequest
    ) async throws(BedrockRuntimeError) -> BedrockRuntime.ConverseStreamResponse {
        try await ConverseStream.run(input, self)
    }

    public func countTokens(
        _ input: BedrockRuntime.CountTokensRequest
    ) async throws(BedrockRuntimeError) -> BedrockRuntime.CountTokensResponse {
        try CountTokens.run(input, self)
    }
}

// Guardrails.
extension BedrockRuntimeEmulator {
    public func applyGuardrail(
        _ input: BedrockRuntime.ApplyGuardrailRequest
    ) async throws(BedrockRuntimeError) -> BedrockRuntime.ApplyGuardrailResponse {
        try ApplyGuardrail.run(input, self)
    }
}

// What is not emulated says so: it never answers with nothing.
extension BedrockRuntimeEmulator {
    public func getAsyncInvoke(
        _ input: BedrockRuntime.GetAsyncInvokeRequest
    ) async throws(BedrockRuntimeError) -> BedrockRuntime.GetAsyncInvokeResponse {
        throw .notEmulated("GetAsyncInvoke")
    }

    public func listAsyncInvokes(
        _ input: BedrockRuntime.ListAsyncInvokesRequest
    ) async throws(BedrockRuntimeError) -> BedrockRuntime.ListAsyncInvokesResponse {
        throw .notEmulated("ListAsyncInvokes")
    }

    public func startAsyncInvoke(
        _ input: BedrockRuntime.StartAsyncInvokeRequest
    ) async throws(BedrockRuntimeError) -> BedrockRuntime.StartAsyncInvokeResponse {
        throw .notEmulated("StartAsyncInvoke")
    }

    public func invokeModelWithBidirectionalStream(
        _ input: BedrockRuntime.InvokeModelWithBidirectionalStreamRequest
    ) async throws(BedrockRuntimeError) -> BedrockRuntime.InvokeModelWithBidirectionalStreamResponse {
        throw .notEmulated("InvokeModelWithBidirectionalStream")
    }
}
