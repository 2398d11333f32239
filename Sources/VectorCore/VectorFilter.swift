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

    /// A bit for each row of the part that passes, deleted or not.
    /// - Parameter words: takes a word for every 64 rows begun.
    func fill(_ words: UnsafeMutablePointer<UInt64>, for part: Part) {
        let count = RowShape.blocks(part.count)
        if case .ids(let ids) = self, let start = part.contiguousFrom {
            for word in 0..<count { words[word] = ids.word(from: start + UInt64(word) * 64) }
            return
        }
        var begin = 0
        if case .prepared(let prepared) = self, let known = prepared.words[ObjectIdentifier(part.rows)] {
            // Rows that came later are asked now; a word that was not full is asked again.
            begin = min(prepared.counts[ObjectIdentifier(part.rows)] ?? 0, part.count) / 64
            if prepared.counts[ObjectIdentifier(part.rows)] == part.count { begin = count }
            for word in 0..<begin { words[word] = known[word] }
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

/// The answers of a filter for all rows of an index at one moment. Good for later searches too: only rows that came
/// since are asked then.
public struct PreparedFilter: Sendable {
    let origin: VectorFilter
    let words: [ObjectIdentifier: [UInt64]]
    let counts: [ObjectIdentifier: Int]
    /// Keeps the stores alive, so that no other takes the identity of one.
    private let stores: [Rows]

    init(_ filter: VectorFilter, _ snapshot: Snapshot) {
        if case .prepared(let prepared) = filter { origin = prepared.origin } else { origin = filter }
        var words: [ObjectIdentifier: [UInt64]] = [:]
        var counts: [ObjectIdentifier: Int] = [:]
        for part in snapshot.parts {
            let count = RowShape.blocks(part.count)
            words[ObjectIdentifier(part.rows)] = Array(unsafeUninitializedCapacity: count) { buffer, filled in
                guard let base = buffer.baseAddress else { return }
                filter.fill(base, for: part)
                filled = count
            }
            counts[ObjectIdentifier(part.rows)] = part.count
        }
        self.words = words
        self.counts = counts
        stores = snapshot.parts.map(\.rows)
    }
}
