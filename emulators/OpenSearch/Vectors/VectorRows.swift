internal import VectorCore

/// Vectors by number of row, in memory or in a directory, to be searched for the nearest.
///
/// Shared by all that searches see of a field at different times: each of them says which rows it has.
final class VectorRows: Sendable {
    private let index: VectorIndex
    private let isBinary: Bool
    /// Lists to look in, where there are lists.
    private let probes: Int?

    /// So few rows are all compared; of more, codes say first which are worth it.
    private static let comparedRowsMax = 2000
    private static let recall = 0.999

    /// - Parameters:
    ///   - directory: nil for memory.
    ///   - compactionIsDue: called with a compaction when enough rows came for it to be worth its time.
    /// - Throws: what is wrong with the directory.
    init(
        _ mapping: VectorMapping, directory: String?,
        compactionIsDue: @escaping @Sendable (@escaping @Sendable () throws -> Void) -> Void
    ) throws {
        var options = VectorIndexOptions()
        options.precision = mapping.isHalf ? .float16 : .float32
        options.onCompactionDue = { index in compactionIsDue { _ = try index.compact() } }
        options.rowsUntilCompaction = Self.rowsUntilCompaction
        options.lists = mapping.lists ?? 0
        probes = mapping.lists.map { _ in mapping.probes }
        isBinary = mapping.dataType == .binary
        // A dimension more changes no distance, as long as nobody goes along it.
        let dimension = max(2, mapping.dimension)
        guard let directory else {
            index = try VectorIndex(dimension: dimension, metric: mapping.space.metric, options: options)
            return
        }
        index = try VectorIndex(
            directory: directory, dimension: dimension, metric: mapping.space.metric, options: options)
    }

    /// What opening a directory takes grows with the rows that are in no segment yet, and so does every search.
    private static let rowsUntilCompaction = 4096

    var count: Int { index.count }
    func contains(_ row: UInt64) -> Bool { index.contains(row) }
    func compact() throws { _ = try index.compact() }
    /// Rows that are in no segment.
    var unsealedCount: Int { index.statistics.unsealedRows }
    func synchronize() throws { try index.synchronize() }
    func remove(_ rows: [UInt64]) throws { try index.delete(rows) }

    /// Bytes of the vectors, and of what searches read before.
    var bytes: (vectors: Int, codes: Int) {
        let statistics = index.statistics
        return (statistics.vectorBytes, statistics.codeBytes)
    }

    /// Adds a row, or replaces it.
    func put(_ row: UInt64, _ vector: [Float]) throws {
        if isBinary { return try index.add(row, bits: Self.bits(vector)) }
        try index.add(row, padded(vector))
    }

    /// The vector of a row as it is kept: at length 1 for cosines. nil for bits.
    func vector(_ row: UInt64) -> [Float]? { index.vector(row) }

    /// The nearest rows, the nearest first, equal ones by number.
    /// - Parameters:
    ///   - rows: among these; nil for all.
    ///   - wanted: lists to look in, where there are lists.
    func nearest(
        to query: [Float], count: Int, among rows: VectorFilter?, probes wanted: Int? = nil, isExact: Bool = false
    ) -> [VectorMatch] {
        // The query is as long as the vectors and finite, so nothing can be wrong with it.
        guard !isBinary else { return (try? index.search(bits: Self.bits(query), k: count, filter: rows)) ?? [] }
        let recall = isExact || index.count <= Self.comparedRowsMax ? 1 : Self.recall
        let probes = probes.map { wanted ?? $0 }
        return (try? index.search(padded(query), k: count, filter: rows, recall: recall, probes: probes)) ?? []
    }

    /// All rows no farther away than `distance`, the nearest first.
    func near(_ query: [Float], within distance: Float, among rows: VectorFilter?) -> [VectorMatch] {
        guard !isBinary else {
            return nearest(to: query, count: index.count, among: rows).filter { $0.distance <= distance }
        }
        return (try? index.search(padded(query), within: distance, filter: rows)) ?? []
    }

    private func padded(_ vector: [Float]) -> [Float] {
        vector.count < index.dimension ? vector + Array(repeating: 0, count: index.dimension - vector.count) : vector
    }

    private static func bits(_ vector: [Float]) -> [UInt8] { vector.map { UInt8(bitPattern: Int8($0)) } }
}

extension VectorSpace {
    fileprivate var metric: VectorMetric {
        switch self {
        case .l2: .l2
        case .l1: .l1
        case .linf: .lInfinity
        case .cosinesimil: .cosine
        case .innerproduct: .innerProduct
        case .hamming: .hamming
        }
    }
}
