/// M. F. Porter, "An algorithm for suffix stripping", 1980, with the two departures of the author's own program.
enum PorterStemmer {
    static func stem(_ word: String) -> String {
        let scalars = Array(word.unicodeScalars)
        guard scalars.count > 2 else { return word }
        var stemmer = Stemmer(scalars)
        stemmer.run()
        return String(String.UnicodeScalarView(stemmer.word))
    }
}

private struct Stemmer {
    var word: [Unicode.Scalar]
    /// Where the suffix that was found last begins.
    private var stemEnd = 0

    init(_ word: [Unicode.Scalar]) {
        self.word = word
    }

    mutating func run() {
        plurals()
        pastAndProgressive()
        finalY()
        doubleSuffixes()
        simpleSuffixes()
        bareSuffixes()
        finalE()
    }

    private func isConsonant(_ index: Int) -> Bool {
        switch word[index] {
        case "a", "e", "i", "o", "u": false
        case "y": index == 0 || !isConsonant(index - 1)
        default: true
        }
    }

    /// The number of vowel-consonant sequences before the suffix.
    private var measure: Int {
        var count = 0
        var wasVowel = false
        for index in 0..<stemEnd {
            let isConsonant = isConsonant(index)
            if isConsonant, wasVowel { count += 1 }
            wasVowel = !isConsonant
        }
        return count
    }

    private var stemHasVowel: Bool { (0..<stemEnd).contains { !isConsonant($0) } }

    private func endsInDoubleConsonant(_ end: Int) -> Bool {
        end >= 2 && word[end - 1] == word[end - 2] && isConsonant(end - 1)
    }

    /// Consonant, vowel, consonant, the last not w, x or y.
    private func endsInShortSyllable(_ end: Int) -> Bool {
        guard end >= 3, isConsonant(end - 1), !isConsonant(end - 2), isConsonant(end - 3) else { return false }
        return !["w", "x", "y"].contains(word[end - 1])
    }

    private mutating func ends(_ suffix: String) -> Bool {
        let scalars = suffix.unicodeScalars
        guard word.count >= scalars.count, word.suffix(scalars.count).elementsEqual(scalars) else { return false }
        stemEnd = word.count - scalars.count
        return true
    }

    private mutating func set(_ suffix: String) {
        word.removeSubrange(stemEnd...)
        word.append(contentsOf: suffix.unicodeScalars)
    }

    private mutating func plurals() {
        guard word.last == "s" else { return }
        if ends("sses") {
            word.removeLast(2)
        } else if ends("ies") {
            set("i")
        } else if word.count < 2 || word[word.count - 2] != "s" {
            word.removeLast()
        }
    }

    private mutating func pastAndProgressive() {
        if ends("eed") {
            if measure > 0 { word.removeLast() }
        } else if ends("ed") && stemHasVowel || ends("ing") && stemHasVowel {
            set("")
            if ends("at") {
                set("ate")
            } else if ends("bl") {
                set("ble")
            } else if ends("iz") {
                set("ize")
            } else if endsInDoubleConsonant(word.count) {
                if let last = word.last, !["l", "s", "z"].contains(last) { word.removeLast() }
            } else {
                stemEnd = word.count
                if measure == 1, endsInShortSyllable(word.count) { word.append("e") }
            }
        }
    }

    private mutating func finalY() {
        if ends("y"), stemHasVowel { set("i") }
    }

    private mutating func replaceFirst(_ rules: [(String, String)], measureMin: Int) {
        for (suffix, replacement) in rules where ends(suffix) {
            if measure >= measureMin { set(replacement) }
            return
        }
    }

    private mutating func doubleSuffixes() {
        replaceFirst(
            [
                ("ational", "ate"), ("tional", "tion"), ("enci", "ence"), ("anci", "ance"), ("izer", "ize"),
                ("bli", "ble"), ("alli", "al"), ("entli", "ent"), ("eli", "e"), ("ousli", "ous"), ("ization", "ize"),
                ("ation", "ate"), ("ator", "ate"), ("alism", "al"), ("iveness", "ive"), ("fulness", "ful"),
                ("ousness", "ous"), ("aliti", "al"), ("iviti", "ive"), ("biliti", "ble"), ("logi", "log"),
            ], measureMin: 1)
    }

    private mutating func simpleSuffixes() {
        replaceFirst(
            [
                ("icate", "ic"), ("ative", ""), ("alize", "al"), ("iciti", "ic"), ("ical", "ic"), ("ful", ""),
                ("ness", ""),
            ], measureMin: 1)
    }

    private mutating func bareSuffixes() {
        if ends("ion") {
            let isAfterST = stemEnd > 0 && (word[stemEnd - 1] == "s" || word[stemEnd - 1] == "t")
            if isAfterST, measure > 1 { set("") }
            return
        }
        let suffixes = [
            "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ou", "ism", "ate", "iti",
            "ous", "ive", "ize",
        ]
        replaceFirst(suffixes.map { ($0, "") }, measureMin: 2)
    }

    private mutating func finalE() {
        stemEnd = word.count
        if word.last == "e" {
            stemEnd = word.count - 1
            if measure > 1 || (measure == 1 && !endsInShortSyllable(word.count - 1)) { word.removeLast() }
        }
        stemEnd = word.count
        if word.last == "l", endsInDoubleConsonant(word.count), measure > 1 { word.removeLast() }
    }
}
