/// One word of a text as an analyzer sees it.
struct Token: Hashable, Sendable {
    var text: String
    /// In UTF-16 code units, as Lucene counts.
    var start: Int
    var end: Int
    var position: Int
    var type: String = "word"
}

/// Splits a text into tokens.
protocol Tokenizer: Sendable {
    func tokens(of text: String) -> [Token]
}

/// Changes, drops or adds tokens.
protocol TokenFilter: Sendable {
    func apply(_ tokens: [Token]) -> [Token]
}

/// Replaces characters before a text is split.
protocol CharacterFilter: Sendable {
    func apply(_ text: String) -> String
}

/// What turns a text into the terms that an index knows.
struct Analyzer: Sendable {
    var characterFilters: [any CharacterFilter] = []
    var tokenizer: any Tokenizer
    var filters: [any TokenFilter] = []
    /// Empty positions between two values of one field, so that no phrase reaches from one into the other.
    var positionGap = 100

    func tokens(of text: String) -> [Token] {
        let text = characterFilters.reduce(text) { $1.apply($0) }
        return filters.reduce(tokenizer.tokens(of: text)) { $1.apply($0) }
    }

    /// What a normalizer does: the filters over the whole text.
    func normalized(_ text: String) -> String {
        let text = characterFilters.reduce(text) { $1.apply($0) }
        let whole = Token(text: text, start: 0, end: text.utf16.count, position: 0)
        return filters.reduce([whole]) { $1.apply($0) }.first?.text ?? ""
    }
}

extension Analyzer {
    static let standard = Analyzer(tokenizer: StandardTokenizer(), filters: [LowercaseFilter()])
    static let simple = Analyzer(tokenizer: LetterTokenizer(), filters: [LowercaseFilter()])
    static let whitespace = Analyzer(tokenizer: WhitespaceTokenizer())
    static let keyword = Analyzer(tokenizer: KeywordTokenizer())
    static let stop = Analyzer(tokenizer: LetterTokenizer(), filters: [LowercaseFilter(), StopFilter(.english)])
    static let english = Analyzer(
        tokenizer: StandardTokenizer(),
        filters: [EnglishPossessiveFilter(), LowercaseFilter(), StopFilter(.english), PorterStemFilter()])

    static let builtIn: [String: Analyzer] = [
        "standard": standard, "default": standard, "simple": simple, "whitespace": whitespace, "keyword": keyword,
        "stop": stop, "english": english,
    ]
}
