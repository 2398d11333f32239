/// The rows of one store that a reader sees.
struct Part: Sendable {
    let rows: Rows
    /// Rows that are there, deleted ones among them.
    var count: Int
    /// The number of the first row among all rows of the snapshot: a multiple of 64.
    var first: Int
    /// A bit for each deleted row; nil when there is none.
    var deleted: [UInt64]?
    var deletedCount = 0
    /// Whether nothing will be appended, so that the last block is in its place.
    let isSealed: Bool
    /// The first id, when ids follow on each other without a gap.
    var contiguousFrom: UInt64?

    var liveCount: Int { count - deletedCount }
    /// Rows whose blocks can be scanned.
    var scannable: Int { isSealed ? count : count / RowShape.blockRows * RowShape.blockRows }

    func isDeleted(_ row: Int) -> Bool {
        // Rows that came after the last delete have no bit yet.
        guard let deleted, row / 64 < deleted.count else { return false }
        return deleted[row / 64] >> UInt64(row % 64) & 1 == 1
    }

    /// - Returns: whether the row was there until now.
    mutating func delete(_ row: Int) -> Bool {
        guard !isDeleted(row) else { return false }
        var bits = deleted ?? []
        let words = RowShape.blocks(count)
        if bits.count < words { bits.append(contentsOf: repeatElement(0, count: words - bits.count)) }
        bits[row / 64] |= 1 << UInt64(row % 64)
        deleted = bits
        deletedCount += 1
        return true
    }

    /// The rows 64 w ... 64 w + 63 that are there and not deleted.
    func liveWord(_ word: Int) -> UInt64 {
        let rest = count - word * 64
        let there: UInt64 = rest >= 64 ? .max : (1 << UInt64(max(rest, 0))) - 1
        guard let deleted, word < deleted.count else { return there }
        return there & ~deleted[word]
    }
}

/// All rows as they are at one moment. Never changes: a reader holds on to it and is not disturbed by writes.
final class Snapshot: Sendable {
    let parts: [Part]
    let liveCount: Int
    let hasDocuments: Bool

    init(_ parts: [Part]) {
        self.parts = parts
        liveCount = parts.reduce(0) { $0 + $1.liveCount }
        hasDocuments = parts.contains { $0.rows.hasDocuments }
    }

    /// Which part the row of this number is in.
    /// - Complexity: O(log of the number of parts).
    func part(of number: UInt32) -> Int {
        var (low, high) = (0, parts.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if parts[middle].first <= Int(number) { low = middle } else { high = middle }
        }
        return low
    }
}
