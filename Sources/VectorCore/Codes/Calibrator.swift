internal import CVectorKernels

/// Finds out on some rows of a segment, held back as queries, how deep their true neighbours lie among estimates.
struct Calibrator {
    private let shape: RowShape
    private let kernels: Kernels
    private let rotation: Rotation?
    private let seed: UInt64

    /// Rows that ask.
    private static let queries = 48
    /// Queries from outside lie farther away than rows of the index do: so much is added.
    private static let margin = 1.5

    init(_ shape: RowShape, _ kernels: Kernels, _ rotation: Rotation?, seed: UInt64) {
        self.shape = shape
        self.kernels = kernels
        self.rotation = rotation
        self.seed = seed
    }

    func calibrate(_ part: Part) -> Calibration {
        guard let rotation, part.count > 4 * Calibration.neighbours else { return .uncalibrated }
        let scratch = Scratch(shape, kernels: kernels)
        let input = VectorInput(shape, kernels)
        var random = SplitMix64(state: seed ^ 0xCA11_B8A7)
        var depths: [Int] = []
        var probes: [Int] = []
        for _ in 0..<min(Self.queries, part.count) {
            let query = random.next(below: part.count)
            input.read(part.rows.vector(query), into: scratch.query.assumingMemoryBound(to: Float.self))
            rotation.apply(scratch.floats, scratch.rotated)
            ask(part, query, scratch, &depths, &probes)
        }
        let shares = Calibration.shares
        return Calibration(
            estimates: shares.map { share in
                max(Calibration.neighbours + 4, Int(Double(quantile(depths, share)) * Self.margin))
            },
            lists: probes.isEmpty
                ? []
                : shares.map { share in
                    min(part.rows.lists?.count ?? 1, Int(Double(quantile(probes, share)) * Self.margin))
                })
    }

    /// The least depth within which the share of the neighbours lies.
    private func quantile(_ depths: [Int], _ share: Double) -> Int {
        let sorted = depths.sorted()
        return sorted[min(sorted.count - 1, Int((Double(sorted.count) * share).rounded(.up)) - 1)]
    }

    /// Notes at which depth the nearest rows of one query are found.
    private func ask(_ part: Part, _ query: Int, _ scratch: Scratch, _ depths: inout [Int], _ probes: inout [Int]) {
        let searcher = Searcher(
            snapshot: Snapshot([part]), shape: shape, kernels: kernels, scratch: scratch, filter: nil, probes: nil)
        searcher.findNearest(Calibration.neighbours + 1, effort: nil)
        let own = part.rows.ids[query]
        let neighbours = scratch.best.sorted().filter { $0.id != own }.prefix(Calibration.neighbours)
        let rows = neighbours.compactMap { part.rows.row(of: $0.id, count: part.count) }
        let estimates = self.estimates(part, scratch)
        // The query itself comes first among estimates, and is no neighbour.
        for row in rows {
            let ahead = estimates.reduce(0) { $0 + ($1 < estimates[row] ? 1 : 0) }
            depths.append(max(ahead, 1))
        }
        guard let lists = part.rows.lists else { return }
        let distances = (0..<lists.count).map { lists.distance(scratch.rotated, $0, kernels, shape.metric) }
        for row in rows {
            let list = (0..<lists.count).first { lists.starts[$0 + 1] > UInt32(row) } ?? 0
            probes.append(1 + distances.reduce(0) { $0 + ($1 < distances[list] ? 1 : 0) })
        }
    }

    /// What the 1-bit codes say of every row.
    private func estimates(_ part: Part, _ scratch: Scratch) -> [Float] {
        scratch.look(at: [part])
        let code = scratch.code(ofPart: 0)
        code.prepareScan()
        var estimates: [Float] = []
        estimates.reserveCapacity(part.count)
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: RowShape.blockRows) { sums in
            guard let sums = sums.baseAddress else { return }
            for block in 0..<RowShape.blocks(part.count) {
                let codes = part.rows.block(block)
                kernels.pointee.block_sums(codes.assumingMemoryBound(to: UInt8.self), shape.steps, code.tables, sums)
                let factors = (codes + shape.blockCodeBytes).assumingMemoryBound(to: Float.self)
                for row in 0..<min(RowShape.blockRows, part.count - block * RowShape.blockRows) {
                    estimates.append(
                        code.base + factors[row]
                            + factors[RowShape.blockRows + row] * (code.scale * Float(sums[row]) + code.shift))
                }
            }
        }
        return estimates
    }
}
