import AWSBedrockRuntime
import AWSCore
import World

/// One answer of a chat model, from the checked request to the metered answer.
struct Generation {
    let view: BedrockRuntimeEmulator
    let resolved: ResolvedModel

    private var model: FoundationModel { resolved.model }

    /// - Throws: what a rule prescribes, or ValidationException for a prompt that is too long.
    func answer(_ request: ChatRequest) async throws(BedrockRuntimeError) -> ChatAnswer {
        let input = TokenOverhead.inputTokens(request)
        guard input <= model.contextTokensMax else { throw .inputTooLong }
        let draft = try draft(request)
        let finished = Completion.finish(draft, request, keepsStopSequence: model.dialect == .nova)
        let usage = usage(request, input: input, output: finished.outputTokens)
        let latency = Latency.milliseconds(
            model, input: input, output: finished.outputTokens, call: view.state.nextCall())
        meter(usage)
        await view.pause(latency)
        return ChatAnswer(
            parts: finished.parts, stop: finished.stop, usage: usage, latencyMs: latency,
            cutAfterEvents: draft.cutAfterEvents)
    }

    /// Rules go before the model's own behaviour.
    private func draft(_ request: ChatRequest) throws(BedrockRuntimeError) -> ChatDraft {
        switch view.state.script.response(to: request, model: resolved) {
        case .text(let text)?: return ChatDraft(text)
        case .toolUse(let name, let input)?:
            return ChatDraft(parts: [.call(ToolCall(id: "", name: name, input: input))])
        case .content(let blocks)?:
            return ChatDraft(
                parts: blocks.map { block in
                    switch block {
                    case .text(let text): .text(text)
                    case .toolUse(let name, let input): .call(ToolCall(id: "", name: name, input: input))
                    }
                })
        case .error(let code, let message, let status)?:
            throw BedrockRuntimeError(ErrorCode(code), message, status: status)
        case .streamCut(let text, let events)?: return ChatDraft(parts: [.text(text)], cutAfterEvents: events)
        case nil: return BuiltInModel(request).draft()
        }
    }

    private func usage(_ request: ChatRequest, input: Int, output: Int) -> ChatUsage {
        let prefixes = Self.cachedPrefixes(request)
        guard !prefixes.isEmpty, model.features.contains(.cachePoints) else {
            return ChatUsage(inputTokens: input, outputTokens: output)
        }
        let cached = view.state.cache.use(prefixes, model: model.id, at: view.state.world.clock.now)
        return ChatUsage(
            inputTokens: max(1, input - cached.read - cached.written), outputTokens: output,
            cacheReadTokens: cached.read,
            cacheWriteTokens: cached.written, usesCache: true)
    }

    /// The prompt up to each cache point.
    private static func cachedPrefixes(_ request: ChatRequest) -> [String] {
        var prefixes: [String] = []
        var text = request.tools.map { $0.name + $0.description + $0.schema.jsonText() }.joined()
        if request.cachesTools { prefixes.append(text) }
        text += request.systemText
        if request.cachesSystem { prefixes.append(text) }
        for message in request.messages {
            for part in message.parts {
                if case .cachePoint = part { prefixes.append(text) } else { text += "\n" + part.countedText }
            }
        }
        return prefixes
    }

    private func meter(_ usage: ChatUsage) {
        view.scope.use(.inputTokens, Double(usage.inputTokens), on: model.id)
        view.scope.use(.outputTokens, Double(usage.outputTokens), on: model.id)
        if usage.cacheReadTokens > 0 {
            view.scope.use(.cacheReadInputTokens, Double(usage.cacheReadTokens), on: model.id)
        }
        if usage.cacheWriteTokens > 0 {
            view.scope.use(.cacheWriteInputTokens, Double(usage.cacheWriteTokens), on: model.id)
        }
    }
}

extension BedrockRuntimeEmulator {
    /// The model that a call names, if the account may use it.
    func model(_ id: String) throws(BedrockRuntimeError) -> ResolvedModel {
        let found = try state.resolver.resolve(id, at: state.world.clock.now)
        if state.settings.deniedModels.contains(found.model.id) { throw .noModelAccess }
        return found
    }

    /// Lets a latency pass where that is asked for; a caller that stops waiting goes on at once.
    func pause(_ milliseconds: Int) async {
        guard state.settings.simulatesLatency else { return }
        try? await state.world.clock.sleep(for: .milliseconds(milliseconds))
    }

    /// What the model of the API demands of each member by itself.
    func check(_ input: some Structure) throws(BedrockRuntimeError) {
        // Claude's answers say a type that the model does not list; clients send them back as they came.
        let violations = ConstraintCheck.violations(of: input).filter {
            !($0.path.hasSuffix(".toolUse.type") && $0.shown == .value("tool_use"))
        }
        if let message = ConstraintCheck.message(violations) { throw .validation(message) }
    }
}

extension EventStream where Event: Sendable {
    /// The events; where `cut` says so only the first of them, then the model's failure.
    init(_ events: [Event], cutAfter cut: Int?) {
        guard let cut else {
            self.init(events)
            return
        }
        let failure = BedrockRuntimeError(
            .modelStreamErrorException, "The stream was cut while the model was answering.", status: 424)
        self.init(
            AsyncThrowingStream<Event, any Error> { continuation in
                for event in events.prefix(cut) { continuation.yield(event) }
                continuation.finish(throwing: failure)
            })
    }
}
