public import AWSBedrockAgentRuntime
public import AWSCore

// What is not emulated says so: it never answers with nothing.
extension BedrockAgentRuntimeEmulator {
    public func createInvocation(
        _ input: BedrockAgentRuntime.CreateInvocationRequest
    ) async throws(BedrockAgentRuntimeError) -> BedrockAgentRuntime.CreateInvocationResponse {
        throw .notEmulated("CreateInvocation")
    }

    public func createSession(
        _ input: BedrockAgentRuntime.CreateSessionRequest
    ) async throws(BedrockAgentRuntimeError) -> BedrockAgentRuntime.CreateSessionResponse {
        throw .notEmulated("CreateSession")
    }

    public func deleteAgentMemory(
        _ input: BedrockAgentRuntime.DeleteAgentMemoryRequest
    ) async throws(BedrockAgentRuntimeError) -> BedrockAgentRuntime.DeleteAgentMemoryResponse {
        throw .notEmulated("DeleteAgentMemory")
    }

    public func deleteSession(
        _ input: BedrockAgentRuntime.DeleteSessionRequest
    ) async throws(BedrockAgentRuntimeError) -> BedrockAgentRuntime.DeleteSessionResponse {
        throw .notEmulated("DeleteSession")
    }

    public func endSession(
        _ input: BedrockAgentRuntime.EndSessionRequest
    ) async throws(BedrockAgentRuntimeError) -> BedrockAgentRuntime.EndSessionResponse {
        throw .notEmulated("EndSession")
    }

    public func generateQuery(
        _ input: BedrockAgentRuntime.GenerateQueryRequest
    ) async throws(BedrockAgentRuntimeError) -> BedrockAgentRuntime.GenerateQueryResponse {
        throw .notEmulated("GenerateQuery")
    }

    public func getAgentMemory(
        _ input: BedrockAgentRuntime.GetAgentMemoryRequest
    ) async throws(BedrockAgentRuntimeError) -> BedrockAgentRuntime.GetAgentMemoryResponse {
        throw .notEmulated("GetAgentMemory")
    }

    public func getInvocationStep(
        _ input: BedrockAgentRuntime.GetInvocationStepRequest
    ) async throws(BedrockAgentRuntimeError) -> BedrockAgentRuntime.GetInvocationStepResponse {
        throw .notEmulated("GetInvocationStep")
    }

    public func getSession(
        _ input: BedrockAgentRuntime.GetSessionRequest
    ) async throws(BedrockAgentRuntimeError) -> BedrockAgentRuntime.GetSessionResponse {
        throw .notEmulated("GetSession")
    }

    public func invokeAgent(
        _ input: BedrockAgentRuntime.InvokeAgentRequest
    ) async throws(BedrockAgentRuntimeError) -> BedrockAgentRuntime.InvokeAgentResponse {
        throw .notEmulated("InvokeAgent")
    }

    public func invokeInlineAgent(
        _ input: BedrockAgentRuntime.InvokeInlineAgentRequest
    ) async throws(BedrockAgentRuntimeError) -> BedrockAgentRuntime.InvokeInlineAgentResponse {
        throw .notEmulated("InvokeInlineAgent")
    }

    public func listInvocationSteps(
        _ input: BedrockAgentRuntime.ListInvocationStepsRequest
    ) async throws(BedrockAgentRuntimeError) -> BedrockAgentRuntime.ListInvocationStepsResponse {
        throw .notEmulated("ListInvocationSteps")
    }

    public func listInvocations(
        _ input: BedrockAgentRuntime.ListInvocationsRequest
    ) async throws(BedrockAgentRuntimeError) -> BedrockAgentRuntime.ListInvocationsResponse {
        throw .notEmulated("ListInvocations")
    }

    public func listSessions(
        _ input: BedrockAgentRuntime.ListSessionsRequest
    ) async throws(BedrockAgentRuntimeError) -> BedrockAgentRuntime.ListSessionsResponse {
        throw .notEmulated("ListSessions")
    }

    public func listTagsForResource(
        _ input: BedrockAgentRuntime.ListTagsForResourceRequest
    ) async throws(BedrockAgentRuntimeError) -> BedrockAgentRuntime.ListTagsForResourceResponse {
        throw .notEmulated("ListTagsForResource")
    }

    public func putInvocationStep(
        _ input: BedrockAgentRuntime.PutInvocationStepRequest
    ) async throws(BedrockAgentRuntimeError) -> BedrockAgentRuntime.PutInvocationStepResponse {
        throw .notEmulated("PutInvocationStep")
    }

    public func rerank(
        _ input: BedrockAgentRuntime.RerankRequest
    ) async throws(BedrockAgentRuntimeError) -> BedrockAgentRuntime.RerankResponse {
        throw .notEmulated("Rerank")
    }

    public func tagResource(
        _ input: BedrockAgentRuntime.TagResourceRequest
    ) async throws(BedrockAgentRuntimeError) -> BedrockAgentRuntime.TagResourceResponse {
        throw .notEmulated("TagResource")
    }

    public func untagResource(
        _ input: BedrockAgentRuntime.UntagResourceRequest
    ) async throws(BedrockAgentRuntimeError) -> BedrockAgentRuntime.UntagResourceResponse {
        throw .notEmulated("UntagResource")
    }

    public func updateSession(
        _ input: BedrockAgentRuntime.UpdateSessionRequest
    ) async throws(BedrockAgentRuntimeError) -> BedrockAgentRuntime.UpdateSessionResponse {
        throw .notEmulated("UpdateSession")
    }
}
