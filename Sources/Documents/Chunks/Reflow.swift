/// Makes running text of printed lines: words that were cut at a line's end are put together again.
enum Reflow {
    /// Lines joined where a sentence goes on, one text for each that stands by itself.
    static func lines(_ text: String) -> [String] {
        guard text.utf8.contains(where: { $0 == 0x0A || $0 == 0x0D }) else {
            let line = text.collapsed
            return line.isEmpty ? [] : [line]
        }
        var result = ""
        for line in text.lines {
            let line = line.collapsed
            guard !line.isEmpty else { continue }
            if result.isEmpty {
                result = line
            } else if endsInCutWord(result), line.unicodeScalars.first?.properties.isLowercase ?? false {
                result.removeLast()
                result += line
            } else if result.endsInIdeograph && line.startsWithIdeograph || endsInJoiner(result) {
                result += line
            } else {
                result += " " + line
            }
        }
        return result.isEmpty ? [] : [result]
    }

    /// A sign that holds two words or numbers together: "2018–", "206-", "https://".
    private static func endsInJoiner(_ text: String) -> Bool {
        let end = text.unicodeScalars.suffix(2)
        guard end.count == 2, let sign = end.last, let before = end.first, !before.properties.isWhitespace else {
            return false
        }
        switch sign {
        case "\u{2013}": return before.properties.numericType != nil
        case "-": return before.properties.numericType != nil
        case "/": return before == "/" || before.properties.isAlphabetic && text.contains("://")
        default: return false
        }
    }

    /// A letter before a hyphen: "infor-".
    private static func endsInCutWord(_ text: String) -> Bool {
        let end = text.unicodeScalars.suffix(2)
        guard end.count == 2, let hyphen = end.last, let letter = end.first else { return false }
        return (hyphen == "-" || hyphen == "\u{2010}") && letter.properties.isAlphabetic
            && letter.properties.isLowercase
    }
}

extension Unicode.Scalar {
    /// Of a script that is written without spaces: Chinese, Japanese, their punctuation and wide forms.
    var isIdeographic: Bool {
        switch value {
        case 0x2E80...0x303F, 0x3040...0x30FF, 0x31F0...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF,
            0xFF00...0xFFEF, 0x20000...0x3FFFF:
            true
        default: false
        }
    }
}

extension String {
    var endsInIdeograph: Bool { unicodeScalars.last?.isIdeographic ?? false }
    var startsWithIdeograph: Bool { unicodeScalars.first?.isIdeographic ?? false }
}
