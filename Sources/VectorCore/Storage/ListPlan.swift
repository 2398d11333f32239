internal import CVectorKernels

/// Which list each row goes to: by k-means, on a sample, then the nearest centroid for all.
struct ListPlan {
    let lists: Int
    private let width: Int
    private var centroids: [Float]
    /// By place in the sources.
    private var listOf: [Int32] = []
    private(set) var starts: [UInt32] = []
    private let kernels: Kernels

    private static let rounds = 8

    init(
        _ sample: Sample, lists: Int, _ parts: [Part], _ sources: [SegmentBuilder.Source], _ rotation: Rotation,
        metric: VectorMetric
    ) {
        self.lists = lists
        let width = rotation.codeDimension
        self.width = width
        kernels = rotation.kernels
        centroids = (0..<lists).flatMap { list in
            let row = list * sample.count / lists
            return sample.rotated[row * width..<(row + 1) * width]
        }
        for _ in 0..<Self.rounds { improve(sample) }
        let reader = RowReader(rotation.shape, rotation, kernels)
        listOf = sources.map { source in
            var list = 0
            reader.read(parts[Int(source.part)], Int(source.row)) { list = nearest($0) }
            return Int32(list)
        }
        var counts = [Int](repeating: 0, count: lists)
        for list in listOf { counts[Int(list)] += 1 }
        starts = counts.reduce(into: [0]) { starts, count in starts.append(starts[starts.count - 1] + UInt32(count)) }
    }

    /// One round: each row of the sample to its nearest centroid, each centroid to the middle of its rows.
    private mutating func improve(_ sample: Sample) {
        var sums = [Double](repeating: 0, count: lists * width)
        var counts = [Int](repeating: 0, count: lists)
        for row in 0..<sample.count {
            let list = sample.rotated.withUnsafeBufferPointer { nearest($0.baseAddress! + row * width) }
            counts[list] += 1
            for place in 0..<width { sums[list * width + place] += Double(sample.rotated[row * width + place]) }
        }
        // A list that lost all its rows stays where it was.
        for list in 0..<lists where counts[list] > 0 {
            for place in 0..<width {
                centroids[list * width + place] = Float(sums[list * width + place] / Double(counts[list]))
            }
        }
    }

    private func nearest(_ row: UnsafePointer<Float>) -> Int {
        centroids.withUnsafeBufferPointer { centroids in
            var (best, least) = (0, Float.infinity)
            for list in 0..<lists {
                let distance = kernels.pointee.l2_f32(row, centroids.baseAddress! + list * width, width)
                if distance < least { (best, least) = (list, distance) }
            }
            return best
        }
    }

    /// Sorts by list, within a list by id.
    mutating func sort(_ sources: inout [SegmentBuilder.Source]) {
        let order = sources.indices.sorted { (listOf[$0], $0) < (listOf[$1], $1) }
        sources = order.map { sources[$0] }
        listOf = order.map { listOf[$0] }
    }

    /// Writes centroids and starts into their sections.
    func store(_ rows: Rows) -> InvertedLists? {
        guard let places = rows.layout.ranges[.centroids], let begins = rows.layout.ranges[.listStarts] else {
            return nil
        }
        let base = rows.arena.base
        let to = (base + places.lowerBound).assumingMemoryBound(to: Float.self)
        centroids.withUnsafeBufferPointer { to.update(from: $0.baseAddress!, count: $0.count) }
        let start = (base + begins.lowerBound).assumingMemoryBound(to: UInt32.self)
        starts.withUnsafeBufferPointer { start.update(from: $0.baseAddress!, count: $0.count) }
        return InvertedLists(centroids: to, starts: start, count: lists, codeDimension: width)
    }
}
