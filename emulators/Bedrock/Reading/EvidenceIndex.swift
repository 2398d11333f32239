/// The statements of some passages, ready to be asked.
struct EvidenceIndex {
    /// A statement with its words taken apart.
    struct Entry {
        let statement: Statement
        let words: [Word]
        let stems: [String]
        let stemSet: Set<String>
        let contextStems: Set<String>
    }

    let entries: [Entry]
    /// Stems of each passage, its title among them.
    let passageStems: [Set<String>]
    /// Every stem that stands in the passages, each once.
    let vocabulary: [String]
    private let documentFrequency: [String: Int]

    /// - Complexity: O(n) in the length of the passages.
    init(_ passages: [Passage]) {
        var entries: [Entry] = []
        var analysis = StatementAnalysis()
        for (number, passage) in passages.enumerated() {
            let statements = MarkdownReader.statements(of: passage.text, passage: number, title: passage.title)
            for statement in statements { entries.append(analysis.entry(statement)) }
        }
        self.entries = entries
        var frequency: [String: Int] = [:]
        var stems = [Set<String>](repeating: [], count: passages.count)
        for entry in entries {
            for stem in entry.stemSet { frequency[stem, default: 0] += 1 }
            stems[entry.statement.passage].formUnion(entry.stemSet)
            stems[entry.statement.passage].formUnion(entry.contextStems)
        }
        documentFrequency = frequency
        passageStems = stems
        vocabulary = stems.reduce(into: Set<String>()) { $0.formUnion($1) }.sorted()
    }

    /// How rare a stem is among the statements (BM25's idf); greatest for one that stands nowhere.
    func rarity(of stem: String) -> Double {
        let count = Double(entries.count)
        let frequency = Double(documentFrequency[stem] ?? 0)
        return Mathematics.logarithm(1 + (count - frequency + 0.5) / (frequency + 0.5))
    }

    /// Whether any two words of `name` that belong together do so in a passage or its headings.
    /// - Complexity: O(n) in the length of the passage.
    func stands(_ name: [String], togetherIn passage: Int) -> Bool {
        let pairs = Set(zip(name, name.dropFirst()).map { [$0, $1] })
        func holds(_ stems: [String]) -> Bool { zip(stems, stems.dropFirst()).contains { pairs.contains([$0, $1]) } }
        let own = entries.filter { $0.statement.passage == passage }
        return own.contains { holds($0.stems) }
            || Set(own.map(\.statement.context)).contains { holds(WordSplitter.words(in: $0).map(\.stem)) }
    }

    func stands(_ stem: String) -> Bool { passageStems.contains { $0.contains(stem) } }
}

/// Takes statements apart, each word and each context once: most of them come again.
private struct StatementAnalysis {
    private var stems: [String: String] = [:]
    private var context = ""
    private var contextStems: Set<String> = []

    mutating func entry(_ statement: Statement) -> EvidenceIndex.Entry {
        let words = WordSplitter.words(in: statement.text)
        let stems = words.map { stem(of: $0) }
        if statement.context != context {
            context = statement.context
            contextStems = Set(WordSplitter.words(in: context).map { stem(of: $0) })
        }
        return EvidenceIndex.Entry(
            statement: statement, words: words, stems: stems, stemSet: Set(stems), contextStems: contextStems)
    }

    private mutating func stem(of word: Word) -> String {
        if let known = stems[word.text] { return known }
        let stem = word.stem
        stems[word.text] = stem
        return stem
    }
}
