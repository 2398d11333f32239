import AWSCore

struct LowercaseFilter: TokenFilter {
    func apply(_ tokens: [Token]) -> [Token] {
        tokens.map { token in
            var token = token
            token.text = Lowercase.of(token.text)
            return token
        }
    }
}

enum Lowercase {
    /// Scalar by scalar, as Java's `Character.toLowerCase` does: no special casing of final sigma or dotted I.
    static func of(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 < 0x80 }) {
            return text.utf8.contains { $0 >= 0x41 && $0 <= 0x5A } ? text.lowercased() : text
        }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let mapping = scalar.properties.lowercaseMapping.unicodeScalars
            result.append(mapping.count == 1 ? mapping[mapping.startIndex] : scalar.value == 0x130 ? "i" : scalar)
        }
        return String(result)
    }
}

struct UppercaseFilter: TokenFilter {
    func apply(_ tokens: [Token]) -> [Token] {
        tokens.map { token in
            var token = token
            token.text = token.text.uppercased()
            return token
        }
    }
}

/// Drops words, leaving their positions empty.
struct StopFilter: TokenFilter {
    let words: Set<String>
    var ignoresCase = false

    init(_ words: StopWords) {
        self.words = words.words
    }

    init(words: Set<String>, ignoresCase: Bool = false) {
        self.words = ignoresCase ? Set(words.map(Lowercase.of)) : words
        self.ignoresCase = ignoresCase
    }

    func apply(_ tokens: [Token]) -> [Token] {
        tokens.filter { !words.contains(ignoresCase ? Lowercase.of($0.text) : $0.text) }
    }
}

struct StopWords: Sendable {
    let words: Set<String>

    /// Lucene's list for English.
    static let english = StopWords(
        words: [
            "a", "an", "and", "are", "as", "at", "be", "but", "by", "for", "if", "in", "into", "is", "it", "no", "not",
            "of", "on", "or", "such", "that", "the", "their", "then", "there", "these", "they", "this", "to", "was",
            "will", "with",
        ])
}

/// Takes `'s` from the end of words.
struct EnglishPossessiveFilter: TokenFilter {
    func apply(_ tokens: [Token]) -> [Token] {
        tokens.map { token in
            let end = token.text.unicodeScalars.suffix(2)
            guard end.count == 2, let mark = end.first, let letter = end.last, letter == "s" || letter == "S",
                mark == "'" || mark == "\u{2019}" || mark == "\u{FF07}"
            else { return token }
            var token = token
            token.text = String(token.text.unicodeScalars.dropLast(2))
            return token
        }
    }
}

struct PorterStemFilter: TokenFilter {
    func apply(_ tokens: [Token]) -> [Token] {
        StemCache.shared.stem(tokens)
    }
}

/// Stems that were found before: texts repeat their words, and a look-up takes a tenth of the stemming.
private final class StemCache: Sendable {
    static let shared = StemCache()
    /// Words; a text in which more differ starts the cache anew.
    private static let wordsMax = 65_536

    private let stems = Lock<[String: String]>([:])

    func stem(_ tokens: [Token]) -> [Token] {
        stems.withLock { stems in
            if stems.count > Self.wordsMax { stems.removeAll(keepingCapacity: true) }
            return tokens.map { token in
                var token = token
                if let stem = stems[token.text] {
                    token.text = stem
                } else {
                    let stem = PorterStemmer.stem(token.text)
                    stems[token.text] = stem
                    token.text = stem
                }
                return token
            }
        }
    }
}

/// Letters without their accents.
struct ASCIIFoldingFilter: TokenFilter {
    func apply(_ tokens: [Token]) -> [Token] {
        tokens.map { token in
            var token = token
            token.text = Folding.ascii(token.text)
            return token
        }
    }
}

enum Folding {
    private static let others: [Unicode.Scalar: String] = [
        "ß": "ss", "Æ": "AE", "æ": "ae", "Œ": "OE", "œ": "oe", "Ø": "O", "ø": "o", "Ł": "L", "ł": "l", "Đ": "D",
        "đ": "d", "Ð": "D", "ð": "d", "Þ": "TH", "þ": "th", "ı": "i", "\u{2018}": "'", "\u{2019}": "'",
        "\u{201C}": "\"", "\u{201D}": "\"", "\u{2013}": "-", "\u{2014}": "-",
    ]

    static func ascii(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
        var result = ""
        for character in text {
            for scalar in decomposed(character) {
                if let other = others[scalar] {
                    result += other
                } else if scalar.properties.generalCategory != .nonspacingMark || !isLatin(character) {
                    result.unicodeScalars.append(scalar)
                }
            }
        }
        return result
    }

