/// Runs of characters of one sort.
struct RunTokenizer: Tokenizer {
    var lengthMax = 255
    let isPart: @Sendable (Unicode.Scalar) -> Bool

    func tokens(of text: String) -> [Token] {
        var tokens: [Token] = []
        var current = String.UnicodeScalarView()
        var (start, offset) = (0, 0)
        func finish() {
            guard !current.isEmpty else { return }
            tokens.append(Token(text: String(current), start: start, end: offset, position: tokens.count))
            current = String.UnicodeScalarView()
        }
        for scalar in text.unicodeScalars {
            let width = scalar.value > 0xFFFF ? 2 : 1
            if isPart(scalar) {
                if !current.isEmpty, offset + width - start > lengthMax { finish() }
                if current.isEmpty { start = offset }
                current.append(scalar)
            } else {
                finish()
            }
            offset += width
        }
        finish()
        return tokens
    }
}

/// Words of letters alone.
struct LetterTokenizer: Tokenizer {
    private static let runs = RunTokenizer { scalar in
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
        default: false
        }
    }

    func tokens(of text: String) -> [Token] { Self.runs.tokens(of: text) }
}

/// Words between white space, in Java's sense: no-break spaces are none.
struct WhitespaceTokenizer: Tokenizer {
    private static let runs = RunTokenizer { scalar in
        switch scalar.value {
        case 0x09...0x0D, 0x1C...0x20: false
        case 0xA0, 0x2007, 0x202F: true
        default:
            switch scalar.properties.generalCategory {
            case .spaceSeparator, .lineSeparator, .paragraphSeparator: false
            default: true
            }
        }
    }

    func tokens(of text: String) -> [Token] { Self.runs.tokens(of: text) }
}

/// The whole text as one token.
struct KeywordTokenizer: Tokenizer {
    func tokens(of text: String) -> [Token] {
        text.isEmpty ? [] : [Token(text: text, start: 0, end: text.utf16.count, position: 0)]
    }
}

/// Every run of `minimum` to `maximum` characters, from the start alone for `isEdge`.
struct NGramTokenizer: Tokenizer {
    var minimum = 1
    var maximum = 2
    var isEdge = false

    func tokens(of text: String) -> [Token] {
        var tokens: [Token] = []
        for gram in Grams.of(text, minimum...max(minimum, maximum), isEdge: isEdge) {
            tokens.append(Token(text: gram.text, start: gram.start, end: gram.end, position: tokens.count))
        }
        return tokens
    }
}

/// Runs of characters out of a text.
enum Grams {
    static func of(
        _ text: String, _ lengths: ClosedRange<Int>, isEdge: Bool
    ) -> [(text: String, start: Int, end: Int)] {
        let characters = Array(text.unicodeScalars)
        var offsets = [0]
        for scalar in characters { offsets.append(offsets[offsets.count - 1] + (scalar.value > 0xFFFF ? 2 : 1)) }
        var grams: [(String, Int, Int)] = []
        for start in characters.indices where start == 0 || !isEdge {
            for length in lengths where start + length <= characters.count {
                var gram = String.UnicodeScalarView()
                gram.append(contentsOf: characters[start..<start + length])
                grams.append((String(gram), offsets[start], offsets[start + length]))
            }
        }
        return grams
    }
}
