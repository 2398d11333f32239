internal import CVectorKernels

/// One search over one snapshot: which way it goes, and the steps that the ways share.
///
/// Candidates go through a funnel: estimates from 1-bit codes, then from 8-bit codes, then exact distances. Each stage
/// hands on the keys of the nearest: the ordered distance above, the row's number below.
struct Searcher {
    let snapshot: Snapshot
    let shape: RowShape
    let kernels: Kernels
    let scratch: Scratch
    let filter: VectorFilter?
    /// By how many lists of an inverted file to search; nil for as many as calibration says.
    var probes: Int?

    /// Which rows of each part may be found. Nil words stand for all of them.
    struct Allowed {
        var words: UnsafeMutablePointer<UInt64>?
        /// Their numbers, when somebody has them ready.
        var numbers: UnsafeMutablePointer<UInt32>?
        var count: Int
    }

    /// Puts the `limit` nearest allowed rows into `scratch.best`.
    func findNearest(_ limit: Int, effort: Effort?) {
        scratch.best.begin(limit: limit)
        let allowed = allowedRows()
        let total = allowed.reduce(0) { $0 + $1.count }
        guard total > 0, limit > 0 else { return }
        guard shape.isCoded, let effort, total > effort.compared else {
            return compareAll(allowed)
        }
        scratch.look(at: snapshot.parts)
        guard !isCheaperToGather(allowed, total: total, effort) else {
            return gather(allowed, keep: effort.compared, limit: limit)
        }
        let keys = scratch.found.reserve((snapshot.parts.count + 1) * effort.compared)
        var (rest, found) = useGraphs(allowed, effort, keys)
        let left = rest.reduce(0) { $0 + $1.count }
        if left > 0 { found += scan(rest, total: left, effort: effort, into: keys + found) }
        let kept = min(found, effort.compared)
        vk_keep_smallest(keys, found, kept)
        compareNearest(keys, count: kept, limit: limit)
    }

    /// Walks over the graphs of those parts for which that is cheaper, or picks rows by the codes that are there for it.
    /// - Returns: what is allowed in the other parts, and how many keys were found.
    private func useGraphs(
        _ allowed: [Allowed], _ effort: Effort, _ keys: UnsafeMutablePointer<UInt64>
    ) -> (rest: [Allowed], found: Int) {
        var (rest, found) = (allowed, 0)
        for index in snapshot.parts.indices where allowed[index].count > 0 {
            let part = snapshot.parts[index]
            if let budget = walkBudget(part, allowed[index], effort),
                let count = walk(index, allowed[index], effort, budget: budget, into: keys + found)
            {
                found += count
            } else if effort.mayWalk, isPicked(part, allowed[index]) {
                found += pick(index, allowed[index], effort, into: keys + found)
            } else {
                continue
            }
            rest[index].count = 0
        }
        return (rest, found)
    }

    // MARK: which rows

    /// The rows of each part that are there, not deleted, and pass the filter.
    func allowedRows() -> [Allowed] {
        let words = snapshot.parts.reduce(0) { $0 + RowShape.blocks($1.count) }
        var place = scratch.allowed.reserve(words)
        return snapshot.parts.map { part in
            guard filter != nil || part.deletedCount > 0 else { return Allowed(count: part.count) }
            if let known = knownAnswers(part) {
                return Allowed(words: known.words, numbers: known.numbers, count: known.members)
            }
            let count = RowShape.blocks(part.count)
            defer { place += count }
            if let filter { filter.fill(place, for: part) } else { place.update(repeating: .max, count: count) }
            return Allowed(words: place, count: part.keepLive(place, kernels))
        }
    }

    /// The answers of a prepared filter, when they are all that there is to know about a part.
    private func knownAnswers(_ part: Part) -> FilterAnswers? {
        guard case .prepared(let prepared)? = filter, part.deletedCount == 0,
            let known = prepared.answers(for: part.rows), known.count == part.count
        else { return nil }
        return known
    }

    /// The numbers of the allowed rows of a part, in order.
    func numbers(_ allowed: Allowed, _ part: Part) -> UnsafeMutablePointer<UInt32> {
        if let known = allowed.numbers { return known }
        let numbers = scratch.numbers.reserve(allowed.count)
        var count = 0
        forEachRow(allowed, in: 0..<part.count) { row in
            numbers[count] = UInt32(row)
            count += 1
        }
        return numbers
    }

