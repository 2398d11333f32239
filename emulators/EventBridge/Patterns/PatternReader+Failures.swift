/// What is wrong, and where.
extension PatternReader {
    static let validTokens = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')"
    /// Longer texts are cut in messages.
    private static let shownMax = 500

    func failure(_ reason: String) -> PatternError {
        PatternError(reason, at: place(at: position))
    }

    /// Of the character that stands here.
    func unexpected(_ expected: String) -> PatternError {
        guard position < bytes.count else { return failure("Unexpected end-of-input: \(expected)") }
        let character = scalar(at: position)
        let code = character.unicodeScalars.first?.value ?? 0
        return failure("Unexpected character ('\(character)' (code \(code))): \(expected)")
    }

    mutating func unknownToken(from start: Int) -> PatternError {
        var end = start
        while end < bytes.count, bytes[end].isIdentifierPart { end += 1 }
        position = end
        let token = String(decoding: bytes[start..<end], as: UTF8.self)
        return failure("Unrecognized token '\(token)': was expecting \(Self.validTokens)")
    }

    func openAtEnd(_ container: Container) -> PatternError {
        failure(
            "Unexpected end-of-input: expected close marker for \(container.isObject ? "Object" : "Array") "
                + "(start marker at \(place(at: container.start)))")
    }

    /// `[Source: (String)"{...}"; line: 1, column: 11]`
    /// - Parameter offset: bytes before the place.
    func place(at offset: Int) -> String {
        let before = bytes[..<min(offset, bytes.count)]
        let line = before.count { $0 == UInt8(ascii: "\n") } + 1
        let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        let column = String(decoding: before[lineStart...], as: UTF8.self).utf16.count + 1
        return "[Source: (String)\(shownSource); line: \(line), column: \(column)]"
    }

    private var shownSource: String {
        let count = source.utf16.count
        guard count > Self.shownMax else { return "\"\(source)\"" }
        return "\"\(source.prefix(Self.shownMax))\"[truncated \(count - Self.shownMax) chars]"
    }

    func scalar(at offset: Int) -> String {
        let rest = bytes[offset...].prefix(4)
        return String(decoding: rest, as: UTF8.self).unicodeScalars.first.map { String(Character($0)) } ?? ""
    }
}
