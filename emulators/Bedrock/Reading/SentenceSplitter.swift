/// Cuts a paragraph into sentences.
package enum SentenceSplitter {
    /// - Complexity: O(n).
    package static func sentences(in text: String) -> [String] {
        var sentences: [String] = []
        var start = text.startIndex
        var index = text.startIndex
        while let mark = text.utf8[index...].firstIndex(where: mayEnd) {
            index = mark
            let next = text.index(after: index)
            if isEnd(text[index]), endsSentence(text, from: start, at: index, next: next) {
                let end = closing(text, next)
                add(text[start..<end], to: &sentences)
                (start, index) = (end, end)
            } else {
                index = next
            }
        }
        add(text[start...], to: &sentences)
        return sentences
    }

    private static func add(_ text: Substring, to sentences: inout [String]) {
        let text = text.trimmed
        if !text.isEmpty { sentences.append(String(text)) }
    }

    /// Whether a character that ends sentences may begin with this byte: most do not, and are passed over unread.
    private static func mayEnd(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ".") || byte == UInt8(ascii: "!") || byte == UInt8(ascii: "?") || byte == 0xE3
            || byte == 0xEF
    }

    private static func isEnd(_ character: Character) -> Bool {
        switch character {
        case ".", "!", "?", "。", "！", "？": true
        default: false
        }
    }

    /// Quotes and brackets that close after the full stop belong to the sentence.
    private static func closing(_ text: String, _ index: String.Index) -> String.Index {
        var index = index
        while index < text.endIndex, "\"')]”’".contains(text[index]) { index = text.index(after: index) }
        return index
    }

    private static func endsSentence(
        _ text: String, from start: String.Index, at index: String.Index, next: String.Index
    ) -> Bool {
        if "。！？".contains(text[index]) { return true }
        let after = closing(text, next)
        guard after < text.endIndex else { return true }
        guard text[after].isWhitespace else { return false }
        guard let follower = text[after...].first(where: { !$0.isWhitespace }) else { return true }
        if follower.isLowercase { return false }
        return text[index] != "." || !isAbbreviation(text[start..<index])
    }

    private static func isAbbreviation(_ before: Substring) -> Bool {
        let word = before.lastWord
        if word.count == 1, word.first?.isUppercase == true { return true }
        return abbreviations.contains(word.lowercased())
    }

    private static let abbreviations: Set<String> = [
        "e.g", "i.e", "etc", "vs", "dr", "mr", "mrs", "ms", "no", "st", "inc", "ltd", "co", "u.s", "a.m", "p.m",
        "approx",
        "dept", "est", "fig", "eq", "sec", "art",
    ]
}

extension Substring {
    /// What stands behind the last white space or opening bracket.
    fileprivate var lastWord: Substring {
        guard let before = lastIndex(where: { $0.isWhitespace || $0 == "(" }) else { return self }
        return self[index(after: before)...]
    }
}