    /// Calls `body` with the number of each allowed row of `range`, which begins at a multiple of 64.
    @inline(__always)
    func forEachRow(_ allowed: Allowed, in range: Range<Int>, _ body: (Int) -> Void) {
        guard let words = allowed.words else {
            for row in range { body(row) }
            return
        }
        for word in range.lowerBound / 64..<RowShape.blocks(range.upperBound) {
            var bits = words[word]
            while bits != 0 {
                let row = word * 64 + bits.trailingZeroBitCount
                guard row < range.upperBound else { break }
                body(row)
                bits &= bits - 1
            }
        }
    }

    // MARK: exact

    /// The exact distance of a row.
    func distance(_ part: Part, _ row: Int) -> Float {
        ExactDistance(shape, kernels).between(scratch.query, part.rows.vector(row))
    }

    func offer(_ part: Part, _ row: Int, _ distance: Float) {
        guard distance <= scratch.best.threshold else { return }
        scratch.best.offer(VectorMatch(id: part.id(row), document: part.document(row), distance: distance))
    }

    /// Compares every allowed row exactly.
    private func compareAll(_ allowed: [Allowed]) {
        let exact = ExactDistance(shape, kernels)
        for (part, allowed) in zip(snapshot.parts, allowed) where allowed.count > 0 {
            forEachRow(allowed, in: 0..<part.count) { row in
                offer(part, row, exact.between(scratch.query, part.rows.vector(row)))
            }
        }
    }

    /// Compares rows exactly, but for those whose 8-bit codes leave no doubt that they are not among the nearest.
    /// - Parameter keys: with distances by 8-bit codes.
    func compareNearest(_ keys: UnsafeMutablePointer<UInt64>, count: Int, limit: Int) {
        guard count > limit, limit > 0 else { return compare(keys, count: count) }
        vk_sort(keys, count)
        let row = resolve(keys + limit - 1, count: 1)[0]
        let code = scratch.code(ofPart: Int(row.part))
        let length = snapshot.parts[Int(row.part)].rows.factors[Int(row.row)].length
        let farthest = vk_unordered(UInt32(keys[limit - 1] >> 32)) + Self.codeDeviations * code.codeDeviation(length)
        var compared = limit
        while compared < count, vk_unordered(UInt32(keys[compared] >> 32)) <= farthest { compared += 1 }
        compare(keys, count: compared)
    }

    /// By how many standard deviations of the difference of two 8-bit distances a row must be farther away.
    private static let codeDeviations: Float = 4

    /// Compares the rows of the first `count` keys exactly.
    func compare(_ keys: UnsafeMutablePointer<UInt64>, count: Int) {
        let exact = ExactDistance(shape, kernels)
        let rows = resolve(keys, count: count)
        if scratch.isCold { fetchVectors(rows, count: count) }
        let ahead = 4
        for index in 0..<min(ahead, count) { prefetchVector(rows[index]) }
        for index in 0..<count {
            if index + ahead < count { prefetchVector(rows[index + ahead]) }
            let part = snapshot.parts[Int(rows[index].part)]
            offer(part, Int(rows[index].row), exact.between(scratch.query, part.rows.vector(Int(rows[index].row))))
        }
    }

    private func prefetchVector(_ row: ResolvedRow) {
        vk_prefetch(snapshot.parts[Int(row.part)].rows.vector(Int(row.row)), shape.vectorBytes)
    }

    /// The parts and rows that keys name.
    func resolve(_ keys: UnsafePointer<UInt64>, count: Int) -> UnsafeMutablePointer<ResolvedRow> {
        let resolved = scratch.resolved.reserve(count)
        let isOne = snapshot.parts.count == 1
        for index in 0..<count {
            let number = UInt32(truncatingIfNeeded: keys[index])
            let part = isOne ? 0 : snapshot.part(of: number)
            resolved[index] = ResolvedRow(
                number: number, part: Int32(part), row: Int32(Int(number) - snapshot.parts[part].first))
        }
        return resolved
    }
}
