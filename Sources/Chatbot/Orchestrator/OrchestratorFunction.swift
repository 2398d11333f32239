import AWSCore
import Functions

/// The chat, invoked directly with `{message, conversation_id?, user_id?}` or through the API with its other routes.
struct OrchestratorFunction: StreamingLambdaFunction {
    let configuration: ChatbotConfiguration
    let clients: ChatbotClients

    init(_ configuration: ChatbotConfiguration, _ clients: ChatbotClients) {
        self.configuration = configuration
        self.clients = clients
    }

    func handle(_ event: Document, _ context: FunctionContext) async throws -> Document {
        try await Answering.answer(event, context, configuration) { request in
            try await answer(request, context)
        } direct: { event in
            try await chat(try ChatRequest(event, configuration.limits), context)
        }
    }

    /// Streams chat turns as ``ChatEvents``; the answers of other routes are written whole.
    ///
    /// An error is the last event, since what has been written cannot be taken back.
    func handle(_ event: Document, _ context: FunctionContext, into response: any ResponseWriter) async throws {
        var isServerSent = false
        do {
            let request = try APIRequest(event)
            isServerSent = request?.acceptsServerSentEvents ?? false
            let events = ChatEvents(writer: response, isServerSent: isServerSent)
            guard let request else {
                _ = try await chat(try ChatRequest(event, configuration.limits), context, events)
                return
            }
            guard request.method == "POST", request.path == ["chat"] else {
                let answer = try await answer(request, context)
                try await response.write(answer.body?.json() ?? [])
                return
            }
            _ = try await chat(try chatRequest(request), context, events)
        } catch {
            let wrapped = ChatbotError(error)
            if !(error is ChatbotError) { context.log("ERROR \(error)") }
            try await ChatEvents(writer: response, isServerSent: isServerSent).error(wrapped)
        }
    }

    private func answer(_ request: APIRequest, _ context: FunctionContext) async throws -> APIResponse {
        let routes = ConversationRoutes(configuration, clients, context)
        switch (request.method, request.path.first, request.path.count) {
        case ("POST", "chat", 1): return .ok(try await chat(try chatRequest(request), context))
        case ("GET", "health", 1): return await routes.health()
        case ("GET", "documents", 1): return .ok(try await routes.documents(request))
        case ("GET", "conversations", 2):
            return .ok(try await routes.conversations(of: request.path[1], request))
        case ("GET", "conversation", 2): return .ok(try await routes.conversation(request.path[1], request))
        case ("DELETE", "conversation", 2): return .ok(try await routes.delete(request.path[1], request))
        case (_, "chat", 1), (_, "health", 1), (_, "documents", 1), (_, "conversations", 2), (_, "conversation", 2):
            throw ChatbotError(.methodNotAllowed, "\(request.method) is not for this path.")
        default: throw ChatbotError(.notFound, "There is nothing at this path.")
        }
    }

    private func chatRequest(_ request: APIRequest) throws -> ChatRequest {
        try ChatRequest(try request.json, authenticatedUser: request.authenticatedUser, configuration.limits)
    }

    private func chat(
        _ request: ChatRequest, _ context: FunctionContext, _ events: ChatEvents? = nil
    ) async throws -> Document {
        try await ChatTurn(configuration, clients, context, events: events).run(request)
    }
}
