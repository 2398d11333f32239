internal import CVectorKernels

extension Searcher {
    /// Walks over the graph of a part, and puts the keys of the nearest allowed rows behind `keys`.
    /// - Returns: how many; nil when the budget ended the walk, or it did not find as many as there are.
    func walk(
        _ index: Int, _ allowed: Allowed, _ effort: Effort, budget: Int, into keys: UnsafeMutablePointer<UInt64>
    ) -> Int? {
        let part = snapshot.parts[index]
        guard let graph = part.rows.graph, let step = graphEffort(graph, effort) else { return nil }
        var walk = scratch.walking.walk(part.rows, graph, keep: step.keep, budget: budget)
        let code = scratch.code(ofPart: index)
        code.put(&walk.nodes)
        walk.query = UnsafePointer(code.bytes)
        (walk.base, walk.weight, walk.unit) = (code.base, code.weight, code.unit)
        walk.margin = step.deviations * code.deviation(graph.meanLength)
        walk.allowed = allowed.words.map { UnsafePointer($0) }
        kernels.pointee.walk(&walk)
        guard !walk.is_exhausted, walk.found >= min(effort.compared, allowed.count) else { return nil }
        let kept = min(walk.found, effort.compared)
        vk_keep_smallest(walk.keys, walk.found, kept)
        for place in 0..<kept { keys[place] = walk.keys[place] + UInt64(part.first) }
        return kept
    }

    /// Puts the allowed rows of a part whose estimates by 1-bit codes are near enough behind the keys of a scan.
    func pick(_ index: Int, _ allowed: Allowed, _ graph: Graph, _ scan: inout vk_scan) {
        let part = snapshot.parts[index]
        var picked = vk_picked()
        picked.codes = UnsafePointer(graph.codes)
        (picked.bytes, picked.stride) = (graph.layout.codeBytes, graph.layout.codeStride)
        scratch.code(ofPart: index).put(&picked)
        let rows = scratch.numbers.reserve(allowed.count)
        var count = 0
        forEachRow(allowed, in: 0..<part.count) { row in
            rows[count] = UInt32(row)
            count += 1
        }
        let estimates = scratch.estimates.reserve(count)
        kernels.pointee.pick(&picked, rows, count, estimates)
        for place in 0..<count where estimates[place] <= scan.threshold {
            if scan.count == scan.capacity { tighten(&scan) }
            scan.keys[scan.count] = key(estimates[place], part.first + Int(rows[place]))
            scan.count += 1
        }
    }
}

extension QueryCode {
    /// By how much an estimate from 1-bit codes errs, for rows of this length: that of RaBitQ, three quarters of both
    /// lengths over the root of the dimensions.
    func deviation(_ rowLength: Float) -> Float {
        abs(weight) * length * rowLength * 0.75 / Float(shape.codeDimension).squareRoot()
    }
}
