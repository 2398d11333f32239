/// A row that a search found.
public struct VectorMatch: Sendable, Hashable {
    public let id: UInt64
    /// The document that the row is a chunk of; `id` when it is none.
    public let document: UInt64
    /// As the metric measures: smaller is nearer.
    public let distance: Float

    /// Nearer first; among equally near ones the smaller id.
    static func < (left: VectorMatch, right: VectorMatch) -> Bool {
        left.distance == right.distance ? left.id < right.id : left.distance < right.distance
    }
}

/// The `limit` best of all that were offered: a heap with the worst of them on top.
final class BestMatches {
    private var heap: [VectorMatch] = []
    private var limit = 0

    /// Farther than this nothing is kept.
    private(set) var threshold = Float.infinity

    func begin(limit: Int) {
        heap.removeAll(keepingCapacity: true)
        self.limit = limit
        threshold = .infinity
    }

    var count: Int { heap.count }

    func offer(_ match: VectorMatch) {
        guard heap.count >= limit else {
            heap.append(match)
            rise(from: heap.count - 1)
            if heap.count == limit { threshold = heap[0].distance }
            return
        }
        guard limit > 0, match < heap[0] else { return }
        heap[0] = match
        sink(from: 0, end: heap.count)
        threshold = heap[0].distance
    }

    /// The matches, nearest first.
    func sorted() -> [VectorMatch] { heap.sorted(by: <) }

    private func rise(from start: Int) {
        var child = start
        while child > 0 {
            let parent = (child - 1) / 2
            guard heap[parent] < heap[child] else { return }
            heap.swapAt(parent, child)
            child = parent
        }
    }

    private func sink(from start: Int, end: Int) {
        var parent = start
        while true {
            var worst = 2 * parent + 1
            guard worst < end else { return }
            if worst + 1 < end, heap[worst] < heap[worst + 1] { worst += 1 }
            guard heap[parent] < heap[worst] else { return }
            heap.swapAt(parent, worst)
            parent = worst
        }
    }
}
