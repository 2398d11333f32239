/// Counts the tokens of a text as a byte-pair tokenizer would, to within some tenths; the same count every time.
///
/// Words of up to seven letters are one token and longer ones one more for each further six, digits go by three, marks are
/// one each, blanks belong to what follows. Chinese, Japanese and Korean characters are one each.
package enum TokenCounter {
    /// - Complexity: O(n).
    package static func count(_ text: some StringProtocol) -> Int {
        var counter = Counter()
        for scalar in text.unicodeScalars { counter.take(scalar) }
        counter.endRun()
        return counter.tokens
    }

    /// The longest start of `text` that is at most `limit` tokens long.
    package static func prefix(_ text: String, tokens limit: Int) -> Substring {
        var counter = Counter()
        var index = text.unicodeScalars.startIndex
        let scalars = text.unicodeScalars
        while index < scalars.endIndex {
            counter.take(scalars[index])
            if counter.total > limit { return text[..<index] }
            index = scalars.index(after: index)
        }
        return text[...]
    }

    private struct Counter {
        var tokens = 0
        private var letters = 0
        private var digits = 0
        private var blanks = 0

        /// What has been counted, with the word that is not over yet.
        var total: Int { tokens + Self.letterTokens(letters) + Self.digitTokens(digits) }

        mutating func take(_ scalar: Unicode.Scalar) {
            switch scalar.value {
            case 0x61...0x7A, 0x41...0x5A:
                if digits > 0 { endRun() }
                letters += 1
            case 0x30...0x39:
                if letters > 0 { endRun() }
                digits += 1
            case 0x20: endRun()
            case 0x0A, 0x0D, 0x09:
                endRun()
                blanks += 1
                if blanks == 1 { tokens += 1 }
                return
            case 0...0x7F:
                endRun()
                tokens += 1
            default: takeOther(scalar)
            }
            blanks = 0
        }

        private mutating func takeOther(_ scalar: Unicode.Scalar) {
            if scalar.properties.isAlphabetic, !scalar.isIdeograph {
                if digits > 0 { endRun() }
                letters += 2
            } else {
                endRun()
                tokens += 1
            }
        }

        mutating func endRun() {
            tokens += Self.letterTokens(letters) + Self.digitTokens(digits)
            (letters, digits) = (0, 0)
        }

        private static func letterTokens(_ count: Int) -> Int { count == 0 ? 0 : 1 + max(0, count - 2) / 6 }
        private static func digitTokens(_ count: Int) -> Int { (count + 2) / 3 }
    }
}
