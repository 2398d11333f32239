import AWSBedrockRuntime
import AWSCore

/// What Anthropic's API demands of a request, in its own words.
struct AnthropicRules {
    let model: FoundationModel

    func check(_ body: Document) throws(BedrockRuntimeError) {
        guard body.object != nil else { throw .malformed(["#: expected type: JSONObject, found: other"]) }
        try require("anthropic_version", body["anthropic_version"])
        guard body["anthropic_version"]?.string == "bedrock-2023-05-31" else {
            throw .validation("Invalid API version")
        }
        try require("max_tokens", body["max_tokens"])
        try require("messages", body["messages"])
        try checkNumbers(body)
        try checkMessages(body["messages"]?.list)
        try checkTools(body["tools"]?.list)
        try checkKeys(body)
    }

    private func require(_ name: String, _ value: Document?) throws(BedrockRuntimeError) {
        guard value == nil else { return }
        throw .validation("\(name): Field required")
    }

    private func checkNumbers(_ body: Document) throws(BedrockRuntimeError) {
        guard let tokens = body["max_tokens"]?.int else {
            throw .validation("max_tokens: Input should be a valid integer")
        }
        if tokens < 1 { throw .validation("max_tokens: Input should be greater than or equal to 1") }
        if tokens > model.outputTokensMax {
            throw .validation(
                "max_tokens: \(tokens) > \(model.outputTokensMax), which is the maximum allowed number of output tokens for "
                    + model.apiName)
        }
        for name in ["temperature", "top_p"] {
            guard let value = body[name], !value.isNull else { continue }
            guard let number = value.double else { throw .validation("\(name): Input should be a valid number") }
            guard (0...1).contains(number) else { throw .validation("\(name): range: 0..1") }
        }
    }

    private func checkKeys(_ body: Document) throws(BedrockRuntimeError) {
        for entry in body.object?.entries ?? [] where !Self.keys.contains(entry.name) {
            throw .validation("\(entry.name): Extra inputs are not permitted")
        }
    }

    private static let keys: Set<String> = [
        "anthropic_version", "anthropic_beta", "max_tokens", "messages", "system", "temperature", "top_p", "top_k",
        "stop_sequences", "tools", "tool_choice", "metadata", "thinking", "context_management", "output_config",
        "output_format", "mcp_servers", "container",
    ]

    private func checkMessages(_ messages: [Document]?) throws(BedrockRuntimeError) {
        guard let messages else { throw .validation("messages: Input should be a valid list") }
        guard let first = messages.first else { throw .validation("messages: at least one message is required") }
        for (number, message) in messages.enumerated() {
            try checkMessage(message, number, isLast: number == messages.count - 1)
        }
        if first["role"]?.string != "user", !model.features.contains(.looseTurns) {
            throw .validation("messages: first message must use the \"user\" role")
        }
        if !model.features.contains(.looseTurns) {
            for (message, next) in zip(messages, messages.dropFirst()) where message["role"] == next["role"] {
                throw .validation(
                    "messages: roles must alternate between \"user\" and \"assistant\", but found multiple "
                        + "\"\(next["role"]?.string ?? "")\" roles in a row")
            }
        }
        try checkPairs(messages)
    }

    private func checkMessage(_ message: Document, _ number: Int, isLast: Bool) throws(BedrockRuntimeError) {
        let roles = model.id == "anthropic.claude-opus-4-8" ? ["user", "assistant", "system"] : ["user", "assistant"]
        guard let role = message["role"]?.string else { throw .validation("messages.\(number).role: Field required") }
        guard roles.contains(role) else {
            throw .validation("messages.\(number).role: Input should be 'user' or 'assistant'")
        }
        switch message["content"] {
        case nil: throw .validation("messages.\(number).content: Field required")
        case .string(let text)? where text.isEmpty && !(isLast && role == "assistant"),
            .string(let text)? where text.isEmpty:
            throw .validation(
                "messages.\(number): all messages must have non-empty content except for the optional final assistant "
                    + "message")
        case .list(let blocks)?:
            if blocks.isEmpty, !(isLast && role == "assistant") {
                throw .validation(
                    "messages.\(number): all messages must have non-empty content except for the optional final assistant "
                        + "message")
            }
            for block in blocks where block["type"]?.string == "text" && (block["text"]?.string ?? "").isEmpty {
                throw .validation("messages: text content blocks must be non-empty")
            }
        default: break
        }
    }

    /// Each use of a tool is answered in the next message, and nothing else is.
    private func checkPairs(_ messages: [Document]) throws(BedrockRuntimeError) {
        var asked: [String] = []
        for (number, message) in messages.enumerated() {
            let blocks = message["content"]?.list ?? []
            var answered: [String] = []
            for (index, block) in blocks.enumerated() where block["type"]?.string == "tool_result" {
                let id = block["tool_use_id"]?.string ?? ""
                guard asked.contains(id) else {
                    throw .validation(
                        "messages.\(number).content.\(index): unexpected `tool_use_id` found in `tool_result` blocks: \(id). "
                            + "Each `tool_result` block must have a corresponding `tool_use` block in the previous message."
                    )
                }
                answered.append(id)
            }
            let missing = asked.filter { !answered.contains($0) }
            if !missing.isEmpty {
                throw .validation(
                    "messages.\(number - 1): `tool_use` ids were found without `tool_result` blocks immediately after: "
                        + missing.joined(separator: ", ")
                        + ". Each `tool_use` block must have a corresponding `tool_result` block in the next message.")
            }
            asked = blocks.compactMap { $0["type"]?.string == "tool_use" ? $0["id"]?.string : nil }
        }
    }

    private func checkTools(_ tools: [Document]?) throws(BedrockRuntimeError) {
        for (number, tool) in (tools ?? []).enumerated() {
            if let type = tool["type"]?.string, !Self.toolTypes.contains(type) {
                throw .validation(
                    "tools.\(number): Input tag '\(type)' found using 'type' does not match any of the expected tags: "
                        + Self.toolTypes.map { "'\($0)'" }.joined(separator: ", "))
            }
            guard tool["type"] == nil || tool["type"]?.string == "custom" else { continue }
            try require("tools.\(number).custom.name", tool["name"])
            try require("tools.\(number).custom.input_schema", tool["input_schema"])
        }
    }

    /// What the recorded refusal of a server tool lists.
    private static let toolTypes = [
        "bash_20250124", "custom", "text_editor_20250124", "text_editor_20250429", "text_editor_20250728",
    ]
}
