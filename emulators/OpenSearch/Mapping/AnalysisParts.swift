import AWSCore
import AWSOpenSearch

/// Tokenizers and filters by name: OpenSearch's own, and those that settings define.
struct AnalysisParts {
    private let definition: Document

    init(_ definition: Document) {
        self.definition = definition
    }

    func analyzer(_ name: String, _ settings: Document) throws(OpenSearchError) -> Analyzer {
        let type = settings["type"]?.string ?? "custom"
        if type == "custom" {
            guard let tokenizer = settings["tokenizer"] else {
                throw .illegalArgument("analyzer [\(name)] must specify either an analyzer type, or a tokenizer")
            }
            return Analyzer(
                characterFilters: try characterFilters(settings), tokenizer: try self.tokenizer(tokenizer),
                filters: try filters(settings),
                positionGap: settings["position_increment_gap"]?.integerText ?? 100)
        }
        guard var analyzer = Analyzer.builtIn[type] else {
            throw .notEmulated("the analyzer type [\(type)]")
        }
        if let words = settings["stopwords"] {
            analyzer.filters.removeAll { $0 is StopFilter }
            // English stems what is left; its last filter stays the last.
            let place = type == "english" ? analyzer.filters.count - 1 : analyzer.filters.count
            analyzer.filters.insert(StopFilter(words: try Self.stopWords(words)), at: place)
        }
        return analyzer
    }

    func characterFilters(_ settings: Document) throws(OpenSearchError) -> [any CharacterFilter] {
        var filters: [any CharacterFilter] = []
        for filter in settings["char_filter"]?.elements ?? [] { filters.append(try characterFilter(filter)) }
        return filters
    }

    func filters(_ settings: Document) throws(OpenSearchError) -> [any TokenFilter] {
        var filters: [any TokenFilter] = []
        for filter in settings["filter"]?.elements ?? [] { filters.append(try self.filter(filter)) }
        return filters
    }

    /// A name, or a definition in place.
    private func resolve(_ part: Document, _ kind: String) -> (type: String, settings: Document) {
        if let name = part.string {
            let settings = definition[kind]?[name]
            return (settings?["type"]?.string ?? name, settings ?? .object(.init()))
        }
        return (part["type"]?.string ?? "", part)
    }

    func tokenizer(_ part: Document) throws(OpenSearchError) -> any Tokenizer {
        let (type, settings) = resolve(part, "tokenizer")
        let lengthMax = settings["max_token_length"]?.integerText ?? 255
        switch type {
        case "standard": return StandardTokenizer(lengthMax: lengthMax)
        case "whitespace": return WhitespaceTokenizer()
        case "letter": return LetterTokenizer()
        case "lowercase": return LowercaseLetterTokenizer()
        case "keyword": return KeywordTokenizer()
        case "ngram", "nGram", "edge_ngram", "edgeNGram":
            return NGramTokenizer(
                minimum: settings["min_gram"]?.integerText ?? 1, maximum: settings["max_gram"]?.integerText ?? 2,
                isEdge: type.hasPrefix("edge"))
        default:
            guard part.string == nil || definition["tokenizer"]?[part.string ?? ""] != nil else {
                throw .illegalArgument("failed to find global tokenizer under [\(type)]")
            }
            throw .notEmulated("the tokenizer type [\(type)]")
        }
    }

    private func characterFilter(_ part: Document) throws(OpenSearchError) -> any CharacterFilter {
        let (type, settings) = resolve(part, "char_filter")
        switch type {
        case "html_strip": return HTMLStripFilter()
        case "mapping":
            let mappings = (settings["mappings"]?.elements ?? []).compactMap(\.string).compactMap { Self.rule($0) }
            return MappingCharacterFilter(mappings: mappings.map { ($0.0, $0.1) })
        default: throw .notEmulated("the character filter [\(type)]")
        }
    }

    private func filter(_ part: Document) throws(OpenSearchError) -> any TokenFilter {
        let (type, settings) = resolve(part, "filter")
        switch type {
        case "lowercase": return LowercaseFilter()
        case "uppercase": return UppercaseFilter()
        case "stop":
            return StopFilter(
                words: try Self.stopWords(settings["stopwords"] ?? "_english_"),
                ignoresCase: settings["ignore_case"]?.truth ?? false)
        case "porter_stem": return PorterStemFilter()
        case "stemmer":
            let language = settings["language"]?.string ?? settings["name"]?.string ?? "english"
            switch language {
            case "english", "porter": return PorterStemFilter()
            case "possessive_english": return EnglishPossessiveFilter()
            default: throw .notEmulated("the stemmer of [\(language)]")
            }
        case "asciifolding": return ASCIIFoldingFilter()
        case "length":
            let low = settings["min"]?.integerText ?? 0
            return LengthFilter(bounds: low...max(low, settings["max"]?.integerText ?? .max))
        case "unique": return UniqueFilter()
        case "trim": return TrimFilter()
        case "ngram", "nGram", "edge_ngram", "edgeNGram":
            let low = max(1, settings["min_gram"]?.integerText ?? 1)
            return NGramFilter(
                lengths: low...max(low, settings["max_gram"]?.integerText ?? 2), isEdge: type.hasPrefix("edge"))
        case "synonym", "synonym_graph": return try Self.synonyms(settings)
        default:
            guard part.string == nil || definition["filter"]?[part.string ?? ""] != nil else {
                throw .illegalArgument("failed to find global filter under [\(type)]")
            }
            throw .notEmulated("the token filter [\(type)]")
        }
    }

    private static func stopWords(_ words: Document) throws(OpenSearchError) -> Set<String> {
        var all: Set<String> = []
        for word in words.elements.compactMap(\.string) {
            switch word {
            case "_none_": break
            case "_english_": all.formUnion(StopWords.english.words)
            case _ where word.hasPrefix("_") && word.hasSuffix("_"): throw .notEmulated("the stop words [\(word)]")
            default: all.insert(word)
            }
        }
        return all
    }

    private static func rule(_ text: String) -> (String, String)? {
        guard let arrow = text.firstRange(of: "=>") else { return nil }
        func trimmed(_ part: Substring) -> String {
            String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }
        return (trimmed(text[..<arrow.lowerBound]), trimmed(text[arrow.upperBound...]))
    }

    /// Solr's format: `a, b => c`, or `a, b` for words that all stand for one another. Words of several parts are refused.
    private static func synonyms(_ settings: Document) throws(OpenSearchError) -> any TokenFilter {
        guard settings["synonyms_path"] == nil else { throw .notEmulated("[synonyms_path] of token filters") }
        var replacements: [String: [String]] = [:]
        for line in (settings["synonyms"]?.elements ?? []).compactMap(\.string) {
            let sides = rule(line)
            let from = words(sides?.0 ?? line)
            let to = words(sides?.1 ?? line)
            guard (from + to).allSatisfy({ !$0.contains(" ") }) else {
                throw .notEmulated("synonyms of several words [\(line)]")
            }
            for word in from {
                let others = sides == nil ? [word] + to.filter { $0 != word } : to
                replacements[word, default: []] += others.filter { !(replacements[word] ?? []).contains($0) }
            }
        }
        return SynonymFilter(replacements: replacements)
    }

    private static func words(_ list: String) -> [String] {
        list.split(separator: ",").map { part in
            Lowercase.of(String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()))
        }
    }
}

/// Words of letters, in lower case.
struct LowercaseLetterTokenizer: Tokenizer {
    func tokens(of text: String) -> [Token] { LowercaseFilter().apply(LetterTokenizer().tokens(of: text)) }
}
