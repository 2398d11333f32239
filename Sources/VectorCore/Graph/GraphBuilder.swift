internal import CVectorKernels

/// Builds the graph over the rows of a sealed segment.
///
/// As HNSW does: rows come one after the other, in a random order; each looks for the nearest of those before it by a
/// walk, chooses neighbours among them, and becomes theirs. Walks read 1-bit and 8-bit codes only. Rows come in batches
/// that look at the graph as it was before, so that threads may share the work and the result is the same for any
/// number of them. Of HNSW's layers only the lowest is there: estimates of some entries cost less than upper layers.
///
/// Unchecked: each thread has a desk of its own, and writes to rows of its own.
final class GraphBuilder: @unchecked Sendable {
    let rows: Rows
    let count: Int
    let options: VectorGraphOptions
    let kernels: Kernels
    let graph: Graph
    let lists: NeighbourLists
    private let order: [UInt32]
    private let desks: [Desk]

    /// A batch is small beside the rows that are there, and no longer than this.
    private static let batchMax = 256
    private static let batchShare = 16

    /// What one thread works with.
    private final class Desk {
        let walking = WalkMemory()
        let planes: PlaneCode
        let vector: UnsafeMutablePointer<Float>
        let keys: UnsafeMutablePointer<UInt64>

        init(_ shape: RowShape, keys count: Int) {
            planes = PlaneCode(shape)
            vector = .allocate(capacity: shape.codeDimension)
            keys = .allocate(capacity: count)
        }

        deinit {
            vector.deallocate()
            keys.deallocate()
        }
    }

    /// - Parameter place: where the graph goes in a file; nil for one in memory.
    init(
        _ rows: Rows, count: Int, _ options: VectorGraphOptions, kernels: Kernels, seed: UInt64,
        place: (arena: Arena, offset: Int)? = nil
    ) throws(VectorError) {
        (self.rows, self.count, self.options, self.kernels) = (rows, count, options, kernels)
        let layout = GraphLayout(rows.shape, rows: count, degree: options.degree)
        if let place {
            graph = Graph(layout, arena: place.arena, at: place.offset)
        } else {
            graph = try Graph(layout)
        }
        let lists = try NeighbourLists(rows, count: count, degree: options.degree, kernels: kernels)
        self.lists = lists
        var random = SplitMix64(state: seed ^ 0x6EA9_41C5)
        var order = (0..<UInt32(count)).map { $0 }
        for place in stride(from: count - 1, to: 0, by: -1) { order.swapAt(place, random.next(below: place + 1)) }
        self.order = order
        let keys = max(lists.room * (lists.degree + 2), lists.room + 1)
        desks = (0..<options.threads).map { _ in Desk(rows.shape, keys: keys) }
    }

    /// - Parameters:
    ///   - inherited: a graph over some of the rows to go on from.
    ///   - calibrate: given the graph without some rows, held back as queries, says how far walks must go: see
    ///     `Graph.rungs`.
    func build(_ inherited: InheritedGraph?, _ calibrate: (Graph, [UInt32]) -> [Int]) -> Graph {
        graph.copyCodes(rows)
        let known = inherited.map { adopt($0) } ?? VectorBitmap()
        let (old, new) = (order.filter { known.contains(UInt64($0)) }, order.filter { !known.contains(UInt64($0)) })
        let all = old + new
        for place in 0..<graph.layout.entries { graph.entries[place] = all[place] }
        let heldBack = min(Self.heldBackMax, count / Self.heldBackShare)
        let unknown = Calibration.shares.map { _ in GraphEffort.ladder.count }
        var rungs = inherited?.rungs
        var done = max(old.count, 1)
        // When few rows are new, what was found out about the others still holds.
        if new.count > heldBack || rungs == nil {
            done = insert(all[..<max(count - heldBack, done)], from: done)
            graph.writeHeader(meanLength: pack(), rungs: unknown)
            rungs = calibrate(graph, Array(all[done...]))
        }
        _ = insert(all[...], from: done)
        var repair = GraphRepair(lists, entries: (0..<graph.layout.entries).map { Int(graph.entries[$0]) })
        repair.connect()
        graph.writeHeader(meanLength: pack(), rungs: rungs ?? unknown)
        return graph
    }

    /// Rows that calibration asks with.
    private static let heldBackMax = 500
    private static let heldBackShare = 16

