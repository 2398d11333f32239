/// A text with `*` for any run of characters: `*.png`, `dir/*/file`. `\*` is a star and `\\` a backslash.
struct Glob: Hashable, Sendable {
    /// The runs between stars.
    let parts: [[UInt8]]

    /// - Parameter text: as the pattern has it, without quotes.
    init(_ text: String) throws(PatternError) {
        var parts: [[UInt8]] = [[]]
        let bytes = Array(text.utf8)
        var index = 0
        while index < bytes.count {
            let (byte, next) = (bytes[index], index + 1 < bytes.count ? bytes[index + 1] : nil)
            // Positions count the quote that AWS puts before the text.
            if byte == UInt8(ascii: "*") {
                guard next != byte else { throw PatternError("Consecutive wildcard characters at pos \(index + 1)") }
                parts.append([])
            } else if byte == UInt8(ascii: "\\") {
                guard let next, next == UInt8(ascii: "*") || next == byte else {
                    throw PatternError("Invalid escape character at pos \(index + 1)")
                }
                parts[parts.count - 1].append(next)
                index += 1
            } else {
                parts[parts.count - 1].append(byte)
            }
            index += 1
        }
        self.parts = parts
    }

    /// - Complexity: O(n·m) at worst; each run is looked for once, from where the one before it ended.
    func matches(_ text: [UInt8]) -> Bool {
        guard let first = parts.first, let last = parts.last else { return false }
        if parts.count == 1 { return text == first }
        guard text.count >= first.count + last.count, text.starts(with: first),
            text.suffix(last.count).elementsEqual(last)
        else { return false }
        var start = first.count
        let end = text.count - last.count
        for part in parts[1..<parts.count - 1] {
            guard let found = Self.find(part, in: text, from: start, to: end) else { return false }
            start = found + part.count
        }
        return start <= end
    }

    private static func find(_ part: [UInt8], in text: [UInt8], from start: Int, to end: Int) -> Int? {
        guard end - start >= part.count else { return nil }
        for index in start...(end - part.count) where text[index..<index + part.count].elementsEqual(part) {
            return index
        }
        return nil
    }
}
