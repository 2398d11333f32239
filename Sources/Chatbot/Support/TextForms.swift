/// Forms in which texts are compared.
enum TextForms {
    /// Letters and digits in lower case, by runs.
    static func words(_ text: String) -> [Substring] {
        text.lowercased().split { !($0.isLetter || $0.isNumber) }.map { $0 }
    }

    /// Two questions that differ in case, punctuation or spacing alone are one.
    static func normalized(_ text: String) -> String {
        words(text).joined(separator: " ")
    }

    /// White space of any kind as single spaces.
    static func collapsed(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// At most `charactersMax`, cut at a word where one ends nearby, with an ellipsis in place of the rest.
    static func shortened(_ text: String, to charactersMax: Int) -> String {
        guard text.count > charactersMax else { return text }
        let head = text.prefix(charactersMax - 1)
        let end = head.lastIndex(where: \.isWhitespace) ?? head.endIndex
        let isNear = head.distance(from: end, to: head.endIndex) <= charactersMax / 4
        return (isNear ? head[..<end] : head) + "…"
    }

    static func trimmed(_ text: some StringProtocol) -> String {
        let text = text.drop(while: \.isWhitespace)
        guard let last = text.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(text[...last])
    }
}