    /// Inserts all rows from a place on.
    /// - Returns: how many are there then.
    private func insert(_ rows: ArraySlice<UInt32>, from place: Int) -> Int {
        // Meanwhile distances are squares of Euclidean ones, whatever the metric.
        for row in 0..<count { graph.codeFactors(row)[0] = lists.factors[row].add }
        var done = place
        while done < rows.endIndex {
            let end = min(rows.endIndex, done + max(1, min(Self.batchMax, done / Self.batchShare)))
            insert(rows[done..<end], entries: min(done, graph.layout.entries))
            done = end
        }
        forEachRow { [lists] row, desk in lists.finish(row, desk.keys) }
        return done
    }

    // MARK: batches

    private func insert(_ batch: ArraySlice<UInt32>, entries: Int) {
        let threads = min(options.threads, batch.count)
        Concurrently.run(threads) { [self] thread in
            for place in batch.indices where place % threads == thread {
                findNeighbours(Int(batch[place]), entries: entries, desks[thread])
            }
        }
        // Each thread writes to rows of its own, in the order of the batch.
        Concurrently.run(threads) { [self] thread in
            for row in batch {
                for place in 0..<lists.degree(of: Int(row)) {
                    let other = Int(lists.neighbours[Int(row) * lists.room + place])
                    guard other % threads == thread else { continue }
                    lists.link(other, to: Int(row), lists.length(Int(row), place), desks[thread].keys)
                }
            }
        }
    }

    private func findNeighbours(_ row: Int, entries: Int, _ desk: Desk) {
        var walk = desk.walking.walk(rows, graph, keep: options.efConstruction, budget: count)
        walk.neighbours = UnsafePointer(lists.neighbours)
        walk.degree = lists.room
        walk.entry_count = entries
        look(from: row, &walk, desk)
        kernels.pointee.walk(&walk)
        let kept = min(walk.found, options.efConstruction)
        vk_keep_smallest(walk.keys, walk.found, kept)
        vk_sort(walk.keys, kept)
        lists.choose(for: row, from: UnsafeBufferPointer(start: walk.keys, count: kept))
    }

    /// Makes a row the query of a walk.
    private func look(from row: Int, _ walk: inout vk_walk, _ desk: Desk) {
        let (code, factors) = (rows.code(row), lists.factors[row])
        var largest: Float = 0
        for index in 0..<rows.shape.codeDimension {
            desk.vector[index] = Float(code[index]) * factors.unit
            largest = max(largest, abs(desk.vector[index]))
        }
        desk.planes.make(desk.vector, largest: largest, kernels: kernels)
        desk.planes.put(&walk.nodes, base: factors.add, weight: -2)
        walk.query = UnsafePointer(code)
        (walk.weight, walk.unit) = (-2, factors.unit)
    }

    // MARK: another graph

    /// Takes over what another graph knows of rows that are here too.
    /// - Returns: those rows.
    private func adopt(_ inherited: InheritedGraph) -> VectorBitmap {
        forEachRow { [lists] row, desk in
            guard inherited.oldRow[row] != InheritedGraph.none else { return }
            let found = inherited.candidates(of: row, atMost: lists.room * (lists.degree + 1))
            for (place, other) in found.enumerated() {
                desk.keys[place] = lists.key(lists.distance(row, other), other)
            }
            vk_sort(desk.keys, found.count)
            lists.choose(for: row, from: UnsafeBufferPointer(start: desk.keys, count: found.count))
        }
        var known = VectorBitmap(capacity: count)
        // Who lost all of its neighbours looks for new ones.
        for row in 0..<count where lists.degree(of: row) > 0 { known.insert(UInt64(row)) }
        return known
    }

    private func forEachRow(_ body: @escaping @Sendable (Int, Desk) -> Void) {
        let threads = options.threads
        Concurrently.run(threads) { [self] thread in
            for row in count * thread / threads..<count * (thread + 1) / threads { body(row, desks[thread]) }
        }
    }

    // MARK: the end

    /// Writes the lists into the graph, and what the metric adds to estimates.
    /// - Returns: the mean length of the rows.
    private func pack() -> Float {
        let degree = graph.layout.degree
        var length = 0.0
        for row in 0..<count {
            (graph.neighbours + row * degree).update(from: lists.neighbours + row * lists.room, count: degree)
            graph.copyFactors(row, rows)
            length += Double(rows.factors[row].length)
        }
        return Float(length / Double(max(count, 1)))
    }
}
