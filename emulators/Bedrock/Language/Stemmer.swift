/// Cuts English words to the part that their forms share: "reviewing", "reviewed" and "reviews" to "review".
///
/// Source: M. F. Porter, "An algorithm for suffix stripping", Program 14 (1980).
enum Stemmer {
    /// - Parameter word: in lower case. What is not made of the letters a to z comes back as it is.
    static func stem(_ word: String) -> String {
        let bytes = Array(word.utf8)
        guard bytes.count > 2, bytes.allSatisfy({ (0x61...0x7A).contains($0) }) else { return word }
        var stem = PorterStem(bytes: bytes)
        stem.run()
        return String(decoding: stem.bytes, as: UTF8.self)
    }
}

private struct PorterStem {
    var bytes: [UInt8]

    mutating func run() {
        removePlural()
        removePast()
        turnFinalY()
        replaceFirst(of: Self.doubleSuffixes, measureMin: 1)
        replaceFirst(of: Self.adjectiveSuffixes, measureMin: 1)
        removeLongSuffix()
        removeFinalE()
    }

    private func isConsonant(_ index: Int) -> Bool {
        switch bytes[index] {
        case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"), UInt8(ascii: "u"): false
        case UInt8(ascii: "y"): index == 0 || !isConsonant(index - 1)
        default: true
        }
    }

    /// How many times vowels are followed by consonants in the first `length` letters.
    private func measure(_ length: Int) -> Int {
        var count = 0
        var wasVowel = false
        for index in 0..<length {
            let isVowel = !isConsonant(index)
            if wasVowel, !isVowel { count += 1 }
            wasVowel = isVowel
        }
        return count
    }

    private func hasVowel(_ length: Int) -> Bool {
        (0..<length).contains { !isConsonant($0) }
    }

    private func endsInDouble() -> Bool {
        bytes.count >= 2 && bytes[bytes.count - 1] == bytes[bytes.count - 2] && isConsonant(bytes.count - 1)
    }

    /// Consonant, vowel, consonant that is not w, x or y, at the end of the first `length` letters.
    private func endsShort(_ length: Int) -> Bool {
        guard length >= 3, isConsonant(length - 3), !isConsonant(length - 2), isConsonant(length - 1) else {
            return false
        }
        return ![UInt8(ascii: "w"), UInt8(ascii: "x"), UInt8(ascii: "y")].contains(bytes[length - 1])
    }

    private func ends(_ suffix: StaticString) -> Bool {
        let count = suffix.utf8CodeUnitCount
        guard bytes.count > count else { return false }
        return (0..<count).allSatisfy { bytes[bytes.count - count + $0] == suffix.utf8Start[$0] }
    }

    private mutating func replace(_ suffix: StaticString, with other: StaticString) {
        bytes.removeLast(suffix.utf8CodeUnitCount)
        for index in 0..<other.utf8CodeUnitCount { bytes.append(other.utf8Start[index]) }
    }

    private mutating func removePlural() {
        if ends("sses") || ends("ies") {
            bytes.removeLast(2)
        } else if ends("s"), !ends("ss") {
            bytes.removeLast()
        }
    }

    private mutating func removePast() {
        if ends("eed") {
            if measure(bytes.count - 3) > 0 { bytes.removeLast() }
            return
        }
        if ends("ed"), hasVowel(bytes.count - 2) {
            bytes.removeLast(2)
        } else if ends("ing"), hasVowel(bytes.count - 3) {
            bytes.removeLast(3)
        } else {
            return
        }
        if ends("at") || ends("bl") || ends("iz") {
            bytes.append(UInt8(ascii: "e"))
        } else if endsInDouble(),
            ![UInt8(ascii: "l"), UInt8(ascii: "s"), UInt8(ascii: "z")].contains(bytes[bytes.count - 1])
        {
            bytes.removeLast()
        } else if measure(bytes.count) == 1, endsShort(bytes.count) {
            bytes.append(UInt8(ascii: "e"))
        }
    }

    private mutating func turnFinalY() {
        if ends("y"), hasVowel(bytes.count - 1) { bytes[bytes.count - 1] = UInt8(ascii: "i") }
    }

    private mutating func replaceFirst(of rules: [(StaticString, StaticString)], measureMin: Int) {
        guard let rule = rules.first(where: { ends($0.0) }) else { return }
        if measure(bytes.count - rule.0.utf8CodeUnitCount) >= measureMin { replace(rule.0, with: rule.1) }
    }

    private mutating func removeLongSuffix() {
        guard let suffix = Self.longSuffixes.first(where: { ends($0) }) else { return }
        let rest = bytes.count - suffix.utf8CodeUnitCount
        guard measure(rest) > 1 else { return }
        if suffix.utf8Start[0] == UInt8(ascii: "i"), ends("ion") {
            guard [UInt8(ascii: "s"), UInt8(ascii: "t")].contains(bytes[rest - 1]) else { return }
        }
        bytes.removeLast(suffix.utf8CodeUnitCount)
    }

    private mutating func removeFinalE() {
        if ends("e") {
            let measure = measure(bytes.count - 1)
            if measure > 1 || (measure == 1 && !endsShort(bytes.count - 1)) { bytes.removeLast() }
        }
        if bytes.last == UInt8(ascii: "l"), endsInDouble(), measure(bytes.count) > 1 { bytes.removeLast() }
    }

    private static let doubleSuffixes: [(StaticString, StaticString)] = [
        ("ational", "ate"), ("tional", "tion"), ("enci", "ence"), ("anci", "ance"), ("izer", "ize"), ("abli", "able"),
        ("alli", "al"), ("entli", "ent"), ("eli", "e"), ("ousli", "ous"), ("ization", "ize"), ("ation", "ate"),
        ("ator", "ate"), ("alism", "al"), ("iveness", "ive"), ("fulness", "ful"), ("ousness", "ous"), ("aliti", "al"),
        ("iviti", "ive"), ("biliti", "ble"),
    ]
    private static let adjectiveSuffixes: [(StaticString, StaticString)] = [
        ("icate", "ic"), ("ative", ""), ("alize", "al"), ("iciti", "ic"), ("ical", "ic"), ("ful", ""), ("ness", ""),
    ]
    private static let longSuffixes: [StaticString] = [
        "ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ism", "ate", "iti", "ous", "ive", "ize", "ion",
        "al", "er", "ic", "ou",
    ]
}
