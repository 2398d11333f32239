import AWSBedrockRuntime
import AWSCore

/// A chat model's answer in its own dialect, with a guardrail before and behind it where one was named.
struct GuardedInvocation {
    let view: BedrockRuntimeEmulator
    let resolved: ResolvedModel
    let dialect: any ChatDialect
    let guardrail: GuardrailUse?

    func answer(_ request: ChatRequest) async throws(BedrockRuntimeError) -> InvocationAnswer {
        let (answer, review) = try await reviewed(request)
        var body = dialect.write(answer, view.state.ids)
        if let review, case .object(var members) = body {
            for entry in review.invocationMembers(modelOutput: review.modelOutput) { members.entries.append(entry) }
            body = .object(members)
        }
        return InvocationAnswer(
            body: body, inputTokens: answer.usage.inputTokens, outputTokens: answer.usage.outputTokens,
            latencyMs: answer.latencyMs)
    }

    func chunks(_ request: ChatRequest) async throws(BedrockRuntimeError) -> (chunks: [Document], cut: Int?) {
        let (answer, review) = try await reviewed(request)
        var chunks = dialect.stream(answer, view.state.ids)
        if let review {
            let action = Document.Entry("amazon-bedrock-guardrailAction", .string(review.invocationAction))
            for index in chunks.indices {
                guard case .object(var members) = chunks[index] else { continue }
                members.entries.append(action)
                if index == chunks.count - 1 {
                    members.entries += review.invocationTrace(modelOutput: review.modelOutput)
                }
                chunks[index] = .object(members)
            }
        }
        return (chunks, answer.cutAfterEvents)
    }

    private func reviewed(
        _ request: ChatRequest
    ) async throws(BedrockRuntimeError) -> (ChatAnswer, GuardrailReview?) {
        let generation = Generation(view: view, resolved: resolved)
        guard let guardrail else { return (try await generation.answer(request), nil) }
        var review = guardrail.review(input: request, view)
        if let blocked = review.blockedInput {
            return (Self.blocked(blocked, request), review)
        }
        var answer = try await generation.answer(request)
        review.modelOutput = [answer.text]
        guardrail.review(output: &answer, request, &review, view)
        return (answer, review)
    }

    /// Nothing was asked of the model, so nothing is charged for it.
    static func blocked(_ text: String, _ request: ChatRequest) -> ChatAnswer {
        ChatAnswer(
            parts: [.text(text)], stop: .guardrail,
            usage: ChatUsage(inputTokens: 0, outputTokens: 0), latencyMs: GuardrailReview.latencyMs)
    }
}
