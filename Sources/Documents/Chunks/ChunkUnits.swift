/// Cuts blocks into the units that chunks are filled with.
enum ChunkUnits {
    static func units(of block: ExtractedDocument.Block, charactersMax: Int) -> [ChunkUnit] {
        switch block.content {
        case .heading(_, let text): return [ChunkUnit(text.collapsed, .paragraph, block.place)]
        case .paragraph(let text): return sentences(text, .paragraph, block.place, charactersMax)
        case .listItem(let depth, let marker, let text):
            let indent = String(repeating: "  ", count: min(depth, 8))
            return sentences("\(indent)\(marker) ", text, block.place, charactersMax)
        case .tableRow(let row):
            return pieces(of: self.row(row.cells), charactersMax * 2).map { piece in
                var unit = ChunkUnit(piece, .line, block.place)
                unit.table = row.table
                return unit
            }
        case .code(let language, let text):
            return code(text, language, charactersMax).map { ChunkUnit($0, .paragraph, block.place) }
        }
    }

    /// `A | B | C`; with bars at both ends where the first or the last cell is empty and would be lost without.
    static func row(_ cells: [String]) -> String {
        let text = cells.lazy.map { $0.utf8.contains(0x0A) ? $0.collapsed : $0 }.joined(separator: " | ")
        let row = text.utf8.contains(0x09) ? text.collapsed : text
        return cells.first == "" || cells.last == "" ? "| \(row.trimmed) |" : row
    }

    /// Code between fences, cut between lines where it is long: each piece has fences of its own.
    private static func code(_ text: String, _ language: String?, _ charactersMax: Int) -> [String] {
        var parts: [String] = []
        var count = 0
        for line in text.lines.flatMap({ pieces(of: String($0), charactersMax * 2, keepsIndent: true) }) {
            let lineCount = line.characterCount + 1
            if parts.isEmpty || count + lineCount > charactersMax {
                parts.append(line)
                count = lineCount
            } else {
                parts[parts.count - 1] += "\n" + line
                count += lineCount
            }
        }
        let run = text.split { $0 != "`" }.map(\.count).max() ?? 0
        let fence = String(repeating: "`", count: max(3, run + 1))
        let name = language.flatMap { $0.contains("`") ? nil : $0 } ?? ""
        return parts.map { "\(fence)\(name)\n\($0)\n\(fence)" }
    }

    private static func sentences(
        _ text: String, _ join: ChunkUnit.Join, _ place: ExtractedDocument.Place, _ charactersMax: Int
    ) -> [ChunkUnit] {
        var units: [ChunkUnit] = []
        for line in Reflow.lines(text) {
            for sentence in SentenceSplitter.sentences(of: line) {
                for piece in pieces(of: sentence, charactersMax * 2) {
                    var unit = ChunkUnit(piece, units.isEmpty ? join : .sentence, place)
                    unit.mayOverlap = true
                    units.append(unit)
                }
            }
        }
        return units
    }

    private static func sentences(
        _ marker: String, _ text: String, _ place: ExtractedDocument.Place, _ charactersMax: Int
    ) -> [ChunkUnit] {
        let parts = sentences(text, .line, place, charactersMax)
        guard let first = parts.first else { return [] }
        return [ChunkUnit(marker + first.text, .line, place)] + parts.dropFirst()
    }

    /// Cut between words where it is longer than `charactersMax`: at spaces, or where a script has none, anywhere.
    static func pieces(of text: String, _ charactersMax: Int, keepsIndent: Bool = false) -> [String] {
        guard text.utf8.count > charactersMax, text.characterCount > charactersMax else {
            return text.isEmpty && !keepsIndent ? [] : [text]
        }
        var pieces: [String] = []
        var piece = ""
        var count = 0
        for word in words(of: text) {
            let wordCount = word.characterCount
            if count + wordCount > charactersMax, count > 0 {
                pieces.append(piece.trimmed)
                (piece, count) = ("", 0)
            }
            piece += word
            count += wordCount
        }
        pieces.append(piece.trimmed)
        return pieces.filter { !$0.isEmpty }
    }

    /// Words with the space behind them; ideographs one by one.
    private static func words(of text: String) -> [String] {
        var words: [String] = []
        var word = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let isIdeograph = scalar.isIdeographic
            if isIdeograph, !word.isEmpty {
                words.append(String(word))
                word = String.UnicodeScalarView()
            }
            word.append(scalar)
            if scalar.properties.isWhitespace || isIdeograph {
                words.append(String(word))
                word = String.UnicodeScalarView()
            }
        }
        if !word.isEmpty { words.append(String(word)) }
        return words
    }
}
