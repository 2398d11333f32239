internal import CVectorKernels

extension Searcher {
    /// With a filter so many times the estimates are looked at again.
    static let filteredEstimates = 3

    // MARK: scan

    /// Estimates the distance of every allowed row from its 1-bit code, then looks at the nearest more closely.
    ///
    /// How deep true neighbours lie among estimates was found out without a filter. With one they may all be far away
    /// and lie closely together: so it is checked that what was not looked at is farther away than estimates err, and
    /// if it is not, more is looked at.
    /// - Returns: how many keys of the nearest were put into `found`, distances by 8-bit codes in them.
    func scan(_ allowed: [Allowed], total: Int, effort: Effort, into found: UnsafeMutablePointer<UInt64>) -> Int {
        var keep = filter == nil ? effort.estimates : effort.estimates * Self.filteredEstimates
        while true {
            let keys = keysOfNearest(keep, allowed, effort)
            let farthest = (0..<keys.count).reduce(0) { max($0, keys.base[$1]) }
            let kept = refine(keys.base, count: keys.count, keep: effort.compared)
            if filter == nil || keys.count < keep || keep >= total || isFar(farthest, beyond: keys.base, kept, effort) {
                found.update(from: keys.base, count: kept)
                return kept
            }
            keep = min(keep * 8, total)
        }
    }

    /// Whether rows whose estimate is beyond `farthest` are hardly nearer than the rows of `keys`.
    private func isFar(_ farthest: UInt64, beyond keys: UnsafePointer<UInt64>, _ count: Int, _ effort: Effort) -> Bool {
        let row = resolve(keys, count: 1)[0]
        let code = scratch.code(ofPart: Int(row.part))
        let length = snapshot.parts[Int(row.part)].rows.factors[Int(row.row)].length
        let deviation = code.deviation(length)
        let worst = (0..<count).reduce(0) { max($0, keys[$1]) }
        let (limit, reached) = (vk_unordered(UInt32(farthest >> 32)), vk_unordered(UInt32(worst >> 32)))
        return limit >= reached + deviation * Effort.deviations[effort.step]
    }

    /// Keys of the `keep` allowed rows with the least estimates.
    private func keysOfNearest(
        _ keep: Int, _ allowed: [Allowed], _ effort: Effort
    ) -> (base: UnsafeMutablePointer<UInt64>, count: Int) {
        let capacity = keep * 2 + 4 * RowShape.blockRows
        // What belongs to a part is filled in when its turn comes.
        var scan = vk_scan(
            blocks: UnsafePointer(snapshot.parts[0].rows.blocks.assumingMemoryBound(to: UInt8.self)), block_count: 0,
            steps: shape.steps, tables: UnsafePointer(scratch.code(ofPart: 0).tables), base: 0, scale: 0, shift: 0,
            allowed: nil, first_row: 0, threshold: .infinity, keep: keep, keys: scratch.keys.reserve(capacity),
            count: 0, capacity: capacity)
        for index in snapshot.parts.indices where allowed[index].count > 0 {
            scanPart(index, allowed[index], effort, &scan)
        }
        let kept = min(scan.count, keep)
        vk_keep_smallest(scan.keys, scan.count, kept)
        return (scan.keys, kept)
    }

    private func scanPart(_ index: Int, _ allowed: Allowed, _ effort: Effort, _ scan: inout vk_scan) {
        let part = snapshot.parts[index]
        let code = scratch.code(ofPart: index)
        code.prepareScan()
        scan.tables = UnsafePointer(code.tables)
        (scan.base, scan.scale, scan.shift) = (code.base, code.scale, code.shift)
        if let lists = part.rows.lists {
            let probes = probes ?? lists.probes(part.rows.calibration, effort)
            lists.forEachProbed(scratch, kernels, probes: probes, metric: shape.metric) { blocks in
                scanBlocks(part, allowed, blocks, &scan)
            }
        } else {
            scanBlocks(part, allowed, 0..<RowShape.blocks(part.scannable), &scan)
        }
        // Rows whose block is not full yet.
        guard part.scannable < part.count else { return }
        if scan.count + RowShape.blockRows > scan.capacity { tighten(&scan) }
        forEachRow(allowed, in: part.scannable..<part.count) { row in
            let distance = code.distance(part.rows, row, kernels)
            guard distance <= scan.threshold else { return }
            scan.keys[scan.count] = key(distance, part.first + row)
            scan.count += 1
        }
    }

