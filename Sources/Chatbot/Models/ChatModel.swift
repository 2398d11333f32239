import AWSBedrockRuntime
import AWSCore

/// A model that converses, for one role.
struct ChatModel: Sendable {
    let client: any BedrockRuntimeClient
    let modelID: String
    let guardrail: ChatbotConfiguration.Guardrail?
    let retrier: Retrier

    init(
        _ role: ModelRole, _ configuration: ChatbotConfiguration, _ client: any BedrockRuntimeClient,
        _ retrier: Retrier
    ) {
        self.client = client
        self.retrier = retrier
        modelID = configuration.models[role]
        guardrail = configuration.guardrail
    }

    /// - Parameter onText: gets text as it comes; nil asks for the whole reply at once.
    func reply(to prompt: ChatPrompt, onText: TextSink? = nil) async throws -> ChatReply {
        guard let onText else { return try await wholeReply(to: prompt) }
        var assembly = ReplyAssembly()
        return try await retrier.run("bedrock:ConverseStream", while: { assembly.textBytes == 0 }) {
            assembly = ReplyAssembly()
            let response = try await client.converseStream(streamRequest(prompt))
            for try await event in response.stream {
                guard let text = try assembly.take(event) else { continue }
                try await onText(text)
            }
            return assembly.reply
        }
    }

    private func wholeReply(to prompt: ChatPrompt) async throws -> ChatReply {
        let response = try await retrier.run("bedrock:Converse") { try await client.converse(request(prompt)) }
        guard case .message(let message) = response.output else {
            throw ChatbotError(.model, "The model gave no message.")
        }
        return ChatReply(content: message.content, stopReason: response.stopReason)
    }

    private func request(_ prompt: ChatPrompt) -> BedrockRuntime.ConverseRequest {
        BedrockRuntime.ConverseRequest(
            modelId: modelID, messages: prompt.messages, system: [.text(prompt.system)],
            inferenceConfig: prompt.inference, toolConfig: prompt.toolConfiguration,
            guardrailConfig: guardrail.map {
                BedrockRuntime.GuardrailConfiguration(guardrailIdentifier: $0.id, guardrailVersion: $0.version)
            })
    }

    private func streamRequest(_ prompt: ChatPrompt) -> BedrockRuntime.ConverseStreamRequest {
        BedrockRuntime.ConverseStreamRequest(
            modelId: modelID, messages: prompt.messages, system: [.text(prompt.system)],
            inferenceConfig: prompt.inference, toolConfig: prompt.toolConfiguration,
            guardrailConfig: guardrail.map {
                BedrockRuntime.GuardrailStreamConfiguration(guardrailIdentifier: $0.id, guardrailVersion: $0.version)
            })
    }
}

typealias TextSink = (String) async throws -> Void

/// What a model is asked.
struct ChatPrompt {
    var system: String
    var messages: [BedrockRuntime.Message]
    var tools: [BedrockRuntime.ToolSpecification] = []
    var tokensMax: Int

    /// The likeliest answer, and not one of many: the same question gets the same one.
    var inference: BedrockRuntime.InferenceConfiguration {
        BedrockRuntime.InferenceConfiguration(maxTokens: tokensMax, temperature: 0)
    }

    var toolConfiguration: BedrockRuntime.ToolConfiguration? {
        tools.isEmpty ? nil : BedrockRuntime.ToolConfiguration(tools: tools.map { .toolSpec($0) })
    }
}

/// What a model replied.
struct ChatReply {
    var content: [BedrockRuntime.ContentBlock]
    var stopReason: BedrockRuntime.StopReason

    var text: String {
        TextForms.trimmed(content.map { if case .text(let text) = $0 { text } else { "" } }.joined())
    }

    var toolUses: [BedrockRuntime.ToolUseBlock] {
        content.compactMap { if case .toolUse(let use) = $0 { use } else { nil } }
    }
}
