internal import CVectorKernels

/// Finds out on some rows that are not in the graph yet how far walks must go for a share of the true neighbours.
struct GraphCalibrator {
    private let shape: RowShape
    private let kernels: Kernels
    private let rotation: Rotation

    /// Queries from outside are harder than rows that were held back, which shows where little may be missed: a rung is
    /// added from this share on.
    private static let shareWithMargin = 0.98

    init(_ shape: RowShape, _ kernels: Kernels, _ rotation: Rotation) {
        (self.shape, self.kernels, self.rotation) = (shape, kernels, rotation)
    }

    /// For each of `Calibration.shares` the rung of the ladder; the number of rungs when none is enough.
    /// - Parameters:
    ///   - part: with the graph.
    ///   - queries: rows of it that nothing in the graph leads to.
    func rungs(_ part: Part, _ queries: [UInt32]) -> [Int] {
        let ladder = GraphEffort.ladder.indices
        var found = ladder.map { _ in 0 }
        var wanted = 0
        let scratch = Scratch(shape, kernels: kernels)
        let input = VectorInput(shape, kernels)
        let heldBack = Set(queries.map { part.rows.ids[Int($0)] })
        for query in queries.map({ Int($0) }) {
            input.read(part.rows.vector(query), into: scratch.query.assumingMemoryBound(to: Float.self))
            rotation.apply(scratch.floats, scratch.rotated)
            guard let last = distanceOfLast(part, but: heldBack, scratch) else { continue }
            wanted += Calibration.neighbours
            var near = 0
            for rung in ladder {
                // What found all of them once does so with more effort, too.
                if near < Calibration.neighbours { near = nearer(than: last, part, scratch, rung) }
                found[rung] += near
            }
        }
        return Calibration.shares.map { share in
            guard let first = ladder.first(where: { wanted > 0 && Double(found[$0]) >= Double(wanted) * share }) else {
                return ladder.count
            }
            return min(first + (share >= Self.shareWithMargin ? 1 : 0), ladder.count - 1)
        }
    }

    /// How far the last of the nearest rows is that are in the graph: by a scan that hardly misses any.
    private func distanceOfLast(_ part: Part, but heldBack: Set<UInt64>, _ scratch: Scratch) -> Float? {
        let k = 3 * Calibration.neighbours
        var effort = Effort(k: k, recall: 0.999, calibrations: [part.rows.calibration])
        effort.mayWalk = false
        let searcher = Searcher(
            snapshot: Snapshot([part]), shape: shape, kernels: kernels, scratch: scratch, filter: nil, probes: nil)
        // So few rows are compared without looking for candidates first.
        guard part.count > effort.estimates else { return nil }
        searcher.findNearest(k, effort: effort)
        let others = scratch.best.sorted().filter { !heldBack.contains($0.id) }
        return others.count >= Calibration.neighbours ? others[Calibration.neighbours - 1].distance : nil
    }

    /// How many of the rows that a walk of one rung finds are no farther.
    private func nearer(than last: Float, _ part: Part, _ scratch: Scratch, _ rung: Int) -> Int {
        let effort = GraphEffort(k: Calibration.neighbours, rung: rung)
        guard let graph = part.rows.graph else { return 0 }
        var walk = scratch.walking.walk(part.rows, graph, keep: effort.keep, budget: part.count)
        let code = scratch.code(ofPart: 0)
        code.put(&walk.nodes)
        walk.query = UnsafePointer(code.bytes)
        (walk.weight, walk.unit) = (code.weight, code.unit)
        walk.margin = effort.deviations * code.deviation(graph.meanLength)
        kernels.pointee.walk(&walk)
        let kept = min(walk.found, Effort(k: Calibration.neighbours, recall: 0.99, calibrations: []).compared)
        vk_keep_smallest(walk.keys, walk.found, kept)
        let exact = ExactDistance(shape, kernels)
        let near = (0..<kept).count { place in
            let row = Int(UInt32(truncatingIfNeeded: walk.keys[place]))
            return exact.between(scratch.query, part.rows.vector(row)) <= last
        }
        return min(near, Calibration.neighbours)
    }
}
