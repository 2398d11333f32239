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
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        var isBehindSpace = false
        for scalar in text.unicodeScalars {
            guard !isSpace(scalar) else {
                isBehindSpace = true
                continue
            }
            if isBehindSpace, !bytes.isEmpty { bytes.append(UInt8(ascii: " ")) }
            isBehindSpace = false
            if scalar.isASCII {
                bytes.append(UInt8(truncatingIfNeeded: scalar.value))
            } else {
                bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII ? scalar == " " || (0x09...0x0D).contains(scalar.value) : scalar.properties.isWhitespace
    }

    /// At most `charactersMax`, cut at a word where one ends nearby, with an ellipsis in place of the rest.
    static func shortened(_ text: String, to charactersMax: Int) -> String {
        guard text.utf8.count > charactersMax, text.count > charactersMax else { return text }
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
