internal import CVectorKernels

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

    func id(_ row: Int) -> UInt64 { contiguousFrom.map { $0 &+ UInt64(row) } ?? rows.ids[row] }
    func document(_ row: Int) -> UInt64 { rows.documents?[row] ?? id(row) }

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

    /// Takes rows that are not there or deleted out of a set, which has a bit for each row.
    /// - Returns: how many are left.
    func keepLive(_ set: UnsafeMutablePointer<UInt64>, _ kernels: Kernels) -> Int {
        let words = RowShape.blocks(count)
        if count % 64 != 0 { set[words - 1] &= (1 << UInt64(count % 64)) - 1 }
        // Rows that came after the last delete have no bit yet.
        let known = min(deleted?.count ?? 0, words)
        let left = deleted.map { kernels.pointee.remove(set, $0, known) } ?? 0
        return left + kernels.pointee.remove(set + known, nil, words - known)
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
