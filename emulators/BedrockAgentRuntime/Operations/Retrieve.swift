import AWSBedrockAgentRuntime
import AWSCore

/// Retrieve: the passages of a knowledge base that are nearest to a query.
enum Retrieve {
    static func run(
        _ input: BedrockAgentRuntime.RetrieveRequest, _ view: BedrockAgentRuntimeEmulator
    ) async throws(BedrockAgentRuntimeError) -> BedrockAgentRuntime.RetrieveResponse {
        try view.begin(input)
        let knowledgeBase = try view.knowledgeBase(input.knowledgeBaseId)
        if input.guardrailConfiguration != nil {
            throw .notEmulated("Retrieve", parameter: "guardrailConfiguration")
        }
        if input.retrievalQuery.image != nil { throw .notEmulated("Retrieve", parameter: "retrievalQuery.image") }
        let settings = input.retrievalConfiguration?.vectorSearchConfiguration
        try RetrievalRules.check(settings, of: "Retrieve")
        guard let text = input.retrievalQuery.text, !text.isEmpty else { throw .unusableInput }
        // "The maximum number of results to return" is one of all pages, and a hundred passages always fit one.
        guard input.nextToken == nil else { throw .unusableInput }
        return BedrockAgentRuntime.RetrieveResponse(
            retrievalResults: try await PassageSearch(knowledgeBase: knowledgeBase, view: view).passages(
                .init(text: text, settings: settings)))
    }
}

/// What of a search's settings is not there.
enum RetrievalRules {
    static func check(
        _ settings: BedrockAgentRuntime.KnowledgeBaseVectorSearchConfiguration?, of operation: String
    ) throws(BedrockAgentRuntimeError) {
        if settings?.implicitFilterConfiguration != nil {
            throw .notEmulated(operation, parameter: "implicitFilterConfiguration")
        }
        if settings?.rerankingConfiguration != nil {
            throw .notEmulated(operation, parameter: "rerankingConfiguration")
        }
    }
}
