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
        /// The word that is not over yet, in UTF-8.
        private var current: [UInt8] = []
        private var capitals = 0
        private var digits = 0
        private var letters = 0
        private var startsWithCapital = false
        private var previousIdeograph: Unicode.Scalar?

        mutating func take(_ scalar: Unicode.Scalar) {
            switch scalar.value {
            case 0x61...0x7A: append(UInt8(truncatingIfNeeded: scalar.value), letter: true)
            case 0x41...0x5A: appendCapital(UInt8(truncatingIfNeeded: scalar.value + 32))
            case 0x30...0x39:
                digits += 1
                append(UInt8(truncatingIfNeeded: scalar.value), letter: false)
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
                for scalar in lower {
                    letters += 1
                    current.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
                }
                previousIdeograph = nil
            } else {
                endWord()
            }
        }

        private mutating func append(_ byte: UInt8, letter: Bool) {
            previousIdeograph = nil
            if letter { letters += 1 }
            current.append(byte)
        }

        private mutating func appendCapital(_ byte: UInt8) {
            if current.isEmpty { startsWithCapital = true }
            capitals += 1
            append(byte, letter: true)
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
                    text: String(decoding: current, as: UTF8.self), isCapitalized: startsWithCapital,
                    isDistinctive: capitals > 1 || (digits > 0 && letters > 0), hasDigit: digits > 0))
            current.removeAll(keepingCapacity: true)
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
