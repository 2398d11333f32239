import AWSBedrockRuntime
import AWSCore

/// The parts that Converse and ConverseStream have in common.
struct ConverseInput: Sendable {
    var messages: [BedrockRuntime.Message]
    var system: [BedrockRuntime.SystemContentBlock]
    var inference: BedrockRuntime.InferenceConfiguration?
    var toolConfig: BedrockRuntime.ToolConfiguration?
    var output: BedrockRuntime.OutputConfig?
    var additional: Document?
}

extension ConverseInput {
    init(_ input: BedrockRuntime.ConverseRequest) {
        self.init(
            messages: input.messages ?? [], system: input.system ?? [], inference: input.inferenceConfig,
            toolConfig: input.toolConfig, output: input.outputConfig, additional: input.additionalModelRequestFields)
    }

    init(_ input: BedrockRuntime.ConverseStreamRequest) {
        self.init(
            messages: input.messages ?? [], system: input.system ?? [], inference: input.inferenceConfig,
            toolConfig: input.toolConfig, output: input.outputConfig, additional: input.additionalModelRequestFields)
    }

    init(_ input: BedrockRuntime.ConverseTokensRequest) {
        self.init(
            messages: input.messages ?? [], system: input.system ?? [], inference: nil, toolConfig: input.toolConfig,
            output: nil, additional: input.additionalModelRequestFields)
    }
}

/// Reads Converse's content blocks.
struct ConverseReader {
    let model: FoundationModel

    /// - Throws: NotImplemented for what would have to be fetched from S3.
    func read(_ input: ConverseInput) throws(BedrockRuntimeError) -> ChatRequest {
        var request = ChatRequest(outputTokensMax: input.inference?.maxTokens ?? model.outputTokensMax)
        request.system = input.system.compactMap { block in
            switch block {
            case .text(let text): text
            case .guardContent(.text(let block)): block.text
            default: nil
            }
        }
        request.cachesSystem = input.system.contains { if case .cachePoint = $0 { true } else { false } }
        request.stopSequences = input.inference?.stopSequences ?? []
        for message in input.messages {
            var parts: [ChatPart] = []
            for block in message.content { if let part = try part(block) { parts.append(part) } }
            request.messages.append(ChatMessage(role: message.role == .assistant ? .assistant : .user, parts: parts))
        }
        readTools(input.toolConfig, into: &request)
        if case .jsonSchema(let definition)? = input.output?.textFormat?.structure {
            request.outputSchema = try? Document(json: definition.schema)
        }
        request.overheadTokens = TokenOverhead.tokens(model, request, isConverse: true)
        return request
    }

    private func readTools(_ config: BedrockRuntime.ToolConfiguration?, into request: inout ChatRequest) {
        guard let config else { return }
        request.tools = config.tools.compactMap { tool in
            guard case .toolSpec(let specification) = tool, case .json(let schema) = specification.inputSchema else {
                return nil
            }
            return ChatTool(name: specification.name, description: specification.description ?? "", schema: schema)
        }
        request.cachesTools = config.tools.contains { if case .cachePoint = $0 { true } else { false } }
        switch config.toolChoice {
        case .any?: request.toolChoice = .any
        case .tool(let choice)?: request.toolChoice = .tool(choice.name)
        default: request.toolChoice = .auto
        }
    }

    private func part(_ block: BedrockRuntime.ContentBlock) throws(BedrockRuntimeError) -> ChatPart? {
        switch block {
        case .text(let text): return .text(text)
        case .guardContent(.text(let text)):
            return .guarded(text.text, qualifiers: (text.qualifiers ?? []).map(\.rawValue))
        case .image(let image):
            guard case .bytes(let blob) = image.source else {
                throw .notEmulated("Converse", parameter: "image.source.s3Location")
            }
            return .image(byteCount: blob.count)
        case .document(let document): return .document(try self.document(document))
        case .toolUse(let use): return .call(ToolCall(id: use.toolUseId, name: use.name, input: use.input))
        case .toolResult(let result): return .result(try self.result(result))
        case .searchResult(let result): return .passage(passage(result))
        case .cachePoint: return .cachePoint
        case .video: throw .notEmulated("Converse", parameter: "content.video")
        case .audio: throw .notEmulated("Converse", parameter: "content.audio")
        case .citationsContent(let content):
            let texts = (content.content ?? []).compactMap { if case .text(let text) = $0 { text } else { nil } }
            return .text(texts.joined())
        case .guardContent, .reasoningContent, .sdkUnknown: return nil
        }
    }

    private func passage(_ result: BedrockRuntime.SearchResultBlock) -> Passage {
        Passage(label: result.source, title: result.title, text: result.content.map(\.text).joined(separator: "\n"))
    }

    private func document(_ block: BedrockRuntime.DocumentBlock) throws(BedrockRuntimeError) -> ChatDocument {
        let format = block.format?.rawValue ?? "txt"
        switch block.source {
        case .bytes(let blob): return ChatDocument.of(name: block.name, format: format, bytes: blob.bytes)
        case .text(let text):
            return ChatDocument(name: block.name, format: format, text: text, byteCount: text.utf8.count)
        case .content(let blocks):
            let text = blocks.compactMap { if case .text(let text) = $0 { text } else { nil } }.joined(separator: "\n")
            return ChatDocument(name: block.name, format: format, text: text, byteCount: text.utf8.count)
        case .s3Location, .sdkUnknown: throw .notEmulated("Converse", parameter: "document.source.s3Location")
        }
    }

    private func result(_ block: BedrockRuntime.ToolResultBlock) throws(BedrockRuntimeError) -> ToolResult {
        var result = ToolResult(callID: block.toolUseId, isError: block.status == .error)
        for content in block.content {
            switch content {
            case .text(let text): result.texts.append(text)
            case .json(let value): result.values.append(value)
            case .document(let document): result.documents.append(try self.document(document))
            case .searchResult(let found): result.passages.append(passage(found))
            case .image, .video, .sdkUnknown: break
            }
        }
        return result
    }
}

extension ChatDocument {
    /// Formats that hold nothing but text are read; the others are only known by name.
    static func of(name: String, format: String, bytes: [UInt8]) -> ChatDocument {
        let isText = ["txt", "md", "csv", "html"].contains(format)
        return ChatDocument(
            name: name, format: format, text: isText ? String(decoding: bytes, as: UTF8.self) : nil,
            byteCount: bytes.count)
    }
}
