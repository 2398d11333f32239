extension VectorIndex {
    /// The `k` rows nearest to `query`, nearest first, equally near ones by id: always as many as there are, up to `k`.
    /// - Parameters:
    ///   - filter: which rows may be found; all of them when nil.
    ///   - recall: the share of the true neighbours to find, on average; 1 compares every row.
    ///   - probes: with lists, how many of them to search in each segment; nil for what the recall takes.
    /// - Complexity: with a graph about O(log n); else O(n) in bytes of 1-bit codes, an eighth of a byte a dimension,
    ///   or O(n / lists) with lists.
    public func search(
        _ query: [Float], k: Int = 10, filter: VectorFilter? = nil, recall: Double = 0.99, probes: Int? = nil
    ) throws(VectorError) -> [VectorMatch] {
        try search(query, k: k, filter: filter, probes: probes) { snapshot, k in
            recall >= 1
                ? nil : Effort(k: k, recall: recall, calibrations: snapshot.parts.lazy.map(\.rows.calibration))
        }
    }

    /// As `search`, without graphs and with the work named instead of the recall: how many rows 1-bit codes put forward, and how many of
    /// those are compared exactly. For measurements.
    public func search(
        _ query: [Float], k: Int, filter: VectorFilter? = nil, estimates: Int, compared: Int, probes: Int? = nil
    ) throws(VectorError) -> [VectorMatch] {
        try search(query, k: k, filter: filter, probes: probes) { _, k in
            var effort = Effort(k: k, recall: 0.99, calibrations: [])
            (effort.estimates, effort.compared) = (max(estimates, compared, k), max(compared, k))
            effort.mayWalk = false
            return effort
        }
    }

    /// As `search`, with the breadth of walks named instead of the recall: they end when nothing nearer is to be
    /// expected than the `ef` nearest rows found. Segments without a graph are searched for a recall of 0.99.
    public func search(
        _ query: [Float], k: Int = 10, filter: VectorFilter? = nil, ef: Int
    ) throws(VectorError) -> [VectorMatch] {
        try search(query, k: k, filter: filter, probes: nil) { snapshot, k in
            var effort = Effort(k: k, recall: 0.99, calibrations: snapshot.parts.lazy.map(\.rows.calibration))
            effort.ef = max(ef, k)
            return effort
        }
    }

    private func search(
        _ query: [Float], k: Int, filter: VectorFilter?, probes: Int?, _ effort: (Snapshot, Int) -> Effort?
    ) throws(VectorError) -> [VectorMatch] {
        precondition(k >= 0, "k counts results")
        let snapshot = snapshot
        return try withScratch { (scratch) throws(VectorError) in
            try prepare(query, scratch)
            let searcher = Searcher(
                snapshot: snapshot, shape: shape, kernels: kernels, scratch: scratch, filter: filter, probes: probes)
            // More than all there are need not be looked for.
            let limit = min(k, snapshot.liveCount)
            searcher.findNearest(limit, effort: effort(snapshot, limit))
            return scratch.best.sorted()
        }
    }

    /// The `k` documents nearest to `query`, each by the nearest of its rows.
    /// - Returns: one match a document, nearest first: always as many as there are, up to `k`.
    public func searchDocuments(
        _ query: [Float], k: Int = 10, filter: VectorFilter? = nil, recall: Double = 0.99
    ) throws(VectorError) -> [VectorMatch] {
        // Rows of one document tend to be found together: more rows are asked for until there are enough documents.
        let total = count
        let k = min(k, total)
        var rows = k * 3
        while true {
            let matches = try search(query, k: min(rows, total), filter: filter, recall: recall)
            var seen = Set<UInt64>()
            let best = matches.filter { seen.insert($0.document).inserted }
            if best.count >= k || matches.count < rows || rows >= total { return Array(best.prefix(k)) }
            rows *= 4
        }
    }

    /// The rows nearest to a query of bits.
    public func search(bits query: [UInt8], k: Int = 10, filter: VectorFilter? = nil) throws(VectorError)
        -> [VectorMatch]
    {
        let snapshot = snapshot
        return try withScratch { (scratch) throws(VectorError) in
            try prepare(bits: query, scratch)
            let searcher = Searcher(
                snapshot: snapshot, shape: shape, kernels: kernels, scratch: scratch, filter: filter, probes: nil)
            searcher.findNearest(min(k, snapshot.liveCount), effort: nil)
            return scratch.best.sorted()
        }
    }

    /// All rows no farther away than `distance`, nearest first. Exact: none is missed.
    /// - Parameter limit: at most so many, the nearest.
    public func search(
        _ query: [Float], within distance: Float, filter: VectorFilter? = nil, limit: Int = .max
    ) throws(VectorError) -> [VectorMatch] {
        let snapshot = snapshot
        return try withScratch { (scratch) throws(VectorError) in
            try prepare(query, scratch)
            let searcher = Searcher(
                snapshot: snapshot, shape: shape, kernels: kernels, scratch: scratch, filter: filter, probes: nil)
            searcher.findWithin(distance, limit: min(limit, snapshot.liveCount))
            return scratch.best.sorted()
        }
    }

    /// Asks the filter of every row now, so that searches need not.
    public func prepare(_ filter: VectorFilter) -> VectorFilter { .prepared(PreparedFilter(filter, snapshot)) }

    func prepare(_ query: [Float], _ scratch: Scratch) throws(VectorError) {
        guard metric != .hamming else { throw .wrongElement }
        try VectorInput(shape, kernels).prepare(query, scratch.query)
        rotation?.apply(scratch.floats, scratch.rotated)
    }

    private func prepare(bits query: [UInt8], _ scratch: Scratch) throws(VectorError) {
        guard metric == .hamming else { throw .wrongElement }
        guard query.count == shape.vectorBytes else {
            throw .wrongDimension(got: query.count, expected: shape.vectorBytes)
        }
        query.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return }
            scratch.query.copyMemory(from: base, byteCount: bytes.count)
        }
    }
}
