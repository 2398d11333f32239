import AWSCore

extension AnthropicDialect {
    func write(_ answer: ChatAnswer, _ ids: AnswerIDs) -> Document {
        .object(
            Document.Object([
                .init("id", .string(ids.anthropicMessage())), .init("type", "message"), .init("role", "assistant"),
                .init("model", .string(model.apiName)), .init("content", .list(answer.parts.map { content($0, ids) })),
                .init("stop_reason", .string(Self.reason(answer.stop))),
                .init("stop_sequence", Self.sequence(answer.stop)),
                .init("usage", usage(answer.usage)),
            ]))
    }

    private func content(_ part: ChatDraft.Part, _ ids: AnswerIDs) -> Document {
        switch part {
        case .text(let text): return ["type": "text", "text": .string(text)]
        case .call(let call):
            return .object(
                Document.Object([
                    .init("type", "tool_use"), .init("id", .string(call.id.isEmpty ? ids.anthropicToolUse() : call.id)),
                    .init("name", .string(call.name)), .init("input", call.input),
                ]))
        }
    }

    static func reason(_ stop: ChatAnswer.Stop) -> String {
        switch stop {
        case .endTurn, .guardrail: "end_turn"
        case .toolUse: "tool_use"
        case .maxTokens: "max_tokens"
        case .sequence: "stop_sequence"
        }
    }

    static func sequence(_ stop: ChatAnswer.Stop) -> Document {
        if case .sequence(let text) = stop { .string(text) } else { .null }
    }

    /// Newer models always speak of the cache; those before them when the request does; Claude 3 never.
    private func usage(_ usage: ChatUsage) -> Document {
        var members = Document.Object([.init("input_tokens", .number(Number(usage.inputTokens)))])
        if model.features.contains(.looseTurns) || (model.features.contains(.cachePoints) && usage.usesCache) {
            members.entries.append(.init("cache_creation_input_tokens", .number(Number(usage.cacheWriteTokens))))
            members.entries.append(.init("cache_read_input_tokens", .number(Number(usage.cacheReadTokens))))
        }
        if model.features.contains(.looseTurns) {
            members.entries.append(
                .init(
                    "cache_creation",
                    [
                        "ephemeral_5m_input_tokens": .number(Number(usage.cacheWriteTokens)),
                        "ephemeral_1h_input_tokens": 0,
                    ]))
        }
        members.entries.append(.init("output_tokens", .number(Number(usage.outputTokens))))
        return .object(members)
    }

    func stream(_ answer: ChatAnswer, _ ids: AnswerIDs) -> [Document] {
        var events: [Document] = [["type": "message_start", "message": start(answer, ids)]]
        for (index, part) in answer.parts.enumerated() { events += block(part, .number(Number(index)), ids) }
        events.append(
            .object(
                Document.Object([
                    .init("type", "message_delta"),
                    .init(
                        "delta",
                        ["stop_reason": .string(Self.reason(answer.stop)), "stop_sequence": Self.sequence(answer.stop)]),
                    .init("usage", ["output_tokens": .number(Number(answer.usage.outputTokens))]),
                ])))
        events.append(["type": "message_stop", "amazon-bedrock-invocationMetrics": InvocationMetrics.document(answer)])
        return events
    }

    private func start(_ answer: ChatAnswer, _ ids: AnswerIDs) -> Document {
        var empty = answer
        empty.parts = []
        empty.usage.outputTokens = 1
        guard case .object(var message) = write(empty, ids) else { return [:] }
        message["stop_reason"] = .null
        message["stop_sequence"] = .null
        return .object(message)
    }

    private func block(_ part: ChatDraft.Part, _ index: Document, _ ids: AnswerIDs) -> [Document] {
        var events: [Document] = []
        func delta(_ delta: Document) {
            events.append(
                .object(
                    Document.Object([
                        .init("type", "content_block_delta"), .init("index", index), .init("delta", delta),
                    ])))
        }
        func start(_ block: Document) {
            events.append(
                .object(
                    Document.Object([
                        .init("type", "content_block_start"), .init("index", index), .init("content_block", block),
                    ])))
        }
        switch part {
        case .text(let text):
            start(["type": "text", "text": ""])
            for piece in StreamPieces.text(text) { delta(["type": "text_delta", "text": .string(piece)]) }
        case .call(let call):
            var empty = call
            empty.input = [:]
            start(content(.call(empty), ids))
            delta(["type": "input_json_delta", "partial_json": ""])
            for piece in StreamPieces.json(call.input.jsonText()) {
                delta(["type": "input_json_delta", "partial_json": .string(piece)])
            }
        }
        events.append(["type": "content_block_stop", "index": index])
        return events
    }
}
