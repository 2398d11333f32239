/// How the small model is to make the last question of a conversation stand alone.
enum RewritePrompt {
    static let system = """
        Rewrite the last question of a conversation so that it can be understood without the conversation.
        - Put names in place of words such as "it", "they", "that" or "there", and add what the question leaves out.
        - Keep its meaning, its language and its wishes about form. Change nothing else. Do not answer it.
        - If it already stands alone, repeat it as it is.
        Reply with the rewritten question and nothing else.
        """

    static func message(history: [ConversationMessage], question: String) -> String {
        let lines = history.map { "\($0.role == .user ? "User" : "Assistant"): \(TextForms.collapsed($0.content))" }
        return """
            <conversation>
            \(lines.joined(separator: "\n"))
            </conversation>
            <question>\(question)</question>
            """
    }
}
