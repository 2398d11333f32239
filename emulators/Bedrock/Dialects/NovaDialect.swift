import AWSBedrockRuntime
import AWSCore

/// Nova's messages-v1 (Amazon Nova User Guide, "Complete request schema"): Converse's blocks, in InvokeModel.
struct NovaDialect: ChatDialect {
    let model: FoundationModel

    private static let rules = BodyRules.object(
        [
            .init("schemaVersion", .choice(["messages-v1"])),
            .init(
                "messages",
                .list(
                    .object(
                        [
                            .init("role", .choice(["user", "assistant"]), isRequired: true),
                            .init("content", .list(.anything, count: 1...1000), isRequired: true),
                        ], allowsOthers: true), count: 1...100_000), isRequired: true),
            .init(
                "system",
                .list(.object([.init("text", .string(min: 1), isRequired: true)], allowsOthers: true), count: 0...1000)),
            .init(
                "toolConfig",
                .object([.init("tools", .list(.anything, count: 1...1000), isRequired: true)], allowsOthers: true)),
        ], allowsOthers: true)

    func read(_ body: Document) throws(BedrockRuntimeError) -> ChatRequest {
        let complaints = Self.rules.complaints(about: body)
        guard complaints.isEmpty else { throw .malformed(complaints) }
        let input = try converseInput(body)
        try ConverseRules(model: model).check(input)
        var request = try ConverseReader(model: model).read(input)
        let inference = body["inferenceConfig"]
        let asked = inference?["maxTokens"]?.int ?? inference?["max_new_tokens"]?.int
        if let asked, asked < 1 || asked > model.outputTokensMax {
            throw .malformed(["#/inferenceConfig/maxTokens: \(asked) is not less or equal to \(model.outputTokensMax)"])
        }
        request.outputTokensMax = asked ?? model.outputTokensMax
        request.stopSequences = (inference?["stopSequences"]?.list ?? []).compactMap(\.string)
        return request
    }

    private func converseInput(_ body: Document) throws(BedrockRuntimeError) -> ConverseInput {
        do throws(WireError) {
            let request = try BedrockRuntime.ConverseRequest(
                Document(jsonLike: body, keeping: ["messages", "system", "toolConfig"], modelID: model.id))
            return ConverseInput(
                messages: request.messages ?? [], system: request.system ?? [], toolConfig: request.toolConfig)
        } catch {
            throw .malformed(["#: \(error)"])
        }
    }

    func write(_ answer: ChatAnswer, _ ids: AnswerIDs) -> Document {
        let content = answer.parts.map { part -> Document in
            switch part {
            case .text(let text): ["text": .string(text)]
            case .call(let call):
                [
                    "toolUse": .object(
                        Document.Object([
                            .init("name", .string(call.name)),
                            .init("toolUseId", .string(call.id.isEmpty ? ids.uuid() : call.id)),
                            .init("input", call.input),
                        ]))
                ]
            }
        }
        return .object(
            Document.Object([
                .init("output", ["message": ["content": .list(content), "role": "assistant"]]),
                .init("stopReason", .string(Self.reason(answer.stop))),
                .init("usage", usage(answer.usage, total: true)),
            ]))
    }

    private func usage(_ usage: ChatUsage, total: Bool) -> Document {
        var members = Document.Object([
            .init("inputTokens", .number(Number(usage.inputTokens))),
            .init("outputTokens", .number(Number(usage.outputTokens))),
        ])
        if total { members.entries.append(.init("totalTokens", .number(Number(usage.totalTokens)))) }
        members.entries.append(.init("cacheReadInputTokenCount", .number(Number(usage.cacheReadTokens))))
        members.entries.append(.init("cacheWriteInputTokenCount", .number(Number(usage.cacheWriteTokens))))
        return .object(members)
    }

    /// Nova ends its turn where a stop sequence stood (recorded, June 2025).
    static func reason(_ stop: ChatAnswer.Stop) -> String {
        switch stop {
        case .toolUse: "tool_use"
        case .maxTokens: "max_tokens"
        case .endTurn, .sequence, .guardrail: "end_turn"
        }
    }

    /// Each piece of text is a block of its own here, which ends with it; uses of tools count two.
    func stream(_ answer: ChatAnswer, _ ids: AnswerIDs) -> [Document] {
        var events: [Document] = [["messageStart": ["role": "assistant"]]]
        var index = 0
        func add(_ name: String, _ members: Document.Object) {
            var members = members
            members.entries.append(.init("contentBlockIndex", .number(Number(index))))
            events.append(.object(Document.Object([.init(name, .object(members))])))
        }
        for part in answer.parts {
            switch part {
            case .text(let text):
                for piece in StreamPieces.text(text) {
                    add("contentBlockDelta", .init([.init("delta", ["text": .string(piece)])]))
                    add("contentBlockStop", .init())
                    index += 1
                }
            case .call(let call):
                let id = call.id.isEmpty ? ids.uuid() : call.id
                add(
                    "contentBlockStart",
                    .init([.init("start", ["toolUse": ["toolUseId": .string(id), "name": .string(call.name)]])]))
                add(
                    "contentBlockDelta", .init([.init("delta", ["toolUse": ["input": .string(call.input.jsonText())]])])
                )
                add("contentBlockStop", .init())
                index += 2
            }
        }
        events.append(["messageStop": ["stopReason": .string(Self.reason(answer.stop))]])
        events.append([
            "metadata": ["usage": usage(answer.usage, total: false), "metrics": [:], "trace": [:]],
            "amazon-bedrock-invocationMetrics": InvocationMetrics.document(answer, cache: true),
        ])
        return events
    }
}

extension Document {
    /// Members of a JSON body as a Converse request has them: its blobs are base64.
    fileprivate init(jsonLike body: Document, keeping names: [String], modelID: String) throws(WireError) {
        var members = Object([.init("modelId", .string(modelID))])
        for name in names { if let value = body[name] { members.entries.append(.init(name, value)) } }
        let bytes = Document.object(members).json()
        self = try Document(json: bytes, as: .structure { BedrockRuntime.ConverseRequest.schema })
    }
}
