import AWSBedrockRuntime
import AWSCore

/// Anthropic's Messages API (Bedrock User Guide, "Anthropic Claude Messages API").
struct AnthropicDialect: ChatDialect {
    let model: FoundationModel

    func read(_ body: Document) throws(BedrockRuntimeError) -> ChatRequest {
        try AnthropicRules(model: model).check(body)
        var request = ChatRequest(outputTokensMax: body["max_tokens"]?.int ?? model.outputTokensMax)
        request.system = Self.texts(body["system"])
        request.stopSequences = (body["stop_sequences"]?.list ?? []).compactMap(\.string)
        for message in body["messages"]?.list ?? [] {
            if message["role"]?.string == "system" {
                request.system += Self.texts(message["content"])
                continue
            }
            let role = message["role"]?.string.flatMap(ChatMessage.Role.init) ?? .user
            request.messages.append(ChatMessage(role: role, parts: Self.parts(message["content"])))
        }
        request.tools = (body["tools"]?.list ?? []).compactMap { tool in
            tool["name"]?.string.map {
                ChatTool(name: $0, description: tool["description"]?.string ?? "", schema: tool["input_schema"] ?? [:])
            }
        }
        switch body["tool_choice"]?["type"]?.string {
        case "any"?: request.toolChoice = .any
        case "none"?: request.toolChoice = .none
        case "tool"?: request.toolChoice = body["tool_choice"]?["name"]?.string.map { .tool($0) } ?? .any
        default: break
        }
        request.overheadTokens = TokenOverhead.tokens(model, request, isConverse: false)
        return request
    }

    /// A string, or text blocks.
    private static func texts(_ content: Document?) -> [String] {
        switch content {
        case .string(let text)?: [text]
        case .list(let blocks)?: blocks.compactMap { $0["text"]?.string }
        default: []
        }
    }

    private static func parts(_ content: Document?) -> [ChatPart] {
        switch content {
        case .string(let text)?: [.text(text)]
        case .list(let blocks)?:
            blocks.flatMap { block in
                let part = Self.part(block).map { [$0] } ?? []
                return block["cache_control"]?.object == nil ? part : part + [.cachePoint]
            }
        default: []
        }
    }

    private static func part(_ block: Document) -> ChatPart? {
        switch block["type"]?.string {
        case "text"?: .text(block["text"]?.string ?? "")
        case "image"?: .image(byteCount: (block["source"]?["data"]?.string?.utf8.count ?? 0) * 3 / 4)
        case "document"?: .document(document(block))
        case "search_result"?:
            .passage(
                Passage(
                    label: block["source"]?.string ?? "", title: block["title"]?.string,
                    text: texts(block["content"]).joined(separator: "\n")))
        case "tool_use"?:
            .call(
                ToolCall(
                    id: block["id"]?.string ?? "", name: block["name"]?.string ?? "", input: block["input"] ?? [:]))
        case "tool_result"?: .result(result(block))
        default: nil
        }
    }

    private static func document(_ block: Document) -> ChatDocument {
        let source = block["source"]
        let name = block["title"]?.string ?? "document"
        let data = source?["data"]?.string ?? ""
        if source?["type"]?.string == "text" {
            return ChatDocument(name: name, format: "txt", text: data, byteCount: data.utf8.count)
        }
        if source?["type"]?.string == "content" {
            let text = texts(source?["content"]).joined(separator: "\n")
            return ChatDocument(name: name, format: "txt", text: text, byteCount: text.utf8.count)
        }
        return ChatDocument(name: name, format: "pdf", text: nil, byteCount: data.utf8.count * 3 / 4)
    }

    private static func result(_ block: Document) -> ToolResult {
        var result = ToolResult(callID: block["tool_use_id"]?.string ?? "", isError: block["is_error"]?.bool ?? false)
        for part in parts(block["content"]) {
            switch part {
            case .text(let text): result.texts.append(text)
            case .document(let document): result.documents.append(document)
            case .passage(let passage): result.passages.append(passage)
            default: break
            }
        }
        return result
    }
}
