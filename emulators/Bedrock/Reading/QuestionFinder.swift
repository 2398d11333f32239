/// Finds the question in what a user wrote around passages and instructions.
enum QuestionFinder {
    static func question(in text: String) -> String {
        let isTagged = text.utf8.contains(UInt8(ascii: "<"))
        for name in ["question", "query", "user_question", "user_query", "input"] where isTagged {
            if let found = Tag.content(of: name, in: text) { return String(found.content.trimmed) }
        }
        guard text.utf8.contains(UInt8(ascii: ":")) else { return String(text.trimmed) }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        if let index = lines.lastIndex(where: isLabel) {
            let head = lines[index].trimmed.drop { $0 != ":" }.dropFirst().trimmed
            let tail = lines[(index + 1)...].prefix { !isAnswerLabel($0) }
            let all = ([head] + tail).joined(separator: "\n").trimmed
            if !all.isEmpty { return String(all) }
        }
        return String(text.trimmed)
    }

    static func isLabel(_ line: Substring) -> Bool {
        let text = line.trimmed.lowercased()
        return labels.contains { text.hasPrefix($0) }
    }

    private static func isAnswerLabel(_ line: Substring) -> Bool {
        let text = line.trimmed.lowercased()
        return ["answer:", "assistant:", "helpful answer:", "final answer:", "thought:"].contains { text.hasPrefix($0) }
    }

    private static let labels = [
        "question:", "user question:", "query:", "user query:", "follow up input:", "follow-up question:",
        "follow up question:", "new question:", "user:", "human:", "input:", "last question:",
    ]

    /// The sentence that asks, where the text holds more: the last one with a question mark.
    static func asking(_ text: String) -> String {
        let sentences = SentenceSplitter.sentences(in: text)
        guard sentences.count > 3, let last = sentences.last(where: { $0.hasSuffix("?") }) else { return text }
        return last
    }
}
