import AWSCore
import Functions

/// Search in the knowledge base, invoked directly or as `POST /search`.
struct VectorSearchFunction: LambdaFunction {
    let configuration: ChatbotConfiguration
    let clients: ChatbotClients

    init(_ configuration: ChatbotConfiguration, _ clients: ChatbotClients) {
        self.configuration = configuration
        self.clients = clients
    }

    func handle(_ event: Document, _ context: FunctionContext) async throws -> Document {
        try await Answering.answer(event, context, configuration) { request in
            guard request.method == "POST" else {
                throw ChatbotError(.methodNotAllowed, "Searches are sent by POST.")
            }
            return .ok(try await search(try request.json, context))
        } direct: { event in
            try await search(event, context)
        }
    }

    private func search(_ document: Document, _ context: FunctionContext) async throws -> Document {
        let request = try SearchRequest(document, configuration.limits)
        let retrier = Retrier(context: context, limits: configuration.limits)
        let hits = try await KnowledgeSearch(configuration, clients, retrier).hits(for: request)
        context.log("INFO \(request.type) search, \(hits.count) results")
        return [
            "query": .string(request.query), "search_type": .string(request.type.rawValue),
            "results_count": .number(Number(hits.count)), "results": .list(hits.map(\.document)),
        ]
    }
}
