/// The answers of a filter for all rows of an index at one moment. Good for later searches too: only rows that came
/// since are asked then.
public struct PreparedFilter: Sendable {
    let origin: VectorFilter
    private let answers: [ObjectIdentifier: FilterAnswers]

    init(_ filter: VectorFilter, _ snapshot: Snapshot) {
        if case .prepared(let prepared) = filter { origin = prepared.origin } else { origin = filter }
        answers = Dictionary(
            uniqueKeysWithValues: snapshot.parts.map { (ObjectIdentifier($0.rows), FilterAnswers(filter, $0)) })
    }

    func answers(for rows: Rows) -> FilterAnswers? { answers[ObjectIdentifier(rows)] }
}

/// Which rows of one store pass a filter.
///
/// Unchecked: never changes.
final class FilterAnswers: @unchecked Sendable {
    /// Kept alive, so that no other store takes its identity.
    private let rows: Rows
    /// Rows that were asked.
    let count: Int
    /// A bit for each.
    let words: UnsafeMutablePointer<UInt64>
    /// How many pass.
    let members: Int
    /// Their numbers, in order, if they are few.
    let numbers: UnsafeMutablePointer<UInt32>?

    /// One row in so many is few: a list is no longer than twice the bits then.
    private static let fewShare = 16

    init(_ filter: VectorFilter, _ part: Part) {
        (rows, count) = (part.rows, part.count)
        let blocks = RowShape.blocks(part.count)
        words = .allocate(capacity: blocks)
        filter.fill(words, for: part)
        if count % 64 != 0 { words[blocks - 1] &= (1 << UInt64(count % 64)) - 1 }
        members = (0..<blocks).reduce(0) { [words] in $0 + words[$1].nonzeroBitCount }
        guard members * Self.fewShare <= count else {
            numbers = nil
            return
        }
        let list = UnsafeMutablePointer<UInt32>.allocate(capacity: members)
        var found = 0
        for row in 0..<count where words[row / 64] >> UInt64(row % 64) & 1 == 1 {
            list[found] = UInt32(row)
            found += 1
        }
        numbers = list
    }

    deinit {
        words.deallocate()
        numbers?.deallocate()
    }
}