    /// Canonical decomposition by way of comparison: `é` is equal to `e` and an accent.
    private static func decomposed(_ character: Character) -> [Unicode.Scalar] {
        guard character.unicodeScalars.count == 1, let scalar = character.unicodeScalars.first,
            (0xC0...0x24F).contains(scalar.value) || (0x1E00...0x1EFF).contains(scalar.value)
        else { return Array(character.unicodeScalars) }
        return bases[character].map { [$0] } ?? [scalar]
    }

    private static func isLatin(_ character: Character) -> Bool {
        (character.unicodeScalars.first?.value ?? 0) < 0x250
    }

    /// Latin letters by what they are with up to two accents.
    private static let bases: [Character: Unicode.Scalar] = {
        var table: [Character: Unicode.Scalar] = [:]
        let letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".unicodeScalars
        let marks: [ClosedRange<UInt32>] = [
            0x300...0x304, 0x306...0x30C, 0x30F...0x311, 0x31B...0x31B, 0x323...0x331,
        ]
        let accents = marks.flatMap { $0.compactMap(Unicode.Scalar.init) }
        for letter in letters {
            for accent in accents {
                table[Character(String(String.UnicodeScalarView([letter, accent])))] = letter
                for second in accents where second != accent {
                    table[Character(String(String.UnicodeScalarView([letter, accent, second])))] = letter
                }
            }
        }
        return table
    }()
}

/// Drops tokens whose length is out of bounds.
struct LengthFilter: TokenFilter {
    let bounds: ClosedRange<Int>

    func apply(_ tokens: [Token]) -> [Token] {
        tokens.filter { bounds.contains($0.text.utf16.count) }
    }
}

/// Drops tokens that stand twice at one position.
struct UniqueFilter: TokenFilter {
    func apply(_ tokens: [Token]) -> [Token] {
        var seen: Set<String> = []
        return tokens.filter { seen.insert($0.text).inserted }
    }
}

struct TrimFilter: TokenFilter {
    func apply(_ tokens: [Token]) -> [Token] {
        tokens.map { token in
            var token = token
            let scalars = token.text.unicodeScalars.drop { $0.properties.isWhitespace }
            token.text = String(String(scalars).reversed().drop { $0.isWhitespace }.reversed())
            return token
        }
    }
}

/// Every run of characters of each token, at the token's position.
struct NGramFilter: TokenFilter {
    let lengths: ClosedRange<Int>
    var isEdge = false

    func apply(_ tokens: [Token]) -> [Token] {
        tokens.flatMap { token in
            Grams.of(token.text, lengths, isEdge: isEdge).map { gram in
                Token(text: gram.text, start: token.start, end: token.end, position: token.position, type: token.type)
            }
        }
    }
}

/// Words that stand for others, at their position.
struct SynonymFilter: TokenFilter {
    /// What a word is replaced with; it stays itself only if it is among them.
    let replacements: [String: [String]]

    func apply(_ tokens: [Token]) -> [Token] {
        tokens.flatMap { token in
            guard let words = replacements[token.text] else { return [token] }
            return words.map { word in
                Token(
                    text: word, start: token.start, end: token.end, position: token.position,
                    type: word == token.text ? token.type : "SYNONYM")
            }
        }
    }
}

/// Markup taken out of HTML.
struct HTMLStripFilter: CharacterFilter {
    func apply(_ text: String) -> String {
        var result = ""
        var isInTag = false
        for character in text {
            switch character {
            case "<": isInTag = true
            case ">" where isInTag: isInTag = false
            default: if !isInTag { result.append(character) }
            }
        }
        return ["&lt;": "<", "&gt;": ">", "&quot;": "\"", "&#39;": "'", "&nbsp;": " ", "&amp;": "&"]
            .sorted { $0.key > $1.key }.reduce(result) { $0.replacing($1.key, with: $1.value) }
    }
}

/// Texts replaced with others, the longest first.
struct MappingCharacterFilter: CharacterFilter {
    let mappings: [(from: String, to: String)]

    func apply(_ text: String) -> String {
        let ordered = mappings.sorted { $0.from.count > $1.from.count }
        var result = ""
        var rest = text[...]
        while !rest.isEmpty {
            if let mapping = ordered.first(where: { !$0.from.isEmpty && rest.hasPrefix($0.from) }) {
                result += mapping.to
                rest = rest.dropFirst(mapping.from.count)
            } else {
                result.append(rest.removeFirst())
            }
        }
        return result
    }
}
