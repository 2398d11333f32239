/// Numbers the passages that an answer cites anew, from 1 in the order in which it cites them: a reader should not wonder
/// where the first five of its sources are. What the answer cites and nobody found is left out.
struct CitationNumbers {
    private let passages: [Passage]
    /// Under their new numbers.
    private(set) var cited: [Passage] = []
    private var numbers: [Int: Int] = [:]
    /// The end of the text so far that may be half a citation.
    private var held = ""

    init(_ passages: [Passage]) {
        self.passages = passages
    }

    /// Text to show, and the passages that it is the first to cite.
    typealias Piece = (text: String, cited: ArraySlice<Passage>)

    /// The next piece of a text that comes in pieces; a citation that is not complete waits for the rest.
    /// - Complexity: O(length of `piece`).
    mutating func take(_ piece: String) -> Piece {
        let text = held + piece
        let start = Self.open(text) ?? text.endIndex
        held = String(text[start...])
        return self.piece(String(text[..<start]))
    }

    /// What was still waiting.
    mutating func finish() -> Piece {
        defer { held = "" }
        return piece(held.allSatisfy { $0 == " " } ? "" : held)
    }

    private mutating func piece(_ text: String) -> Piece {
        let known = cited.count
        return (renumbered(text), cited.dropFirst(known))
    }

    mutating func renumbered(_ text: String) -> String {
        for number in Citations.numbers(in: text) where numbers[number] == nil {
            guard var passage = passages.first(where: { $0.number == number }) else { continue }
            passage.number = cited.count + 1
            numbers[number] = passage.number
            cited.append(passage)
        }
        return Citations.renumbered(text) { numbers[$0] }
    }

    /// Where an opening bracket, or the space before one, is near the end and nothing has closed it.
    private static func open(_ text: String) -> String.Index? {
        let end = text.suffix(charactersMax)
        if let bracket = end.lastIndex(of: "["), !end[bracket...].contains("]") {
            let isPlain = end[bracket...].dropFirst().allSatisfy { $0.isNumber || $0 == "," || $0 == " " }
            return isPlain ? spaces(before: bracket, in: text) : nil
        }
        let trailing = spaces(before: text.endIndex, in: text)
        return trailing < text.endIndex ? trailing : nil
    }

    /// A citation that is left out takes the space before it along.
    private static func spaces(before index: String.Index, in text: String) -> String.Index {
        var start = index
        while start > text.startIndex, text[text.index(before: start)] == " " { start = text.index(before: start) }
        return start
    }

    /// No citation is longer.
    private static let charactersMax = 32
}
