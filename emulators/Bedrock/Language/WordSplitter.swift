/// A word of a text, as readers compare it.
struct Word: Hashable, Sendable {
    /// In lower case, letters and digits only.
    let text: String
    /// Begins with a capital letter.
    let isCapitalized: Bool
    /// Has two capitals or more, or letters and digits: a name or a code rather than an ordinary word.
    let isDistinctive: Bool
    let hasDigit: Bool

    var stem: String { Stemmer.stem(Self.longForms[text] ?? text) }

    /// Short forms that are written as often as the words they stand for.
    private static let longForms = [
        "app": "application", "apps": "applications", "db": "database", "dbs": "databases", "org": "organization",
        "orgs": "organizations", "config": "configuration", "configs": "configurations", "repo": "repository",
        "repos": "repositories", "admin": "administrator", "admins": "administrators", "docs": "documents",
        "info": "information", "env": "environment", "auth": "authentication", "perf": "performance", "max": "maximum",
        "min": "minimum", "dept": "department", "hr": "hour", "hrs": "hours", "mins": "minutes", "secs": "seconds",
    ]
}

/// Cuts text into words: runs of letters and digits. Chinese, Japanese and Korean, which write no spaces, give pairs of
/// neighbouring characters.
enum WordSplitter {
    /// - Complexity: O(n).
    static func words(in text: some StringProtocol) -> [Word] {
        var splitter = Splitter()
        for scalar in text.unicodeScalars { splitter.take(scalar) }
        splitter.endWord()
        return splitter.words
    }

    private struct Splitter {
        var words: [Word] = []
        private var current = String.UnicodeScalarView()
        private var capitals = 0
        private var digits = 0
        private var letters = 0
        private var startsWithCapital = false
        private var previousIdeograph: Unicode.Scalar?

        mutating func take(_ scalar: Unicode.Scalar) {
            switch scalar.value {
            case 0x61...0x7A: append(scalar, letter: true)
            case 0x41...0x5A: appendCapital(Unicode.Scalar(scalar.value + 32) ?? scalar)
            case 0x30...0x39:
                digits += 1
                append(scalar, letter: false)
            case 0...0x7F: endWord()
            case 0x2019: break
            default: takeOther(scalar)
            }
        }

        private mutating func takeOther(_ scalar: Unicode.Scalar) {
            if scalar.isIdeograph {
                endRun()
                if let previousIdeograph { addPair(previousIdeograph, scalar) }
                previousIdeograph = scalar
            } else if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
                let lower = scalar.properties.lowercaseMapping.unicodeScalars
                if scalar.properties.isUppercase { capitals += 1 }
                for scalar in lower { append(scalar, letter: true) }
            } else {
                endWord()
            }
        }

        private mutating func append(_ scalar: Unicode.Scalar, letter: Bool) {
            previousIdeograph = nil
            if letter { letters += 1 }
            current.append(scalar)
        }

        private mutating func appendCapital(_ scalar: Unicode.Scalar) {
            if current.isEmpty { startsWithCapital = true }
            capitals += 1
            append(scalar, letter: true)
        }

        private mutating func addPair(_ first: Unicode.Scalar, _ second: Unicode.Scalar) {
            var pair = String.UnicodeScalarView()
            pair.append(first)
            pair.append(second)
            words.append(Word(text: String(pair), isCapitalized: false, isDistinctive: false, hasDigit: false))
        }

        mutating func endWord() {
            endRun()
            previousIdeograph = nil
        }

        private mutating func endRun() {
            guard !current.isEmpty else { return }
            words.append(
                Word(
                    text: String(current), isCapitalized: startsWithCapital,
                    isDistinctive: capitals > 1 || (digits > 0 && letters > 0), hasDigit: digits > 0))
            current = String.UnicodeScalarView()
            (capitals, digits, letters, startsWithCapital) = (0, 0, 0, false)
        }
    }
}

extension Unicode.Scalar {
    /// Han, Hiragana, Katakana or Hangul.
    var isIdeograph: Bool {
        switch value {
        case 0x3040...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xAC00...0xD7AF, 0xF900...0xFAFF, 0x20000...0x2FA1F:
            true
        default: false
        }
    }
}
