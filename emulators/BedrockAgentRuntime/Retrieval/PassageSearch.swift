import AWSBedrockAgentRuntime
import AWSCore
import AWSOpenSearch

/// Finds passages of a knowledge base, best first.
struct PassageSearch {
    let knowledgeBase: KnowledgeBase
    let view: BedrockAgentRuntimeEmulator

    /// What is asked for.
    struct Request {
        var text: String
        var settings: BedrockAgentRuntime.KnowledgeBaseVectorSearchConfiguration?

        /// "Amazon Bedrock returns up to five results in the response by default" (User Guide).
        var count: Int { settings?.numberOfResults ?? 5 }
    }

    /// - Returns: at most as many as asked for.
    func passages(
        _ request: Request
    ) async throws(BedrockAgentRuntimeError) -> [BedrockAgentRuntime.KnowledgeBaseRetrievalResult] {
        let body = try await body(request)
        let output: OpenSearch.SearchOutput
        do throws(OpenSearchError) {
            output = try await view.state.clients.search(view.servant).search(
                OpenSearch.SearchInput(index: knowledgeBase.index, body: body))
        } catch {
            throw .failedDependency(knowledgeBase.index, error.code.rawValue, error.message)
        }
        return output.hits.hits.compactMap { PassageResult(knowledgeBase).result($0) }
    }

    private func body(_ request: Request) async throws(BedrockAgentRuntimeError) -> Document {
        let (fields, count) = (knowledgeBase.fields, Document.number(Number(request.count)))
        let filter = try request.settings?.filter.map { filter throws(BedrockAgentRuntimeError) in
            try FilterClause(fields: fields).query(filter)
        }
        let vector = try await QueryEmbedding(
            client: view.state.clients.models(view.servant), knowledgeBase: knowledgeBase
        ).vector(of: request.text)
        var nearest: Document.Object = .init([
            .init("vector", .list(vector)), .init("k", count),
        ])
        nearest["filter"] = filter
        let knn: Document = ["knn": .member(fields.vector, Document.object(nearest))]
        let isHybrid = request.settings?.overrideSearchType == .hybrid
        return [
            "size": count, "_source": ["excludes": [.string(fields.vector)]],
            "query": isHybrid ? ["hybrid": ["queries": [knn, words(request.text, filter)]]] : knn,
        ]
    }

    /// Passages with words of the query: the other half of a hybrid search.
    private func words(_ text: String, _ filter: Document?) -> Document {
        var clauses: Document.Object = .init([
            .init("must", [["match": .member(knowledgeBase.fields.text, text)]])
        ])
        clauses["filter"] = filter.map { [$0] }
        return ["bool": .object(clauses)]
    }
}
