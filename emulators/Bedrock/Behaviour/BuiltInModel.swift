import AWSCore

/// A model's behaviour without a model: it reads the prompt, does what is asked where it can, and says so where not.
///
/// The same prompt always gets the same answer.
struct BuiltInModel {
    private let prompt: PromptReading
    private let request: ChatRequest

    init(_ request: ChatRequest) {
        self.request = request
        prompt = PromptReading(request)
    }

    func draft() -> ChatDraft {
        if let calls = ToolCaller(prompt).calls() { return ChatDraft(parts: calls.map { .call($0) }) }
        if let schema = request.outputSchema { return ChatDraft(JSONReply(prompt).text(schema: schema)) }
        return ChatDraft(text())
    }

    /// The first of the things that a prompt may ask for.
    private func text() -> String {
        if let text = ReActReply(prompt).text() { return text }
        if let text = FollowUpRewriter(prompt).text() { return text }
        if let text = Translation.refusal(prompt) { return text }
        if let text = DiffReview(prompt).text() { return text }
        if let text = Classification(prompt).text() { return text }
        if let text = Summary(prompt).text() { return text }
        if let text = JSONReply(prompt).text() { return text }
        return plainText()
    }

    /// An answer in words.
    func plainText() -> String {
        if let text = SmallTalk(prompt).text() { return text }
        if !prompt.passages.isEmpty, let text = prompt.passageAnswer { return text }
        if let text = ResultTeller(prompt).text() { return text }
        if let text = Dictation.text(prompt) { return text }
        if let text = DocumentNotice.text(prompt) { return text }
        return Unknown.text(prompt)
    }

    static func plainText(_ prompt: PromptReading) -> String { BuiltInModel(prompt.request).plainText() }
}
