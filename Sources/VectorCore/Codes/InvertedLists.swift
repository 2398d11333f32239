internal import CVectorKernels

/// Rows sorted into lists by their nearest centroid, so that a search reads the lists near the query only.
///
/// Unchecked: the pointers are into a sealed segment, which never changes, and which holds on to this.
struct InvertedLists: @unchecked Sendable {
    /// `count` centroids of `codeDimension` floats, rotated.
    let centroids: UnsafePointer<Float>
    /// `count` + 1 row numbers: where each list begins.
    let starts: UnsafePointer<UInt32>
    let count: Int
    let codeDimension: Int

    /// By how many lists to search.
    func probes(_ calibration: Calibration?, _ effort: Effort) -> Int {
        guard let lists = calibration?.lists, effort.step < lists.count else { return max(1, count / 2) }
        return lists[effort.step]
    }

    /// Calls `body` with the blocks of the nearest lists, in the order of the rows. Blocks at the seams hold rows of
    /// neighbouring lists too: they are as good as any.
    func forEachProbed(
        _ scratch: Scratch, _ kernels: Kernels, probes: Int, metric: VectorMetric, _ body: (Range<Int>) -> Void
    ) {
        let keys = scratch.listKeys.reserve(count)
        for list in 0..<count {
            keys[list] = UInt64(vk_ordered(distance(scratch.rotated, list, kernels, metric))) << 32 | UInt64(list)
        }
        let kept = min(max(probes, 1), count)
        vk_keep_smallest(keys, count, kept)
        for index in 0..<kept { keys[index] &= 0xffff_ffff }
        vk_sort(keys, kept)
        var from = 0
        for index in 0..<kept {
            let (first, end) = (Int(starts[Int(keys[index])]), Int(starts[Int(keys[index]) + 1]))
            guard first < end else { continue }
            // A block that two lists share is scanned once.
            let blocks = max(first / RowShape.blockRows, from)..<max(RowShape.blocks(end), from)
            from = blocks.upperBound
            body(blocks)
        }
    }

    /// How far a list is from a rotated query, as the metric measures.
    func distance(_ query: UnsafePointer<Float>, _ list: Int, _ kernels: Kernels, _ metric: VectorMetric) -> Float {
        let centroid = centroids + list * codeDimension
        return metric == .l2
            ? kernels.pointee.l2_f32(query, centroid, codeDimension)
            : -kernels.pointee.dot_f32(query, centroid, codeDimension)
    }
}
