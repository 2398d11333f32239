import AWSBedrockRuntime
import AWSCore

/// What Converse demands of a conversation, in the order and words in which Bedrock was seen to say it.
struct ConverseRules {
    let model: FoundationModel

    func check(_ input: ConverseInput) throws(BedrockRuntimeError) {
        guard model.isChat else { throw .actionUnsupported }
        try checkFeatures(input)
        try checkLimits(input.inference)
        try checkTurns(input.messages)
        for (number, message) in input.messages.enumerated() { try checkContent(message, number) }
        try checkTools(input)
    }

    private func checkFeatures(_ input: ConverseInput) throws(BedrockRuntimeError) {
        if !input.system.isEmpty, !model.features.contains(.system) {
            throw .validation(
                "This model doesn't support system messages. Try again without a system message or use a model that "
                    + "supports system messages.")
        }
        if input.toolConfig != nil, !model.features.contains(.tools) { throw .toolsUnsupported }
        if input.output?.textFormat != nil, !model.features.contains(.jsonSchema) {
            throw .unsupported("outputConfig.textFormat")
        }
        switch input.toolConfig?.toolChoice {
        case .any? where !model.features.contains(.toolChoice): throw .unsupported("toolConfig.toolChoice.any")
        case .tool? where !model.features.contains(.toolChoice): throw .unsupported("toolConfig.toolChoice.tool")
        default: break
        }
        for message in input.messages {
            for block in message.content { try checkFeature(block, in: message) }
        }
    }

    private func checkFeature(
        _ block: BedrockRuntime.ContentBlock, in message: BedrockRuntime.Message
    ) throws(BedrockRuntimeError) {
        let role = message.role == .assistant ? "assistant" : "user"
        switch block {
        case .image where !model.features.contains(.images):
            throw .validation(
                "This model doesn't support the image field for \(role) messages. Remove image and try again.")
        case .document where !model.features.contains(.documents):
            throw .validation("This model doesn't support documents.")
        case .toolUse where !model.features.contains(.tools), .toolResult where !model.features.contains(.tools):
            throw .toolsUnsupported
        default: break
        }
    }

    private func checkLimits(_ inference: BedrockRuntime.InferenceConfiguration?) throws(BedrockRuntimeError) {
        guard let tokens = inference?.maxTokens, tokens > model.outputTokensMax else { return }
        throw .validation(
            "The maximum tokens you requested exceeds the model limit of \(model.outputTokensMax). Try again with a "
                + "maximum tokens value that is lower than \(model.outputTokensMax).")
    }

    private func checkTurns(_ messages: [BedrockRuntime.Message]) throws(BedrockRuntimeError) {
        guard let first = messages.first else {
            throw .validation(
                "A conversation must start with a user message. Try again with a conversation that starts "
                    + "with a user message.")
        }
        guard !model.features.contains(.looseTurns) else { return }
        if first.role != .user {
            throw .validation(
                "A conversation must start with a user message. Try again with a conversation that starts "
                    + "with a user message.")
        }
        for (message, next) in zip(messages, messages.dropFirst()) where message.role == next.role {
            throw .validation(
                "A conversation must alternate between user and assistant roles. Make sure the conversation alternates "
                    + "between user and assistant roles and try again.")
        }
    }

    private func checkContent(_ message: BedrockRuntime.Message, _ number: Int) throws(BedrockRuntimeError) {
        if message.content.isEmpty {
            throw .validation(
                "The content field in the Message object at messages.\(number) is empty. Add a ContentBlock object to the "
                    + "content field and try again.")
        }
        for (index, block) in message.content.enumerated() {
            guard case .text(let text) = block, text.isEmpty else { continue }
            throw .validation(
                "The text field in the ContentBlock object at messages.\(number).content.\(index) is blank. Add text to "
                    + "the text field, and try again.")
        }
        try checkDocuments(message, number)
    }

    private func checkDocuments(_ message: BedrockRuntime.Message, _ number: Int) throws(BedrockRuntimeError) {
        var hasText = false
        var hasDocument = false
        for block in message.content {
            switch block {
            case .text, .guardContent, .toolResult: hasText = true
            case .document(let document):
                hasDocument = true
                try checkName(document.name)
            default: break
            }
        }
        if hasDocument, !hasText {
            throw .validation(
                "A text block is required when using documents. Add a text block to messages.\(number).content and try "
                    + "again.")
        }
    }

    /// API reference, DocumentBlock, name.
    private func checkName(_ name: String) throws(BedrockRuntimeError) {
        let isPlain = name.unicodeScalars.allSatisfy { scalar in
            scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar.properties.isWhitespace
                || "-()[]".unicodeScalars.contains(scalar)
        }
        guard !isPlain || name.contains("  ") else { return }
        throw .validation(
            "The document file name can only contain alphanumeric characters, whitespace characters, hyphens, parentheses, "
                + "and square brackets. The name can't contain more than one consecutive whitespace character.")
    }

    private func checkTools(_ input: ConverseInput) throws(BedrockRuntimeError) {
        var asked: [String] = []
        for (number, message) in input.messages.enumerated() {
            let results = message.content.compactMap {
                if case .toolResult(let block) = $0 { block.toolUseId } else { nil }
            }
            let uses = message.content.compactMap { if case .toolUse(let block) = $0 { block.toolUseId } else { nil } }
            if !results.isEmpty || !uses.isEmpty, input.toolConfig == nil {
                throw .validation(
                    "The toolConfig field must be defined when using toolUse and toolResult content blocks.")
            }
            if results.count > asked.count {
                throw .validation(
                    "The number of toolResult blocks at messages.\(number).content exceeds the number of toolUse blocks of "
                        + "previous turn.")
            }
            let missing = asked.filter { !results.contains($0) }
            if !missing.isEmpty {
                throw .validation(
                    "Expected toolResult blocks at messages.\(number).content for the following Ids: "
                        + missing.joined(separator: ", "))
            }
            asked = uses
        }
        try checkChoice(input.toolConfig)
    }

    private func checkChoice(_ config: BedrockRuntime.ToolConfiguration?) throws(BedrockRuntimeError) {
        guard let config, case .tool(let choice)? = config.toolChoice else { return }
        let names = config.tools.compactMap { if case .toolSpec(let tool) = $0 { tool.name } else { nil } }
        guard !names.contains(choice.name) else { return }
        throw .validation("The tool \(choice.name) in toolConfig.toolChoice is not defined in toolConfig.tools.")
    }
}
