import AWSBedrockRuntime
import AWSCore

/// Makes a question stand alone that leans on the conversation before it.
struct FollowUp: Sendable {
    let model: ChatModel
    let limits: ChatbotLimits

    /// - Returns: the question as it would be asked without the conversation; as it is when there is none.
    func standalone(_ question: String, after history: [ConversationMessage]) async throws -> String {
        guard !history.isEmpty else { return question }
        let text = RewritePrompt.message(history: history.suffix(Self.messagesRead), question: question)
        let reply = try await model.reply(
            to: ChatPrompt(
                system: RewritePrompt.system,
                messages: [BedrockRuntime.Message(role: .user, content: [.text(text)])],
                tokensMax: limits.rewriteTokensMax))
        let rewritten = Self.unquoted(TextForms.collapsed(reply.text))
        return isPlausible(rewritten, question, history) ? rewritten : question
    }

    /// What a question leans on is near.
    private static let messagesRead = 6

    /// A rewritten question is made of the words of the question and of the conversation; anything else is an answer.
    private func isPlausible(_ rewritten: String, _ question: String, _ history: [ConversationMessage]) -> Bool {
        guard !rewritten.isEmpty, rewritten.count <= limits.queryCharactersMax else { return false }
        let known = Set(([question] + history.map(\.content)).flatMap { TextForms.words($0).map(String.init) })
        let words = TextForms.words(rewritten).map(String.init)
        return words.count { known.contains($0) } * 2 >= words.count
    }

    private static func unquoted(_ text: String) -> String {
        guard text.count > 2, text.hasPrefix("\""), text.hasSuffix("\"") else { return text }
        return String(text.dropFirst().dropLast())
    }
}
