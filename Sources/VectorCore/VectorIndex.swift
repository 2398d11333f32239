/// Nearest neighbours of vectors: exact, or as exact as asked for.
///
///     let index = try VectorIndex(dimension: 384, metric: .cosine)
///     try index.add(17, embedding)
///     let nearest = try index.search(query, k: 10, recall: 0.99)
///
/// Any thread may call any method. Searches see one moment's rows and never wait for writes.
public final class VectorIndex: Sendable {
    public let dimension: Int
    public let metric: VectorMetric
    public let options: VectorIndexOptions

    let shape: RowShape
    let kernels: Kernels
    let rotation: Rotation?
    let writing: Guarded<IndexWriter>
    private let published: Guarded<Snapshot>
    private let scratches = Guarded<[Scratch]>([])
    /// Held while a compaction runs: there is one at a time.
    let compaction = Guarded<Void>(())

    /// An empty index in memory.
    /// - Parameters:
    ///   - dimension: 2...16,000; for `.hamming` the number of bits, a multiple of 8.
    public convenience init(
        dimension: Int, metric: VectorMetric, options: VectorIndexOptions = VectorIndexOptions()
    ) throws(VectorError) {
        try self.init(dimension: dimension, metric: metric, options: options, storage: nil, recovered: nil)
    }

    /// The index in a directory, which is made if it is not there. Opening takes milliseconds and what the log is long.
    /// - Throws: `differentIndex` when what is there was made with another dimension, metric or precision; `corrupt`.
    public convenience init(
        directory: String, dimension: Int, metric: VectorMetric, options: VectorIndexOptions = VectorIndexOptions()
    ) throws(VectorError) {
        let shape = RowShape(dimension: dimension, metric: metric, precision: options.precision)
        try Self.check(shape)
        let (storage, recovered) = try IndexStorage.open(directory, shape, options)
        try self.init(dimension: dimension, metric: metric, options: options, storage: storage, recovered: recovered)
    }

    private init(
        dimension: Int, metric: VectorMetric, options: VectorIndexOptions, storage: IndexStorage?,
        recovered: RecoveredRows?
    ) throws(VectorError) {
        let shape = RowShape(dimension: dimension, metric: metric, precision: options.precision)
        try Self.check(shape)
        precondition(
            options.instructions?.isAvailable ?? true,
            "this machine does not run \(options.instructions.debugDescription)")
        precondition(options.graph?.isValid ?? true, "the numbers of VectorGraphOptions are out of their bounds")
        (self.dimension, self.metric, self.options, self.shape) = (dimension, metric, options, shape)
        kernels = Kernels(options.instructions)
        // A rotation that is kept in a directory is the one that its codes were made with.
        let seed = storage?.seed ?? options.seed
        rotation = shape.isCoded ? Rotation(shape, seed: seed, kernels: kernels) : nil
        var writer = IndexWriter(shape, kernels: kernels, rotation: rotation, storage: storage)
        if let recovered { try writer.recover(recovered) }
        published = Guarded(writer.snapshot())
        writing = Guarded(writer)
    }

    private static func check(_ shape: RowShape) throws(VectorError) {
        let isWhole = shape.metric != .hamming || shape.dimension % 8 == 0
        guard RowShape.dimensions.contains(shape.dimension), isWhole else {
            throw .wrongDimension(got: shape.dimension, expected: RowShape.dimensions.upperBound)
        }
    }

    /// Rows that are there.
    public var count: Int { snapshot.liveCount }

    /// How the index is made up.
    public var statistics: VectorIndexStatistics { VectorIndexStatistics(snapshot, shape) }

    var snapshot: Snapshot { published.with { $0 } }

    /// To be called while `writing` is held, so that snapshots follow each other in the order of writes.
    func publish(_ snapshot: Snapshot) { published.with { $0 = snapshot } }

    /// Runs `body` with buffers that no other search uses.
    func withScratch<Value>(_ body: (Scratch) throws(VectorError) -> Value) throws(VectorError) -> Value {
        let scratch = scratches.with { $0.popLast() } ?? Scratch(shape, kernels: kernels)
        defer { scratches.with { $0.append(scratch) } }
        return try body(scratch)
    }
}

/// What an index holds and takes.
public struct VectorIndexStatistics: Sendable, Hashable {
    /// Rows that are there, and rows that are deleted but still take room.
    public let rows, deleted: Int
    /// Sealed segments, and rows that are in none yet.
    public let segments, unsealedRows: Int
    /// Segments that have a graph.
    public let graphs: Int
    /// Bytes of vectors, and of everything that searches read before they compare vectors.
    public let vectorBytes, codeBytes: Int

    init(_ snapshot: Snapshot, _ shape: RowShape) {
        let capacity = snapshot.parts.reduce(0) { $0 + $1.rows.capacity }
        rows = snapshot.liveCount
        deleted = snapshot.parts.reduce(0) { $0 + $1.deletedCount }
        segments = snapshot.parts.count { $0.isSealed }
        unsealedRows = snapshot.parts.reduce(0) { $0 + ($1.isSealed ? 0 : $1.liveCount) }
        graphs = snapshot.parts.count { $0.rows.graph != nil }
        vectorBytes = capacity * shape.vectorBytes
        codeBytes = snapshot.parts.reduce(0) { $0 + $1.rows.byteCount } - vectorBytes
    }
}
