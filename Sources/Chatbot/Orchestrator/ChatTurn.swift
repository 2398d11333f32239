import AWSBedrockRuntime
import AWSCore
import Functions

/// One question and its answer.
struct ChatTurn {
    let configuration: ChatbotConfiguration
    let clients: ChatbotClients
    let context: FunctionContext
    let retrier: Retrier
    let store: ConversationStore
    /// nil when the client waits for the whole answer.
    let events: ChatEvents?

    init(
        _ configuration: ChatbotConfiguration, _ clients: ChatbotClients, _ context: FunctionContext,
        events: ChatEvents? = nil
    ) {
        self.configuration = configuration
        self.clients = clients
        self.context = context
        self.events = events
        retrier = Retrier(context: context, limits: configuration.limits)
        store = ConversationStore(client: clients.dynamoDB, names: configuration.names, retrier: retrier)
    }

    /// What an answer is made of before it is saved.
    private struct Answer {
        var text: String
        var sources: [Document] = []
        var isCached = false
    }

    func run(_ request: ChatRequest) async throws -> Document {
        let started = context.now
        let conversation = try await conversation(of: request)
        let id = conversation?.id ?? request.conversationID ?? Identifiers.make(context.requestID, "conversation")
        try await events?.start(conversationID: id)
        let history = try await history(of: conversation)
        let answer = try await answer(request.message, history)
        try await save(request, answer, conversation, id)
        let seconds = SearchHit.rounded((context.now - started) / .seconds(1))
        let document: Document = [
            "conversation_id": .string(id), "answer": .string(answer.text), "sources": .list(answer.sources),
            "processing_time": .number(Number(seconds)), "cached": .bool(answer.isCached),
        ]
        try await events?.done(document)
        return document
    }

    /// - Throws: `NotFound` for somebody else's conversation, whose existence is none of the caller's business.
    private func conversation(of request: ChatRequest) async throws -> Conversation? {
        guard let id = request.conversationID, let conversation = try await store.conversation(id) else { return nil }
        if let userID = request.userID, userID != conversation.userID {
            throw ChatbotError(.notFound, "There is no conversation \(id).")
        }
        return conversation
    }

    /// The last turns that fit, beginning with a user's message, roles taking turns as models demand.
    private func history(of conversation: Conversation?) async throws -> [ConversationMessage] {
        guard let conversation, configuration.limits.historyTurnsMax > 0 else { return [] }
        let messages = try await store.messages(conversation.id, max: 2 * configuration.limits.historyTurnsMax)
        return HistoryWindow.fitting(messages, charactersMax: configuration.limits.historyCharactersMax)
    }

    private func answer(_ message: String, _ history: [ConversationMessage]) async throws -> Answer {
        if SmallTalk.isSmallTalk(message) { return try await smallTalk(message, history) }
        let followUp = FollowUp(model: model(.simple), limits: configuration.limits)
        let question = try await followUp.standalone(message, after: history)
        let cache = AnswerCache(
            client: clients.dynamoDB, table: configuration.names.cache, modelID: configuration.models.orchestrator,
            retrier: retrier)
        let version = await optional("the knowledge base's version") { try await knowledgeVersion.current() }
        if let version, let hit = await optional("the cache", { try await cache.answer(to: question, version) }),
            let cached = hit
        {
            try await events?.delta(cached.text)
            for source in cached.sources { try await events?.source(source) }
            return Answer(text: cached.text, sources: cached.sources, isCached: true)
        }
        let tool = SearchTool(KnowledgeSearch(configuration, clients, retrier), configuration.limits)
        var grounded = GroundedAnswer(
            model: model(.orchestrator), limits: configuration.limits, requestID: context.requestID, tool: tool,
            events: events)
        let result = try await grounded.answer(question, history: history)
        let sources = result.sources.map { $0.source(snippetCharactersMax: configuration.limits.snippetCharactersMax) }
        if let version, !result.isBlocked, !sources.isEmpty {
            let kept = CachedAnswer(text: result.text, sources: sources)
            _ = await optional("the cache") { try await cache.keep(kept, to: question, version) }
        }
        return Answer(text: result.text, sources: sources)
    }

    private var knowledgeVersion: KnowledgeVersion {
        KnowledgeVersion(client: clients.dynamoDB, table: configuration.names.cache, retrier: retrier)
    }

    private func smallTalk(_ message: String, _ history: [ConversationMessage]) async throws -> Answer {
        var messages = history.suffix(2).map(GroundedAnswer.message)
        messages.append(BedrockRuntime.Message(role: .user, content: [.text(message)]))
        let prompt = ChatPrompt(
            system: SmallTalkPrompt.system, messages: messages, tokensMax: configuration.limits.smallTalkTokensMax)
        let reply = try await model(.simple).reply(
            to: prompt, onText: events.map { events in { try await events.delta($0) } })
        guard !reply.text.isEmpty else { throw ChatbotError(.model, "The model gave no text.") }
        return Answer(text: reply.text)
    }

    private func model(_ role: ModelRole) -> ChatModel {
        ChatModel(role, configuration, clients.bedrock, retrier)
    }

    private func save(
        _ request: ChatRequest, _ answer: Answer, _ conversation: Conversation?, _ id: String
    ) async throws {
        let now = context.now
        let question = ConversationMessage(
            id: ConversationMessage.id(at: now, requestID: context.requestID, position: 0), role: .user,
            content: request.message, createdAt: now)
        let reply = ConversationMessage(
            id: ConversationMessage.id(at: now, requestID: context.requestID, position: 1), role: .assistant,
            content: answer.text, sources: answer.sources, createdAt: now)
        try await store.save(
            SavedTurn(
                conversationID: id, startedMs: conversation?.timestamp ?? Int(now.milliseconds),
                userID: request.userID ?? ChatRequest.anonymous,
                title: TextForms.shortened(TextForms.collapsed(request.message), to: Self.titleCharactersMax),
                messages: [question, reply]))
    }

    private static let titleCharactersMax = 80

    /// A cache that is out of order costs time, not the answer.
    private func optional<Value>(_ name: String, _ work: () async throws -> Value) async -> Value? {
        do {
            return try await work()
        } catch {
            context.log("WARN \(name) is left out: \(error)")
            return nil
        }
    }
}
