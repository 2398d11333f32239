/// Summarizes by quoting the sentences that speak of what the whole speaks of.
struct Summary {
    private let prompt: PromptReading

    init(_ prompt: PromptReading) {
        self.prompt = prompt
    }

    private static let cues = [
        "summar", "tl;dr", "tldr", "main points", "key points", "main content", "gist of", "in brief",
    ]

    /// nil when no summary is asked for.
    func text() -> String? {
        guard
            Self.cues.contains(where: prompt.message.lowercased().prefix(400).contains)
                || Self.cues.contains(where: prompt.system.lowercased().contains) && prompt.results.isEmpty
        else { return nil }
        let source = self.source
        guard !source.trimmed.isEmpty else { return nil }
        let chosen = Self.sentences(of: source, count: count)
        guard !chosen.isEmpty else { return nil }
        return wantsList
            ? chosen.map { "- \($0)" }.joined(separator: "\n") : chosen.map(PassageAnswer.ended).joined(separator: " ")
    }

    private var wantsList: Bool {
        ["bullet", "as a list", "key points", "main points"].contains { prompt.instructions.contains($0) }
    }

    /// As many sentences as were asked for; three where nothing was said.
    private var count: Int {
        let text = prompt.instructions
        if text.contains("one sentence") || text.contains("single sentence") || text.contains("one line") { return 1 }
        let words = WordSplitter.words(in: text).map(\.text)
        for (index, word) in words.enumerated().dropLast() {
            let unit = Stemmer.stem(words[index + 1])
            guard ["sentenc", "bullet", "point", "line", "kei"].contains(unit) else { continue }
            if let number = Int(word) ?? Self.numbers.firstIndex(of: word) { return min(max(number, 1), 10) }
        }
        return 3
    }

    private static let numbers = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    ]

    /// Passages, or a conversation, or what the message holds beside the request itself.
    private var source: String {
        if !prompt.passages.isEmpty { return prompt.passages.map(\.text).joined(separator: "\n\n") }
        if let inner = ["conversation", "text", "transcript", "messages", "thread"].lazy.compactMap({
            Tag.content(of: $0, in: prompt.message)
        }).first {
            return String(inner.content)
        }
        let sentences = SentenceSplitter.sentences(in: prompt.message)
        let own = sentences.compactMap(Self.withoutRequest)
        if own.joined().count > 120 { return own.joined(separator: " ") }
        return prompt.history.map(\.text).joined(separator: "\n\n")
    }

    /// "Summarize this: The build failed." to what stands behind the colon.
    private static func withoutRequest(_ sentence: String) -> String? {
        guard cues.contains(where: sentence.lowercased().contains) else { return sentence }
        guard let colon = sentence.firstIndex(of: ":") else { return nil }
        let rest = sentence[colon...].dropFirst().trimmed
        return rest.isEmpty ? nil : String(rest)
    }

    /// The sentences whose words are the most frequent of the text, in their order.
    static func sentences(of text: String, count: Int) -> [String] {
        let statements = MarkdownReader.statements(of: text, passage: 0, title: nil).filter {
            $0.kind != .heading && $0.kind != .code
        }
        let stems = statements.map { statement in
            WordSplitter.words(in: statement.text).filter { Vocabulary.weight(of: $0.text) > 0 }
        }
        var frequency: [String: Double] = [:]
        for words in stems { for stem in Set(words.map(\.stem)) { frequency[stem, default: 0] += 1 } }
        let scores = stems.enumerated().map { index, words -> Double in
            guard words.count >= 3 else { return 0 }
            let sum = words.reduce(0.0) { $0 + (frequency[$1.stem] ?? 0) * Double(Vocabulary.weight(of: $1.text)) }
            return sum / (Double(words.count) + 6) * (1 + 0.3 / Double(index + 1))
        }
        let best = scores.indices.sorted { scores[$0] == scores[$1] ? $0 < $1 : scores[$0] > scores[$1] }.prefix(count)
        return best.filter { scores[$0] > 0 || statements.count <= count }.sorted().map { statements[$0].text }
    }
}
