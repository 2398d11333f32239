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
        var search = PassageSearch.Request(text: text, settings: settings)
        var query = input
        query.nextToken = nil
        if let token = input.nextToken {
            guard let page = PageToken(token, after: query.document) else { throw .unusableInput }
            search.offset = page.offset
        }
        let found = try await PassageSearch(knowledgeBase: knowledgeBase, view: view).passages(search)
        let next = search.offset + search.count
        let hasMore = found.count > search.count && next <= PageToken.offsetMax
        return BedrockAgentRuntime.RetrieveResponse(
            nextToken: hasMore ? PageToken(offset: next, after: query.document).text : nil,
            retrievalResults: Array(found.prefix(search.count)))
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
