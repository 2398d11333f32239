public import AWSBedrockAgentRuntime
public import AWSCore
public import World

/// Bedrock's knowledge bases for one call: who calls is in the scope, what is there in the state.
public struct BedrockAgentRuntimeEmulator: BedrockAgentRuntimeClient {
    let state: KnowledgeBasesState
    let scope: CallScope

    public init(_ state: KnowledgeBasesState, _ scope: CallScope) {
        self.state = state
        self.scope = scope
    }

    /// What is demanded of each member by itself: lengths, bounds, patterns and enumerations.
    /// - Throws: ValidationException that names every member at fault, in AWS's words.
    func begin(_ input: some Structure) throws(BedrockAgentRuntimeError) {
        scope.use(.requests, 1)
        if let message = ConstraintCheck.message(ConstraintCheck.violations(of: input)) { throw .validation(message) }
    }

    /// - Throws: ResourceNotFoundException
    func knowledgeBase(_ id: String) throws(BedrockAgentRuntimeError) -> KnowledgeBase {
        guard let found = state.knowledgeBase(id, for: scope) else { throw .noSuchKnowledgeBase }
        return found
    }

    /// Who calls models and index for a knowledge base: its service role on AWS, which may do so.
    var servant: Caller { Caller(account: scope.account, region: scope.region) }
}

extension BedrockAgentRuntimeEmulator {
    public func retrieve(
        _ input: BedrockAgentRuntime.RetrieveRequest
    ) async throws(BedrockAgentRuntimeError) -> BedrockAgentRuntime.RetrieveResponse {
        try await Retrieve.run(input, self)
    }

    public func retrieveAndGenerate(
        _ input: BedrockAgentRuntime.RetrieveAndGenerateRequest
    ) async throws(BedrockAgentRuntimeError) -> BedrockAgentRuntime.RetrieveAndGenerateResponse {
        try await RetrieveAndGenerate.run(input, self)
    }

    public func retrieveAndGenerateStream(
        _ input: BedrockAgentRuntime.RetrieveAndGenerateStreamRequest
    ) async throws(BedrockAgentRuntimeError) -> BedrockAgentRuntime.RetrieveAndGenerateStreamResponse {
        try await RetrieveAndGenerateStream.run(input, self)
    }
}
