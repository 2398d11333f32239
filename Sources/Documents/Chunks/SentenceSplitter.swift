/// Finds where sentences end, in any language that ends them with a sign.
package enum SentenceSplitter {
    /// Abbreviations that a point belongs to, in small letters and without it.
    private static let abbreviations: Set<String> = [
        "mr", "mrs", "ms", "dr", "prof", "sr", "jr", "st", "vs", "etc", "e.g", "i.e", "cf", "al", "fig", "figs", "eq",
        "sec", "ch", "no", "nos", "vol", "pp", "p", "ed", "eds", "inc", "ltd", "co", "corp", "dept", "est", "approx",
        "ca", "bzw", "z.b", "d.h", "u.a", "usw", "ggf", "nr", "abs", "art", "bsp", "evtl", "inkl", "mio", "mrd", "tel",
        "str", "vgl", "u.s", "u.k", "a.m", "p.m", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct",
        "nov", "dec", "gen", "col", "sgt", "lt", "rev", "hon", "gov", "sen", "rep", "mt", "ft", "env", "av", "m", "mme",
    ]

    /// The sentences of one line of text, without white space around them; together they are all of it.
    package static func sentences(of text: String) -> [String] {
        let scalars = Array(text.unicodeScalars)
        var sentences: [String] = []
        var start = 0
        var index = 0
        while index < scalars.count {
            let end = endOfSentence(scalars, at: index, from: start)
            index += 1
            if let end {
                append(scalars[start..<end], to: &sentences)
                (start, index) = (end, end)
            }
        }
        append(scalars[start...], to: &sentences)
        return sentences
    }

    private static func append(_ scalars: ArraySlice<Unicode.Scalar>, to sentences: inout [String]) {
        let sentence = String(String.UnicodeScalarView(scalars)).trimmed
        if !sentence.isEmpty { sentences.append(sentence) }
    }

    /// The index behind the sentence when it ends with the sign at `index`, closing quotes and brackets included.
    private static func endOfSentence(_ scalars: [Unicode.Scalar], at index: Int, from start: Int) -> Int? {
        let sign = scalars[index]
        let isWide = ["。", "！", "？", "｡", "．"].contains(sign)
        guard isWide || [".", "!", "?", "…", "؟", "۔", "।", "॥", "።", "။"].contains(sign) else { return nil }
        var end = index + 1
        while end < scalars.count, isClosing(scalars[end]) || scalars[end] == sign { end += 1 }
        // Ideographs stand close; other scripts leave a space.
        if isWide { return end }
        guard end < scalars.count else { return nil }
        guard scalars[end].properties.isWhitespace else { return nil }
        var next = end
        while next < scalars.count, scalars[next].properties.isWhitespace { next += 1 }
        guard next < scalars.count, !scalars[next].properties.isLowercase else { return nil }
        if sign == ".", isAbbreviation(scalars, endingAt: index, from: start) { return nil }
        return end
    }

    private static func isClosing(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .closePunctuation, .finalPunctuation: true
        default: scalar == "\"" || scalar == "'" || scalar == "*" || scalar == "`"
        }
    }

    /// "Dr.", "J.", and the numbers of ordinals and lists: "3. März".
    private static func isAbbreviation(_ scalars: [Unicode.Scalar], endingAt point: Int, from start: Int) -> Bool {
        var first = point
        while first > start, !scalars[first - 1].properties.isWhitespace, point - first < 12 { first -= 1 }
        let word = scalars[first..<point].drop { !$0.properties.isAlphabetic && $0.properties.numericType == nil }
        guard let letter = word.first else { return false }
        if word.count == 1, letter.properties.isUppercase { return true }
        if word.count <= 2, word.allSatisfy({ $0.properties.numericType != nil }) { return true }
        return abbreviations.contains(String(String.UnicodeScalarView(word)).lowercased())
    }
}
