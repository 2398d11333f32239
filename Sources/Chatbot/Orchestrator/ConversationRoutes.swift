import AWSCore
import AWSDynamoDB
import AWSOpenSearch
import Functions

/// What the API answers beside the chat itself.
struct ConversationRoutes {
    let configuration: ChatbotConfiguration
    let clients: ChatbotClients
    let context: FunctionContext
    let retrier: Retrier

    init(_ configuration: ChatbotConfiguration, _ clients: ChatbotClients, _ context: FunctionContext) {
        self.configuration = configuration
        self.clients = clients
        self.context = context
        retrier = Retrier(context: context, limits: configuration.limits)
    }

    private var store: ConversationStore {
        ConversationStore(client: clients.dynamoDB, names: configuration.names, retrier: retrier)
    }

    /// `GET /conversations/{user_id}?limit=50&before=2026-01-31T08:00:00Z&next_token=...`
    func conversations(of userID: String, _ request: APIRequest) async throws -> Document {
        if let user = request.authenticatedUser, user != userID {
            throw ChatbotError(.forbidden, "These conversations are not yours.")
        }
        let max = configuration.limits.listedConversationsMax
        var limit = configuration.limits.listedConversationsDefault
        if let text = request.query["limit"] {
            guard let number = Int(text), (1...max).contains(number) else {
                throw ChatbotError(.validation, "limit must be a whole number from 1 to \(max).")
            }
            limit = number
        }
        let before = request.query["before"]
        if let before, Timestamp(before, .dateTime) == nil {
            throw ChatbotError(.validation, "before must be a time such as 2026-01-31T08:00:00Z.")
        }
        var start: ConversationPage.End?
        if let token = request.query["next_token"] {
            start = ConversationPage.End(token: token)
            if start == nil { throw ChatbotError(.validation, "next_token is none that this list has given.") }
        }
        let page = try await store.conversations(of: userID, max: limit, before: before, from: start)
        var answer = Document.Object([
            .init("user_id", .string(userID)), .init("conversations", .list(page.conversations.map(\.document))),
        ])
        if let end = page.end { answer["next_token"] = .string(end.token) }
        return .object(answer)
    }

    /// `GET /conversation/{conversation_id}`
    func conversation(_ id: String, _ request: APIRequest) async throws -> Document {
        let conversation = try await find(id, request)
        let messages = try await store.messages(id, max: configuration.limits.listedMessagesMax)
        var object = conversation.document.object ?? Document.Object()
        object["messages"] = .list(messages.map(\.document))
        return .object(object)
    }

    /// `DELETE /conversation/{conversation_id}`
    func delete(_ id: String, _ request: APIRequest) async throws -> Document {
        try await store.delete(try await find(id, request))
        return ["conversation_id": .string(id), "deleted": true]
    }

    private func find(_ id: String, _ request: APIRequest) async throws -> Conversation {
        let user = request.authenticatedUser ?? request.query["user_id"]
        guard let conversation = try await store.conversation(id), user.map({ $0 == conversation.userID }) ?? true
        else { throw ChatbotError(.notFound, "There is no conversation \(id).") }
        return conversation
    }

    /// `GET /documents?after=`: what became of each document of the knowledge base, by key, from the one after `after`
    /// on; `next` is where the following page begins.
    func documents(_ request: APIRequest) async throws -> Document {
        let catalog = DocumentCatalog(
            client: clients.dynamoDB, table: configuration.names.documents, retrier: retrier)
        let (statuses, next) = try await catalog.page(
            after: request.query["after"], max: configuration.limits.listedDocumentsMax)
        var answer = Document.Object([.init("documents", .list(statuses.map(\.document)))])
        answer["next"] = next.map { .string($0) }
        return .object(answer)
    }

    /// `GET /health`: whether tables and index answer. Models cost money and are not asked.
    func health() async -> APIResponse {
        async let tables = check {
            _ = try await KnowledgeVersion(
                client: clients.dynamoDB, table: configuration.names.cache, retrier: retrier
            ).current()
        }
        async let index = check {
            let input = OpenSearch.SearchInput(
                index: configuration.index, body: ["size": 0, "query": ["match_all": .object(Document.Object())]])
            _ = try await clients.openSearch.search(input)
        }
        let checks = (await tables, await index)
        let isHealthy = checks.0 == "ok" && checks.1 == "ok"
        return APIResponse(
            status: isHealthy ? 200 : 503,
            body: [
                "status": isHealthy ? "healthy" : "degraded", "environment": .string(configuration.names.environment),
                "timestamp": .string(context.now.text(.dateTime)),
                "checks": ["dynamodb": .string(checks.0), "opensearch": .string(checks.1)],
            ])
    }

    private func check(_ work: () async throws -> Void) async -> String {
        do {
            try await work()
            return "ok"
        } catch {
            context.log("ERROR health: \(error)")
            return (error as? any ServiceFailure)?.codeText ?? "failed"
        }
    }
}
