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
        /// This and the word beside it as one, as others write it: "rollback" for "roll back".
        var joined: [String] = []
        /// Of a language that makes one word of several: its parts stand for it.
        var isGerman = false
    }

    let text: String
    let terms: [Term]
    let expectations: Set<Expectation>
    let isGerman: Bool

    init(_ text: String) {
        self.text = text
        let words = WordSplitter.words(in: text)
        isGerman = German.speaks(words.map(\.text))
        terms = Self.terms(words, isGerman: isGerman)
        expectations = Self.expectations(words.map(\.text), text)
    }

    /// Names and codes: an answer that does not know them is about something else. A capital tells no name in German,
    /// where all nouns have one.
    var names: [Term] {
        terms.filter { term in
            term.word.isDistinctive
                || (term.word.isCapitalized && !isGerman && term.word.text != firstWord && !term.word.hasDigit)
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
        guard let cue = words.firstIndex(where: { ["what", "which", "who"].contains($0) }) else { return [] }
        if words[cue] == "who", cue + 1 == words.count || words[cue + 1] != "is" { return [] }
        let start = words[(cue + 1)...].drop { ["is", "are", "the", "was", "were", "a", "an"].contains($0) }
        let run = Set(start.prefix { Vocabulary.weight(of: $0) > 0 })
        return terms.filter { run.contains($0.word.text) && $0.weight > 0.3 }
    }

    /// What is to be done: "cancel" in "How do I cancel the plan?"
    var action: Term? {
        let words = WordSplitter.words(in: text).map(\.text)
        guard words.count > 2, words[0] == "how", Self.helpers.contains(words[1]) else { return nil }
        let verb = words[2...].first { !["i", "we", "you", "one"].contains($0) }
        return terms.first { $0.word.text == verb }
    }

    private static let helpers: Set<String> = ["do", "can", "could", "should", "may", "to"]

    /// Whether the words of `key` stand in the question, one behind the other.
    func names(_ key: String) -> Bool {
        let words = WordSplitter.words(in: key).map(\.text)
        guard words.contains(where: { Vocabulary.weight(of: $0) > 0 }) else { return false }
        let own = WordSplitter.words(in: text).map(\.text)
        return own.indices.contains { own[$0...].starts(with: words) }
    }

    private var firstWord: String? { WordSplitter.words(in: text).first?.text }

    private static func terms(_ words: [Word], isGerman: Bool) -> [Term] {
        var terms: [Term] = []
        var seen: Set<String> = []
        for (index, word) in words.enumerated() {
            let weight = weight(of: word.text, isGerman: isGerman)
            guard weight > 0, !questionNouns.contains(word.text) else { continue }
            let stem = word.stem
            guard terms.count < termsMax, seen.insert(stem).inserted else { continue }
            var term = Term(word: word, stem: stem, weight: weight)
            term.isHead = index > 0 && headCues.contains(words[index - 1].text)
            term.isGerman = isGerman
            if index > 0 { term.joined.append(Stemmer.stem(words[index - 1].text + word.text)) }
            if index + 1 < words.count {
                term.joined.append(Stemmer.stem(word.text + words[index + 1].text))
                if Vocabulary.weight(of: words[index + 1].text) > 0 { term.pairsWith = words[index + 1].stem }
            }
            terms.append(term)
        }
        return terms
    }

    /// `Vocabulary`'s, for a word of a question in that language.
    static func weight(of word: String, isGerman: Bool) -> Float {
        guard isGerman else { return Vocabulary.weight(of: word) }
        if German.isShared(word) { return 0 }
        return German.isVerb(word) ? Vocabulary.light : Vocabulary.weight(of: word)
    }

    /// No question needs more words to be found by.
    private static let termsMax = 48

    private static let headCues: Set<String> = [
        "which", "what", "many", "much", "welche", "welcher", "welches", "welchen", "welchem", "viel", "viele",
    ]

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
                "how early", "how far in advance", "how much time", "how late", "how much notice", "wie lange",
                "wie lang", "bis wann", "wie viele tage", "wie viele wochen", "wie viele monate", "wie viele jahre",
            ]
        ),
        (.frequency, ["how often", "how frequently", "how regularly", "frequency", "wie oft"]),
        (
            .money,
            [
                "how much does", "how much do", "cost", "costs", "price", "fee", "salary", "budget", "how expensive",
                "charge",
                "rate", "pay", "revenue", "dollar", "dollars", "threshold",
                "kostet", "kosten", "preis", "gebühr", "gehalt", "wie teuer",
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
                "wie viel", "wie viele", "wie hoch", "wie groß", "welche nummer", "durchwahl", "betrag", "rabatt",
            ]
        ),
        (
            .date,
            ["when", "what date", "which date", "what day", "which year", "what year", "by when", "since when", "wann"]
        ),
        (
            .person,
            ["who", "whom", "whose", "which team", "which office", "which person", "what team", "wer", "wem", "wen"]
        ),
        (
            .place,
            [
                "where", "which address", "what address", "which url", "what url", "which channel", "what channel",
                "wo", "wohin",
            ]
        ),
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
