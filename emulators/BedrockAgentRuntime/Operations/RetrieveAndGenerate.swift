import AWSBedrockAgentRuntime
import AWSBedrockRuntime
import AWSCore

/// RetrieveAndGenerate: an answer that a model writes from the passages of a knowledge base, with its sources.
enum RetrieveAndGenerate {
    static func run(
        _ input: BedrockAgentRuntime.RetrieveAndGenerateRequest, _ view: BedrockAgentRuntimeEmulator
    ) async throws(BedrockAgentRuntimeError) -> BedrockAgentRuntime.RetrieveAndGenerateResponse {
        try view.begin(input)
        let settings = try settings(input)
        let knowledgeBase = try view.knowledgeBase(settings.knowledgeBaseId)
        guard !input.input.text.isEmpty else { throw .unusableInput }
        let turns = try input.sessionId.map { id throws(BedrockAgentRuntimeError) in
            guard let turns = view.state.sessions.turns(of: id) else { throw .noSuchSession(id) }
            return turns
        }
        let search = PassageSearch.Request(
            text: input.input.text, settings: settings.retrievalConfiguration?.vectorSearchConfiguration)
        let passages = try await PassageSearch(knowledgeBase: knowledgeBase, view: view).passages(search)
        let written = try await write(input.input.text, passages, turns ?? [], settings, view)
        let answer = CitedAnswer(written, passages)
        let session = input.sessionId ?? view.state.sessions.begin()
        view.state.sessions.append(.init(question: input.input.text, answer: answer.text), to: session)
        return .init(citations: answer.citations, output: .init(text: answer.text), sessionId: session)
    }

    private static func settings(
        _ input: BedrockAgentRuntime.RetrieveAndGenerateRequest
    ) throws(BedrockAgentRuntimeError) -> BedrockAgentRuntime.KnowledgeBaseRetrieveAndGenerateConfiguration {
        func missing(_ parameter: String) -> BedrockAgentRuntimeError {
            .notEmulated("RetrieveAndGenerate", parameter: parameter)
        }
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
        try RetrievalRules.check(
            settings.retrievalConfiguration?.vectorSearchConfiguration, of: "RetrieveAndGenerate")
        return settings
    }

    private static func write(
        _ question: String, _ passages: [BedrockAgentRuntime.KnowledgeBaseRetrievalResult],
        _ turns: [KnowledgeSessions.Turn],
        _ settings: BedrockAgentRuntime.KnowledgeBaseRetrieveAndGenerateConfiguration,
        _ view: BedrockAgentRuntimeEmulator
    ) async throws(BedrockAgentRuntimeError) -> String {
        let generation = settings.generationConfiguration
        let prompt = GenerationPrompt(template: generation?.promptTemplate?.textPromptTemplate)
        let earlier = turns.flatMap { [Self.message(.user, $0.question), Self.message(.assistant, $0.answer)] }
        let inference = generation?.inferenceConfig?.textInferenceConfig
        do throws(BedrockRuntimeError) {
            let output = try await view.state.clients.models(view.servant).converse(
                .init(
                    modelId: settings.modelArn, messages: earlier + [message(.user, question)],
                    system: [.text(prompt.text(passages, question: question))],
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