    private func scanBlocks(_ part: Part, _ allowed: Allowed, _ blocks: Range<Int>, _ scan: inout vk_scan) {
        guard !blocks.isEmpty else { return }
        if scan.count + RowShape.blockRows > scan.capacity { tighten(&scan) }
        scan.blocks = UnsafePointer(part.rows.block(blocks.lowerBound).assumingMemoryBound(to: UInt8.self))
        scan.block_count = blocks.count
        scan.first_row = UInt32(part.first + blocks.lowerBound * RowShape.blockRows)
        scan.allowed = allowed.words.map { UnsafePointer($0 + blocks.lowerBound) }
        kernels.pointee.scan(&scan)
    }

    private func tighten(_ scan: inout vk_scan) {
        guard scan.count > scan.keep else { return }
        vk_keep_smallest(scan.keys, scan.count, scan.keep)
        scan.count = scan.keep
    }

    // MARK: gather

    /// Estimates the distance of every allowed row from its 8-bit code: for filters that few rows pass.
    func gather(_ allowed: [Allowed], keep: Int, limit: Int) {
        let keys = scratch.keys.reserve(allowed.reduce(0) { $0 + $1.count })
        var found = 0
        for index in snapshot.parts.indices where allowed[index].count > 0 {
            let rows = numbers(allowed[index], snapshot.parts[index])
            measure(index, rows, count: allowed[index].count, into: keys + found)
            found += allowed[index].count
        }
        let kept = min(found, keep)
        vk_keep_smallest(keys, found, kept)
        compareNearest(keys, count: kept, limit: limit)
    }

    /// Makes keys of rows of one part, by their 8-bit codes.
    func measure(
        _ index: Int, _ numbers: UnsafePointer<UInt32>, count: Int, into keys: UnsafeMutablePointer<UInt64>
    ) {
        let (rows, first, code) = (snapshot.parts[index].rows, snapshot.parts[index].first, scratch.code(ofPart: index))
        if scratch.isCold { fetchCodes(rows, numbers, count: count) }
        for place in 0..<count { vk_prefetch(rows.factors + Int(numbers[place]), 1) }
        let (products, width) = (scratch.products.reserve(count), shape.codeDimension)
        kernels.pointee.gather_dot_i8(code.bytes, rows.bytes, width, width, numbers, count, products)
        for place in 0..<count {
            let row = Int(numbers[place])
            keys[place] = key(code.distance(rows.factors[row], products[place]), first + row)
        }
    }

    // MARK: refine

    /// Looks at rows by their 8-bit codes, and puts the keys of the nearest in front.
    /// - Returns: how many those are.
    func refine(_ keys: UnsafeMutablePointer<UInt64>, count: Int, keep: Int) -> Int {
        let rows = resolve(keys, count: count)
        if scratch.isCold { fetchCodes(rows, count: count) }
        let ahead = 4
        for index in 0..<min(ahead, count) { prefetchCode(rows[index]) }
        for index in 0..<count {
            if index + ahead < count { prefetchCode(rows[index + ahead]) }
            let row = rows[index]
            let part = Int(row.part)
            let distance = scratch.code(ofPart: part).distance(snapshot.parts[part].rows, Int(row.row), kernels)
            keys[index] = key(distance, Int(row.number))
        }
        let kept = min(count, keep)
        vk_keep_smallest(keys, count, kept)
        return kept
    }

    private func prefetchCode(_ row: ResolvedRow) {
        let rows = snapshot.parts[Int(row.part)].rows
        vk_prefetch(rows.code(Int(row.row)), shape.codeDimension)
        vk_prefetch(rows.factors + Int(row.row), 1)
    }

    func key(_ distance: Float, _ number: Int) -> UInt64 {
        UInt64(vk_ordered(distance)) << 32 | UInt64(UInt32(truncatingIfNeeded: number))
    }
}

extension QueryCode {
    /// The estimate of a distance from the product of 8-bit codes.
    @inline(__always)
    func distance(_ factors: RowFactors, _ product: Int32) -> Float {
        base + factors.add + weight * (unit * factors.unit) * Float(product)
    }

    @inline(__always)
    func distance(_ rows: Rows, _ row: Int, _ kernels: Kernels) -> Float {
        distance(rows.factors[row], kernels.pointee.dot_i8(bytes, rows.code(row), shape.codeDimension))
    }
}
