/// Passages written as "[1] ...", "Passage 1: ...", "Source 2 - ...": each up to the next.
enum NumberedBlocks {
    /// - Returns: the text without the passages.
    static func take(_ text: String, _ passages: inout [Passage]) -> String {
        guard text.utf8.contains(where: Self.mayBeNumber) else { return text }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let starts = lines.indices.compactMap { index in start(lines[index]).map { (line: index, start: $0) } }
        guard let first = starts.first, isPlausible(starts.map(\.start.label)) else { return text }
        let end =
            lines[first.line...].lastIndex { QuestionFinder.isLabel($0) || $0.trimmed.hasPrefix("---") }
            .flatMap { $0 > (starts.last?.line ?? 0) ? $0 : nil } ?? lines.endIndex
        for (number, entry) in starts.enumerated() {
            let stop = number + 1 < starts.count ? starts[number + 1].line : end
            let body = [entry.start.rest] + lines[(entry.line + 1)..<stop]
            passages.append(passage(entry.start.label, body))
        }
        return (lines[..<first.line] + lines[end...]).joined(separator: "\n")
    }

    /// A digit, or part of what stands for a number in another script.
    private static func mayBeNumber(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte >= 0x80
    }

    /// One block alone must be longer than a citation or a list would be.
    private static func isPlausible(_ labels: [String]) -> Bool {
        labels.first == "1" || labels.first == "0" || labels.count > 1
    }

    private static func passage(_ label: String, _ lines: [Substring]) -> Passage {
        var lines = lines
        var title: String?
        if let first = lines.first?.trimmed, lines.count > 1, (1...120).contains(first.count),
            !first.hasSuffix("."), !lines[1].trimmed.isEmpty
        {
            title = String(first)
            lines.removeFirst()
        }
        return Passage(label: label, title: title, text: String(lines.joined(separator: "\n").trimmed))
    }

    private static let words: Set<String> = [
        "passage", "document", "source", "doc", "chunk", "excerpt", "context", "result",
    ]

    private static func start(_ line: Substring) -> (label: String, rest: Substring)? {
        var text = line.trimmed
        while text.first == "#" || text.first == "*" { text = text.dropFirst() }
        text = text.trimmed
        if text.first == "[" {
            let digits = text.dropFirst().prefix { $0.isNumber }
            let after = text[digits.endIndex...]
            guard (1...3).contains(digits.count), after.first == "]" else { return nil }
            return (String(digits), separator(after.dropFirst()))
        }
        let word = text.prefix { $0.isLetter }
        guard words.contains(word.lowercased()) else { return nil }
        let after = text[word.endIndex...].drop { $0 == " " || $0 == "#" || $0 == "[" }
        let digits = after.prefix { $0.isNumber }
        guard (1...3).contains(digits.count) else { return nil }
        let rest = after[digits.endIndex...].drop { $0 == "]" || $0 == "*" }
        guard rest.isEmpty || ":-(.".contains(rest.first ?? " ") || rest.first == " " else { return nil }
        return (String(digits), separator(rest))
    }

    private static func separator(_ text: Substring) -> Substring {
        text.drop { ":-–. ".contains($0) }
    }
}
