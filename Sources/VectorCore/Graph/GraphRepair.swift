/// Sees to it that every row is reached from the entries: choosing neighbours may leave some that nobody leads to, equal
/// rows most of all.
struct GraphRepair {
    private let lists: NeighbourLists
    private let entries: [Int]
    private var isReached: [Bool]
    private var leadingTo: [UInt32]

    init(_ lists: NeighbourLists, entries: [Int]) {
        self.lists = lists
        self.entries = entries
        isReached = Array(repeating: false, count: lists.count)
        leadingTo = Array(repeating: 0, count: lists.count)
        for row in 0..<lists.count {
            for neighbour in lists.neighbours(of: row) { leadingTo[Int(neighbour)] += 1 }
        }
    }

    mutating func connect() {
        for entry in entries { reach(from: entry) }
        var last = entries.first
        for row in 0..<lists.count where !isReached[row] {
            let reached = lists.neighbours(of: row).map { Int($0) }.filter { isReached[$0] }
            guard
                let from = reached.first(where: { hasRoom($0) }) ?? last.flatMap({ hasRoom($0) ? $0 : nil })
                    ?? reached.first ?? last
            else { return }
            lead(from, to: row)
            reach(from: row)
            last = row
        }
    }

    private func hasRoom(_ row: Int) -> Bool { lists.degree(of: row) < lists.degree }

    /// Gives an edge to `row` the place of one whose end others lead to as well: the longest such.
    private mutating func lead(_ from: Int, to row: Int) {
        let degree = lists.degree(of: from)
        var place = degree
        if degree >= lists.degree {
            place = (0..<degree).last { leadingTo[Int(lists.neighbours(of: from)[$0])] > 1 } ?? degree - 1
            leadingTo[Int(lists.neighbours(of: from)[place])] -= 1
        }
        lists.replace(from, place, by: row)
        leadingTo[row] += 1
    }

    private mutating func reach(from row: Int) {
        guard !isReached[row] else { return }
        isReached[row] = true
        var waiting = [row]
        while let next = waiting.popLast() {
            for neighbour in lists.neighbours(of: next) where !isReached[Int(neighbour)] {
                isReached[Int(neighbour)] = true
                waiting.append(Int(neighbour))
            }
        }
    }
}
