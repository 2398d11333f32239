/// What a question asks for, and by which words its answer is found.
struct Question: Sendable {
    /// What kind of thing answers it.
    enum Expectation: Hashable, Sendable {
        case duration, money, number, date, frequency, person, place, code, anything
    }

    struct Term: Hashable, Sendable {
        let word: Word
        let stem: String
        /// `Vocabulary`'s.
        let weight: Float
        /// Stands beside the term after it, so that the two together are a name.
        var pairsWith: String?
        /// What is asked for: "port" in "which port", "domains" in "how many domains".
        var isHead = false
    }

    let text: String
    let terms: [Term]
    let expectations: Set<Expectation>

    init(_ text: String) {
        self.text = text
        let words = WordSplitter.words(in: text)
        terms = Self.terms(words)
        expectations = Self.expectations(words.map(\.text), text)
    }

    /// Names and codes: an answer that does not know them is about something else.
    var names: [Term] {
        terms.filter { term in
            term.word.isDistinctive || (term.word.isCapitalized && term.word.text != firstWord && !term.word.hasDigit)
        }
    }

    /// Names of several words, as their stems: "World Cup" is neither a world nor a cup.
    var compoundNames: [[String]] {
        let words = WordSplitter.words(in: text).dropFirst()
        return words.split { !$0.isCapitalized || $0.hasDigit || Vocabulary.weight(of: $0.text) == 0 }
            .filter { $0.count > 1 }.map { $0.map(\.stem) }
    }

    /// The words right behind "what is the": the wifi password, the row limit.
    var heads: [Term] {
        let words = WordSplitter.words(in: text).map(\.text)
        guard let cue = words.firstIndex(where: { $0 == "what" || $0 == "which" }) else { return [] }
        let start = words[(cue + 1)...].drop { ["is", "are", "the", "was", "were", "a", "an"].contains($0) }
        let run = Set(start.prefix { Vocabulary.weight(of: $0) > 0 })
        return terms.filter { run.contains($0.word.text) && $0.weight > 0.3 }
    }

    /// Whether the words of `key` stand in the question, one behind the other.
    func names(_ key: String) -> Bool {
        let words = WordSplitter.words(in: key).map(\.text)
        guard words.contains(where: { Vocabulary.weight(of: $0) > 0 }) else { return false }
        let own = WordSplitter.words(in: text).map(\.text)
        return own.indices.contains { own[$0...].starts(with: words) }
    }

    private var firstWord: String? { WordSplitter.words(in: text).first?.text }

    private static func terms(_ words: [Word]) -> [Term] {
        var terms: [Term] = []
        var seen: Set<String> = []
        for (index, word) in words.enumerated() {
            let weight = Vocabulary.weight(of: word.text)
            guard weight > 0, !questionNouns.contains(word.text) else { continue }
            let stem = word.stem
            guard terms.count < termsMax, seen.insert(stem).inserted else { continue }
            var term = Term(word: word, stem: stem, weight: weight)
            term.isHead = index > 0 && headCues.contains(words[index - 1].text)
            if index + 1 < words.count, Vocabulary.weight(of: words[index + 1].text) > 0 {
                term.pairsWith = words[index + 1].stem
            }
            terms.append(term)
        }
        return terms
    }

    /// No question needs more words to be found by.
    private static let termsMax = 48

    private static let headCues: Set<String> = ["which", "what", "many", "much"]

    /// Words that say what is asked, not about what.
    private static let questionNouns: Set<String> = ["many", "much", "long", "often", "soon", "quickly", "far", "high"]

    private static func expectations(_ words: [String], _ text: String) -> Set<Expectation> {
        var found: Set<Expectation> = []
        let joined = " " + words.joined(separator: " ") + " "
        for (expectation, cues) in cues where cues.contains(where: { joined.contains(" \($0) ") }) {
            found.insert(expectation)
        }
        if found.contains(.frequency) { found.insert(.duration) }
        // An amount of money or time is a number already, and only some numbers are one.
        if found.contains(.duration) || found.contains(.money) { found.remove(.number) }
        return found.isEmpty ? [.anything] : found
    }

    private static let cues: [(Expectation, [String])] = [
        (
            .duration,
            [
                "how long", "how soon", "how quickly", "how fast", "how many days", "how many hours", "how many weeks",
                "how many months", "how many years", "how many minutes", "total time", "longest time", "length of time",
                "default length", "default duration", "timeout", "retention", "retention period", "deadline",
                "waiting period",
                "how early", "how far in advance", "how much time", "how late", "how much notice",
            ]
        ),
        (.frequency, ["how often", "how frequently", "how regularly", "frequency"]),
        (
            .money,
            [
                "how much does", "how much do", "cost", "costs", "price", "fee", "salary", "budget", "how expensive",
                "charge",
                "rate", "pay", "revenue", "dollar", "dollars", "threshold",
            ]
        ),
        (
            .number,
            [
                "how many", "how much", "how high", "how large", "how big", "how negative", "what number",
                "which number",
                "port", "limit", "maximum", "minimum", "largest", "smallest", "percentage", "percent", "size",
                "version",
                "phone number", "what time", "how old", "how far", "quota", "age",
            ]
        ),
        (.date, ["when", "what date", "which date", "what day", "which year", "what year", "by when", "since when"]),
        (.person, ["who", "whom", "whose", "which team", "which office", "which person", "what team"]),
        (.place, ["where", "which address", "what address", "which url", "what url", "which channel", "what channel"]),
        (
            .code,
            [
                "command", "which plan", "what plan", "which flag", "which option", "file name", "filename",
                "which setting",
                "which variable", "environment variable", "which port", "which service", "what command", "which branch",
                "which tag", "which format", "which endings", "email endings",
            ]
        ),
    ]
}
