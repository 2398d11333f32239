/// A text to be compared without regard to case, character by character: each matches its lower or its upper form.
///
/// The forms are Unicode's and may differ in length: `ß` matches `SS`, but `SS` does not match `ß`.
struct CaselessText: Hashable, Sendable {
    private struct Element: Hashable, Sendable {
        let lower: [UInt8]
        let upper: [UInt8]
    }

    private let elements: [Element]

    init(_ text: String) {
        elements = text.unicodeScalars.map { scalar in
            let character = String(Character(scalar))
            return Element(lower: Array(character.lowercased().utf8), upper: Array(character.uppercased().utf8))
        }
    }

    func equals(_ text: some Collection<UInt8>) -> Bool { rest(of: text)?.isEmpty ?? false }

    func isPrefix(of text: some Collection<UInt8>) -> Bool { rest(of: text) != nil }

    func isSuffix(of text: some BidirectionalCollection<UInt8>) -> Bool {
        var rest = text[...]
        for element in elements.reversed() {
            if Self.ends(rest, with: element.lower) {
                rest = rest.dropLast(element.lower.count)
            } else if Self.ends(rest, with: element.upper) {
                rest = rest.dropLast(element.upper.count)
            } else {
                return false
            }
        }
        return true
    }

    private func rest<Text: Collection<UInt8>>(of text: Text) -> Text.SubSequence? {
        var rest = text[...]
        for element in elements {
            if rest.starts(with: element.lower) {
                rest = rest.dropFirst(element.lower.count)
            } else if rest.starts(with: element.upper) {
                rest = rest.dropFirst(element.upper.count)
            } else {
                return nil
            }
        }
        return rest
    }

    private static func ends(_ text: some BidirectionalCollection<UInt8>, with suffix: [UInt8]) -> Bool {
        text.suffix(suffix.count).elementsEqual(suffix)
    }
}
