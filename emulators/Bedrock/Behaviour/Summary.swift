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
        let statements = prompt.passages.isEmpty ? Self.statements(of: source) : meantStatements
        let chosen = Self.central(statements, count: count).map { statement in
            let citation = prompt.passages.isEmpty ? "" : style.citation(of: prompt.passages[statement.passage])
            return (wantsList ? statement.text : PassageAnswer.ended(statement.text)) + citation
        }
        guard !chosen.isEmpty else { return nil }
        return wantsList ? chosen.map { "- \($0)" }.joined(separator: "\n") : chosen.joined(separator: " ")
    }

    private var style: CitationStyle { CitationStyle(prompt) }

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

    /// Those of the passages that the request speaks of most: "Summarize the meeting of 19 March".
    private var meantStatements: [Statement] {
        let index = EvidenceIndex(prompt.passages)
        let terms = Question(prompt.question).terms.filter { term in
            !Self.requestWords.contains(term.word.text) && !Self.cues.contains { term.word.text.hasPrefix($0) }
        }
        let shares = index.passageStems.map { stems in
            terms.reduce(0.0) { $0 + EvidenceScorer.match($1, in: stems) * Double($1.weight) }
        }
        let least = (shares.max() ?? 0) * Self.shareMin
        return index.entries.map(\.statement).filter { shares[$0.passage] >= least }
    }

    /// Of what the best passage covers.
    private static let shareMin = 0.75
    private static let requestWords: Set<String> = [
        "sentence", "sentences", "bullet", "bullets", "points", "point", "list", "text", "passages", "documents",
        "document",
        "key", "main", "content", "brief", "gist", "following",
    ]

    /// A conversation, or what the message holds beside the request itself.
    private var source: String {
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

    private static func statements(of text: String) -> [Statement] {
        MarkdownReader.statements(of: text, passage: 0, title: nil)
    }

    /// The statements whose words are the most frequent of all, in their order.
    private static func central(_ statements: [Statement], count: Int) -> [Statement] {
        let statements = statements.filter { $0.kind != .heading && $0.kind != .code }
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
        return best.filter { scores[$0] > 0 || statements.count <= count }.sorted().map { statements[$0] }
    }
}
