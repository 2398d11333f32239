import AWSBedrockRuntime
import AWSCore

/// Models of a few lines: embeddings of words, and replies that a test scripts.
final class FakeModels: Sendable {
    typealias Script = @Sendable (BedrockRuntime.ConverseRequest) throws(BedrockRuntimeError) -> FakeReply

    struct State: Sendable {
        var script: Script = { request throws(BedrockRuntimeError) in FakeReply.reading(request) }
        var requests: [BedrockRuntime.ConverseRequest] = []
        var embedded: [String] = []
        var failures: [BedrockRuntimeError] = []
        /// The stream ends with this after its first piece of text.
        var streamFailure: BedrockRuntimeError?
        var embeddingsAtOnce = (now: 0, max: 0)
    }

    static let dimensions = 64
    private let state = Lock(State())

    var client: BedrockRuntimeProxy {
        BedrockRuntimeProxy(
            FakeInvoker<BedrockRuntime> { [self] name, input async throws(BedrockRuntimeError) in
                if let failure = state.withLock({ $0.failures.isEmpty ? nil : $0.failures.removeFirst() }) {
                    throw failure
                }
                switch input {
                case let input as BedrockRuntime.InvokeModelRequest: return await embed(input)
                case let input as BedrockRuntime.ConverseRequest: return try reply(to: input).response
                case let input as BedrockRuntime.ConverseStreamRequest:
                    let whole = BedrockRuntime.ConverseRequest(
                        modelId: input.modelId, messages: input.messages, system: input.system,
                        inferenceConfig: input.inferenceConfig, toolConfig: input.toolConfig)
                    return try reply(to: whole).stream(failure: state.withLock { $0.streamFailure })
                default: throw BedrockRuntimeError(.validationException, "\(name) is not faked")
                }
            })
    }

    func change(_ body: (inout State) -> Void) { state.withLock { body(&$0) } }
    func script(_ script: @escaping Script) { change { $0.script = script } }
    var requests: [BedrockRuntime.ConverseRequest] { state.withLock { $0.requests } }
    var embedded: [String] { state.withLock { $0.embedded } }
    var embeddingsAtOnceMax: Int { state.withLock { $0.embeddingsAtOnce.max } }

    private func reply(to request: BedrockRuntime.ConverseRequest) throws(BedrockRuntimeError) -> FakeReply {
        let script = state.withLock { state in
            state.requests.append(request)
            return state.script
        }
        return try script(request)
    }

    private func embed(_ input: BedrockRuntime.InvokeModelRequest) async -> BedrockRuntime.InvokeModelResponse {
        let text = (try? Document(json: input.body?.bytes ?? []))?["inputText"]?.string ?? ""
        state.withLock { state in
            state.embedded.append(text)
            state.embeddingsAtOnce.now += 1
            state.embeddingsAtOnce.max = max(state.embeddingsAtOnce.max, state.embeddingsAtOnce.now)
        }
        await Task.yield()
        state.withLock { $0.embeddingsAtOnce.now -= 1 }
        let body: Document = ["embedding": .list(Self.vector(text).map { .number(Number($0)) })]
        return BedrockRuntime.InvokeModelResponse(body: Blob(body.json()), contentType: "application/json")
    }

    /// Texts that share words are near.
    static func vector(_ text: String) -> [Double] {
        var vector = [Double](repeating: 0, count: dimensions)
        for word in FakeQuery.words(text) {
            let digest = HashAlgorithm.sha256.digest(of: word)
            vector[Int(digest[0]) % dimensions] += 1
        }
        let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return length == 0 ? vector : vector.map { $0 / length }
    }
}

struct FakeReply: Sendable {
    var content: [BedrockRuntime.ContentBlock]
    var stopReason: BedrockRuntime.StopReason

    static func text(_ text: String) -> FakeReply { FakeReply(content: [.text(text)], stopReason: .endTurn) }

    static func search(_ query: String, id: String = "tooluse-1") -> FakeReply {
        let use = BedrockRuntime.ToolUseBlock(
            toolUseId: id, name: "search_knowledge_base", input: ["query": .string(query)])
        return FakeReply(content: [.toolUse(use)], stopReason: .toolUse)
    }

    /// Quotes the first passage and cites it; greets when there are none to read.
    static func reading(_ request: BedrockRuntime.ConverseRequest) -> FakeReply {
        guard request.toolConfig != nil else { return .text("Hello!") }
        guard let passage = request.passages.first else {
            return .text("I don't know. The knowledge base does not answer this question.")
        }
        return .text("\(passage.text) [\(passage.number)]")
    }

    private static let usage = BedrockRuntime.TokenUsage(inputTokens: 1, outputTokens: 1, totalTokens: 2)

    var response: BedrockRuntime.ConverseResponse {
        BedrockRuntime.ConverseResponse(
            output: .message(BedrockRuntime.Message(role: .assistant, content: content)), stopReason: stopReason,
            usage: Self.usage, metrics: BedrockRuntime.ConverseMetrics(latencyMs: 1))
    }

    /// Text in pieces of four characters.
    func stream(failure: BedrockRuntimeError?) -> BedrockRuntime.ConverseStreamResponse {
        var events: [BedrockRuntime.ConverseStreamOutput] = [.messageStart(.init(role: .assistant))]
        for (index, block) in content.enumerated() {
            switch block {
            case .text(var text):
                while !text.isEmpty {
                    events.append(
                        .contentBlockDelta(.init(delta: .text(String(text.prefix(4))), contentBlockIndex: index)))
                    text = String(text.dropFirst(4))
                }
            case .toolUse(let use):
                let start = BedrockRuntime.ToolUseBlockStart(toolUseId: use.toolUseId, name: use.name)
                events.append(.contentBlockStart(.init(start: .toolUse(start), contentBlockIndex: index)))
                for piece in [use.input.jsonText().prefix(5), use.input.jsonText().dropFirst(5)] {
                    let delta = BedrockRuntime.ToolUseBlockDelta(input: String(piece))
                    events.append(.contentBlockDelta(.init(delta: .toolUse(delta), contentBlockIndex: index)))
                }
            default: break
            }
            events.append(.contentBlockStop(.init(contentBlockIndex: index)))
        }
        events.append(.messageStop(.init(stopReason: stopReason)))
        let sent = failure == nil ? events : Array(events.prefix(2))
        let stream = AsyncThrowingStream<BedrockRuntime.ConverseStreamOutput, any Error> { continuation in
            for event in sent { continuation.yield(event) }
            continuation.finish(throwing: failure)
        }
        return BedrockRuntime.ConverseStreamResponse(stream: EventStream(stream))
    }
}

extension BedrockRuntime.ConverseRequest {
    /// The passages in the results of tools, as a model reads them.
    var passages: [(number: Int, title: String, source: String, text: String)] {
        let results = (messages ?? []).flatMap(\.content).compactMap { block -> String? in
            guard case .toolResult(let result) = block, case .text(let text)? = result.content.first else { return nil }
            return text
        }
        return results.flatMap { text in
            text.matches(of: /<passage number="(\d+)" title="([^"]*)" source="([^"]*)">\n((?:.|\n)*?)\n<\/passage>/)
                .map { (Int($0.1) ?? 0, String($0.2), String($0.3), String($0.4)) }
        }
    }

    var systemText: String {
        (system ?? []).map { if case .text(let text) = $0 { text } else { "" } }.joined()
    }

    /// What the user said last.
    var question: String {
        for message in (messages ?? []).reversed() where message.role == .user {
            for case .text(let text) in message.content { return text }
        }
        return ""
    }
}
