internal import CVectorKernels

/// What walks need beside their result. Kept for the next one; one thread at a time.
final class WalkMemory {
    private let seen = GrowingBuffer<UInt32>()
    private let waiting = GrowingBuffer<UInt32>()
    private let estimates = GrowingBuffer<Int32>()
    private let least = GrowingBuffer<Int32>()
    private let keys = GrowingBuffer<UInt64>()
    private let nearest = GrowingBuffer<Float>()
    private var visited = UnsafeMutablePointer<UInt64>.allocate(capacity: 0)
    private var visitedCount = 0

    deinit { visited.deallocate() }

    /// A walk with its graph and its memory, but without a query.
    func walk(_ rows: Rows, _ graph: Graph, keep: Int, budget: Int) -> vk_walk {
        let layout = graph.layout
        let room = vk_walk_room(budget, layout.degree)
        var walk = vk_walk()
        walk.nodes.codes = UnsafePointer(graph.codes)
        walk.nodes.bytes = layout.codeBytes
        walk.nodes.stride = layout.codeStride
        walk.node_count = UInt32(layout.rows)
        walk.neighbours = UnsafePointer(graph.neighbours)
        walk.degree = layout.degree
        walk.entries = UnsafePointer(graph.entries)
        walk.entry_count = layout.entries
        walk.bytes = UnsafePointer(rows.bytes)
        walk.width = rows.shape.codeDimension
        walk.keep = keep
        walk.budget = budget
        walk.visited = visited(layout.rows)
        walk.seen = seen.reserve(room)
        walk.waiting = waiting.reserve(room)
        walk.estimates = estimates.reserve(room)
        walk.keys = keys.reserve(room)
        walk.least = least.reserve(room / 64 + 32)
        walk.nearest = nearest.reserve(keep)
        return walk
    }

    /// A bit for each node: zeros between walks.
    private func visited(_ nodes: Int) -> UnsafeMutablePointer<UInt64> {
        let words = nodes / 64 + 1
        if words > visitedCount {
            visited.deallocate()
            visited = .allocate(capacity: words)
            visited.initialize(repeating: 0, count: words)
            visitedCount = words
        }
        return visited
    }
}
