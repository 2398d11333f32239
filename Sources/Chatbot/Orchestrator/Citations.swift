/// Numbers in square brackets, by which an answer says which passages it rests on: `[1]`, `[2, 3]`.
enum Citations {
    /// In the order in which they first stand in the text.
    static func numbers(in text: String) -> [Int] {
        var numbers: [Int] = []
        for group in groups(in: text) {
            for number in group.numbers where !numbers.contains(number) { numbers.append(number) }
        }
        return numbers
    }

    /// The text with other numbers in its citations; without those for which `number` has none.
    static func renumbered(_ text: String, _ number: (Int) -> Int?) -> String {
        var result = ""
        var end = text.startIndex
        for group in groups(in: text) {
            let kept = group.numbers.compactMap(number)
            guard kept != group.numbers else { continue }
            var before = text[end..<group.range.lowerBound]
            if kept.isEmpty { while before.last == " " { before.removeLast() } }
            result += before + (kept.isEmpty ? "" : "[\(kept.map(String.init).joined(separator: ", "))]")
            end = group.range.upperBound
        }
        return result + text[end...]
    }

    /// The text without any citation.
    static func removed(from text: String) -> String { renumbered(text) { _ in nil } }

    private struct Group {
        var range: Range<String.Index>
        var numbers: [Int]
    }

    /// No passage has a number of more digits.
    private static let digitsMax = 3

    private static func groups(in text: String) -> [Group] {
        var groups: [Group] = []
        var rest = text[...]
        while let open = rest.firstIndex(of: "[") {
            let inside = rest[rest.index(after: open)...]
            guard let close = inside.firstIndex(where: { $0 == "]" || $0 == "[" }) else { break }
            let parts = inside[..<close].split(separator: ",", omittingEmptySubsequences: false)
            let numbers = parts.compactMap { part in number(TextForms.trimmed(part)) }
            if text[close] == "]", numbers.count == parts.count {
                groups.append(Group(range: open..<text.index(after: close), numbers: numbers))
                rest = text[text.index(after: close)...]
            } else {
                rest = text[close...]
                if text[close] == "]" { rest = rest.dropFirst() }
            }
        }
        return groups
    }

    private static func number(_ text: String) -> Int? {
        guard (1...digitsMax).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return Int(text)
    }
}
