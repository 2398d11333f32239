import AWSBedrockAgentRuntime
import AWSBedrockRuntime
import AWSCore

/// A question about a knowledge base, on its way to an answer that a model writes, with its sources.
struct KnowledgeQuestion {
    let text: String
    let settings: BedrockAgentRuntime.KnowledgeBaseRetrieveAndGenerateConfiguration
    private let knowledgeBase: KnowledgeBase
    private let session: String?
    private let earlier: [KnowledgeSessions.Turn]
    private let view: BedrockAgentRuntimeEmulator

    /// - Parameter operation: by whose name what is not emulated is refused.
    init(
        _ input: some GenerationRequest, _ operation: String, _ view: BedrockAgentRuntimeEmulator
    ) throws(BedrockAgentRuntimeError) {
        try view.begin(input)
        settings = try Self.settings(input, operation)
        knowledgeBase = try view.knowledgeBase(settings.knowledgeBaseId)
        text = input.input.text
        guard !text.isEmpty else { throw .unusableInput }
        session = input.sessionId
        earlier =
            try input.sessionId.map { id throws(BedrockAgentRuntimeError) in
                guard let turns = view.state.sessions.turns(of: id) else { throw .noSuchSession(id) }
                return turns
            } ?? []
        self.view = view
    }

    /// Finds passages, has the answer written, and remembers both in the session.
    func answer() async throws(BedrockAgentRuntimeError) -> (answer: CitedAnswer, session: String) {
        let search = PassageSearch.Request(
            text: text, settings: settings.retrievalConfiguration?.vectorSearchConfiguration)
        let passages = try await PassageSearch(knowledgeBase: knowledgeBase, view: view).passages(search)
        let answer = CitedAnswer(try await write(passages), passages)
        let session = session ?? view.state.sessions.begin()
        view.state.sessions.append(.init(question: text, answer: answer.text), to: session)
        return (answer, session)
    }

    private static func settings(
        _ input: some GenerationRequest, _ operation: String
    ) throws(BedrockAgentRuntimeError) -> BedrockAgentRuntime.KnowledgeBaseRetrieveAndGenerateConfiguration {
        func missing(_ parameter: String) -> BedrockAgentRuntimeError { .notEmulated(operation, parameter: parameter) }
        let configuration = input.retrieveAndGenerateConfiguration
        if configuration?.type == .externalSources { throw missing("externalSourcesConfiguration") }
        guard let settings = configuration?.knowledgeBaseConfiguration else { throw .unusableInput }
        if input.sessionConfiguration != nil { throw missing("sessionConfiguration") }
        if settings.orchestrationConfiguration != nil { throw missing("orchestrationConfiguration") }
        let generation = settings.generationConfiguration
        if generation?.guardrailConfiguration != nil { throw missing("guardrailConfiguration") }
        if generation?.performanceConfig != nil { throw missing("performanceConfig") }
        if generation?.additionalModelRequestFields != nil { throw missing("additionalModelRequestFields") }
        if let template = generation?.promptTemplate?.textPromptTemplate,
            template.firstRange(of: GenerationPrompt.placeholder) == nil
        {
            throw .unusableInput
        }
        try RetrievalRules.check(settings.retrievalConfiguration?.vectorSearchConfiguration, of: operation)
        return settings
    }

    private func write(
        _ passages: [BedrockAgentRuntime.KnowledgeBaseRetrievalResult]
    ) async throws(BedrockAgentRuntimeError) -> String {
        let generation = settings.generationConfiguration
        let prompt = GenerationPrompt(template: generation?.promptTemplate?.textPromptTemplate)
        let earlier = earlier.flatMap { [Self.message(.user, $0.question), Self.message(.assistant, $0.answer)] }
        let inference = generation?.inferenceConfig?.textInferenceConfig
        do throws(BedrockRuntimeError) {
            let output = try await view.state.clients.models(view.servant).converse(
                .init(
                    modelId: settings.modelArn, messages: earlier + [Self.message(.user, text)],
                    system: [.text(prompt.text(passages, question: text))],
                    inferenceConfig: .init(
                        maxTokens: inference?.maxTokens, temperature: inference?.temperature, topP: inference?.topP,
                        stopSequences: inference?.stopSequences)))
            guard case .message(let message) = output.output else { return GenerationPrompt.unknown }
            return message.content.compactMap { if case .text(let text) = $0 { text } else { nil } }.joined()
        } catch {
            throw .failedModel(settings.modelArn, error)
        }
    }

    private static func message(_ role: BedrockRuntime.ConversationRole, _ text: String) -> BedrockRuntime.Message {
        .init(role: role, content: [.text(text)])
    }
}

/// What RetrieveAndGenerate and RetrieveAndGenerateStream have in common.
protocol GenerationRequest: Structure {
    var input: BedrockAgentRuntime.RetrieveAndGenerateInput { get }
    var retrieveAndGenerateConfiguration: BedrockAgentRuntime.RetrieveAndGenerateConfiguration? { get }
    var sessionConfiguration: BedrockAgentRuntime.RetrieveAndGenerateSessionConfiguration? { get }
    var sessionId: String? { get }
}

extension BedrockAgentRuntime.RetrieveAndGenerateRequest: GenerationRequest {}
extension BedrockAgentRuntime.RetrieveAndGenerateStreamRequest: GenerationRequest {}
