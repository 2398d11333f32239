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
        (walk.weight, walk.unit) = (code.weight, code.unit)
        walk.margin = step.deviations * code.deviation(graph.meanLength)
        walk.allowed = allowed.words.map { UnsafePointer($0) }
        if scratch.isCold { walk.fetch = { Residency.fetch($0, $1) } }
        kernels.pointee.walk(&walk)
        guard !walk.is_exhausted, walk.found >= min(effort.compared, allowed.count) else { return nil }
        let kept = min(walk.found, effort.compared)
        vk_keep_smallest(walk.keys, walk.found, kept)
        for place in 0..<kept { keys[place] = walk.keys[place] + UInt64(part.first) }
        return kept
    }

    /// Estimates the allowed rows of a part by the 1-bit codes that are there for its graph, looks at the nearest by
    /// their 8-bit codes until the others seem farther away than estimates err, and puts the keys of the nearest behind
    /// `keys`.
    /// - Returns: how many.
    func pick(_ index: Int, _ allowed: Allowed, _ effort: Effort, into found: UnsafeMutablePointer<UInt64>) -> Int {
        let part = snapshot.parts[index]
        guard let graph = part.rows.graph else { return 0 }
        let code = scratch.code(ofPart: index)
        let keys = estimates(part, allowed, graph, code)
        let slack = Self.pickedDeviations(effort) * code.deviation(graph.meanLength)
        var (done, kept, step) = (0, 0, max(Self.pickedMin, 4 * effort.compared))
        while done < allowed.count {
            let count = min(step, allowed.count - done)
            let some = keys + done
            vk_keep_smallest(some, allowed.count - done, count)
            let farthest = (0..<count).reduce(0) { max($0, some[$1]) }
            let numbers = scratch.numbers.reserve(count)
            for place in 0..<count { numbers[place] = UInt32(truncatingIfNeeded: some[place]) }
            measure(index, numbers, count: count, into: some)
            // The nearest so far, and these.
            (keys + kept).update(from: some, count: count)
            let now = min(kept + count, effort.compared)
            vk_keep_smallest(keys, kept + count, now)
            (done, kept, step) = (done + count, now, step * 2)
            let worst = (0..<kept).reduce(0) { max($0, keys[$1]) }
            let limit = vk_unordered(UInt32(worst >> 32)) + slack
            if kept == effort.compared, vk_unordered(UInt32(farthest >> 32)) > limit { break }
        }
        found.update(from: keys, count: kept)
        return kept
    }

    /// So many rows at least are looked at by their 8-bit codes, if there are.
    static let pickedMin = 64

    /// By how many standard deviations of an estimate what was not looked at must be farther away.
    private static func pickedDeviations(_ effort: Effort) -> Float { Effort.deviations[effort.step] }

    /// Keys of the allowed rows of a part by their 1-bit codes: numbers within the part.
    private func estimates(
        _ part: Part, _ allowed: Allowed, _ graph: Graph, _ code: QueryCode
    ) -> UnsafeMutablePointer<UInt64> {
        var picked = vk_picked()
        picked.codes = UnsafePointer(graph.codes)
        (picked.bytes, picked.stride) = (graph.layout.codeBytes, graph.layout.codeStride)
        code.put(&picked)
        let (rows, count) = (numbers(allowed, part), allowed.count)
        if scratch.isCold { fetch(UnsafeRawPointer(graph.codes), graph.layout.codeStride, rows, count: count) }
        let estimates = scratch.estimates.reserve(count)
        kernels.pointee.pick(&picked, rows, count, estimates)
        let keys = scratch.keys.reserve(count)
        for place in 0..<count { keys[place] = key(estimates[place], Int(rows[place])) }
        return keys
    }
}

extension QueryCode {
    /// By how much an estimate from 1-bit codes errs, for rows of this length: that of RaBitQ, three quarters of both
    /// lengths over the root of the dimensions.
    func deviation(_ rowLength: Float) -> Float {
        abs(weight) * length * rowLength * 0.75 / Float(shape.codeDimension).squareRoot()
    }

    /// By how much the difference of two distances from 8-bit codes errs: each of the four codes is off by a uniform
    /// part of its unit in every dimension.
    func codeDeviation(_ rowLength: Float) -> Float { abs(weight) * unit * rowLength * (4 / 12 as Float).squareRoot() }
}
