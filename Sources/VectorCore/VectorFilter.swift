/// Which rows a search may return.
public indirect enum VectorFilter: Sendable {
    /// Rows whose ids are in the bitmap: for ids that are small numbers.
    case ids(VectorBitmap)
    /// Rows whose documents are in the bitmap.
    case documents(VectorBitmap)
    /// Rows whose id passes. Asked once a row and search; prepare the filter to use it often.
    case predicate(@Sendable (UInt64) -> Bool)
    /// A filter that was asked of every row already.
    case prepared(PreparedFilter)

    func allows(_ id: UInt64, _ document: @autoclosure () -> UInt64) -> Bool {
        switch self {
        case .ids(let ids): ids.contains(id)
        case .documents(let documents): documents.contains(document())
        case .predicate(let passes): passes(id)
        case .prepared(let prepared): prepared.origin.allows(id, document())
        }
    }

    /// A bit for each row of the part that passes, deleted or not; what the last word has beyond them says nothing.
    /// - Parameter words: takes a word for every 64 rows begun.
    func fill(_ words: UnsafeMutablePointer<UInt64>, for part: Part) {
        let count = RowShape.blocks(part.count)
        if case .ids(let ids) = self, let start = part.contiguousFrom {
            return ids.copy(from: start, to: words, count: count)
        }
        var begin = 0
        if case .prepared(let prepared) = self, let known = prepared.answers(for: part.rows) {
            // Rows that came later are asked now; a word that was not full is asked again.
            begin = known.count == part.count ? count : min(known.count, part.count) / 64
            words.update(from: known.words, count: begin)
        }
        for word in begin..<count { words[word] = bits(of: word, in: part) }
    }

    private func bits(of word: Int, in part: Part) -> UInt64 {
        var bits: UInt64 = 0
        for row in word * 64..<min(word * 64 + 64, part.count)
        where allows(part.rows.ids[row], part.rows.document(row)) {
            bits |= 1 << UInt64(row % 64)
        }
        return bits
    }
}
