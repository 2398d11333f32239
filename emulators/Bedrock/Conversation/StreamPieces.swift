/// Cuts texts into the pieces in which a model sends them.
enum StreamPieces {
    /// A word or a few, each with the blank before it. Joined they are the text again.
    static func text(_ text: String) -> [String] {
        let sizes = [1, 2, 3, 2, 4]
        var pieces: [String] = []
        var piece = ""
        var words = 0
        for word in wordsWithBlanks(text) {
            piece += word
            words += 1
            if words == sizes[pieces.count % sizes.count] {
                pieces.append(piece)
                (piece, words) = ("", 0)
            }
        }
        if !piece.isEmpty { pieces.append(piece) }
        return pieces
    }

    /// JSON by about ten characters.
    static func json(_ text: String) -> [String] {
        var pieces: [String] = []
        var rest = text[...]
        while !rest.isEmpty {
            let piece = rest.prefix(pieceLength)
            pieces.append(String(piece))
            rest = rest[piece.endIndex...]
        }
        return pieces
    }

    private static let pieceLength = 10

    private static func wordsWithBlanks(_ text: String) -> [Substring] {
        var words: [Substring] = []
        var start = text.startIndex
        var wasBlank = false
        var index = text.startIndex
        while index < text.endIndex {
            let isBlank = text[index].isWhitespace
            if isBlank, !wasBlank, index > start {
                words.append(text[start..<index])
                start = index
            }
            wasBlank = isBlank
            index = text.index(after: index)
        }
        if start < text.endIndex { words.append(text[start...]) }
        return words
    }
}
