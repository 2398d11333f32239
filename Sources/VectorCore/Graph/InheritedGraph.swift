/// The graph of an older segment, seen from the rows of the new one that took its place.
///
/// Rows that were deleted leave their neighbours to those that had them as neighbours.
struct InheritedGraph {
    private let graph: Graph
    /// For each new row the old one, and the other way round; `none` where there is none.
    let oldRow: [UInt32]
    private let newRow: [UInt32]

    /// What calibration found out about it.
    var rungs: [Int] { graph.rungs }

    static let none = UInt32.max
    /// A graph that lost more of its rows is not worth it.
    static let keptShareMin = 0.3

    /// - Parameter parts: those that the new rows were made of; the largest graph among them counts.
    init?(_ parts: [Part], new: Part, degree: Int) {
        let candidates = parts.filter { $0.rows.graph != nil }
        guard let old = candidates.max(by: { $0.count < $1.count }), let graph = old.rows.graph,
            graph.layout.degree == degree, graph.layout.rows == old.count
        else { return nil }
        var oldRow = [UInt32](repeating: Self.none, count: new.count)
        var newRow = [UInt32](repeating: Self.none, count: old.count)
        var kept = 0
        for row in 0..<old.count where !old.isDeleted(row) {
            guard let now = new.rows.row(of: old.rows.ids[row], count: new.count) else { continue }
            oldRow[now] = UInt32(row)
            newRow[row] = UInt32(now)
            kept += 1
        }
        guard Double(kept) >= Double(old.count) * Self.keptShareMin else { return nil }
        (self.graph, self.oldRow, self.newRow) = (graph, oldRow, newRow)
    }

    /// New rows that may be neighbours of a new row that was there before: its neighbours, and in the place of those
    /// that are gone their neighbours. Each once.
    func candidates(of row: Int, atMost most: Int) -> [Int] {
        let old = Int(oldRow[row])
        var found: [Int] = []
        func add(_ other: UInt32) -> Bool {
            guard other < newRow.count, newRow[Int(other)] != Self.none else { return false }
            let now = Int(newRow[Int(other)])
            if now != row, found.count < most, !found.contains(now) { found.append(now) }
            return true
        }
        for neighbour in neighbours(old) where !add(neighbour) && neighbour < newRow.count {
            for next in neighbours(Int(neighbour)) { _ = add(next) }
        }
        return found
    }

    private func neighbours(_ row: Int) -> UnsafeBufferPointer<UInt32> {
        UnsafeBufferPointer(start: graph.neighbours + row * graph.layout.degree, count: graph.layout.degree)
    }
}
