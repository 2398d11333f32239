internal import CVectorKernels

/// Rows at fixed places: ids, vectors and codes. Filled by one writer, row after row; what was published is never
/// changed. In memory and in a segment's file it looks the same.
///
/// Unchecked: a reader looks at no row beyond the count that it was given, and at no block that is not full by then.
final class Rows: @unchecked Sendable {
    let layout: RowLayout
    let arena: Arena
    /// What the sections after the rows hold, for sealed ones.
    let calibration: Calibration?
    let lists: InvertedLists?
    let graph: Graph?
    /// Of the codes that searches read at random, when they are in a file.
    private let residency: Residency?
    /// Whether each row is a document of its own.
    let hasDocuments: Bool

    let ids: UnsafeMutablePointer<UInt64>
    let documents: UnsafeMutablePointer<UInt64>?
    let vectors: UnsafeMutableRawPointer
    /// Only when the shape is coded; else they point at nothing that is read.
    let blocks: UnsafeMutableRawPointer
    let bytes: UnsafeMutablePointer<Int8>
    let factors: UnsafeMutablePointer<RowFactors>
    let centre: UnsafeMutablePointer<Float>
    let order: UnsafeMutablePointer<UInt32>?

    var shape: RowShape { layout.shape }
    var capacity: Int { layout.capacity }
    /// Bytes of everything, a graph beside the sections included.
    var byteCount: Int { layout.end + (layout.ranges[.graph] == nil ? graph?.layout.byteCount ?? 0 : 0) }

    init(
        _ layout: RowLayout, arena: Arena, calibration: Calibration? = nil, lists: InvertedLists? = nil,
        graph: Graph? = nil
    ) {
        self.layout = layout
        self.arena = arena
        self.calibration = calibration
        self.lists = lists
        self.graph = graph
        func place(_ section: RowSection) -> UnsafeMutableRawPointer? {
            layout.ranges[section].map { arena.base + $0.lowerBound }
        }
        ids = (place(.ids) ?? arena.base).assumingMemoryBound(to: UInt64.self)
        documents = place(.documents)?.assumingMemoryBound(to: UInt64.self)
        hasDocuments = documents != nil
        vectors = place(.vectors) ?? arena.base
        blocks = place(.blocks) ?? arena.base
        bytes = (place(.bytes) ?? arena.base).assumingMemoryBound(to: Int8.self)
        factors = (place(.factors) ?? arena.base).assumingMemoryBound(to: RowFactors.self)
        centre = (place(.centre) ?? arena.base).assumingMemoryBound(to: Float.self)
        order = place(.order)?.assumingMemoryBound(to: UInt32.self)
        if arena.isFile, layout.shape.isCoded {
            residency =
                graph.map { Residency($0.codes, count: $0.layout.rows * $0.layout.codeStride) }
                ?? Residency(bytes, count: layout.capacity * layout.shape.codeDimension)
        } else {
            residency = nil
        }
    }

    /// Rows in memory, none yet.
    convenience init(_ shape: RowShape, capacity: Int, hasDocuments: Bool) throws(VectorError) {
        let layout = RowLayout(shape, capacity: capacity, hasDocuments: hasDocuments, start: 0)
        self.init(layout, arena: try Arena(count: layout.end))
    }

    /// Says how a file's pages will be read: by searches, which read all but the blocks of a scan at random, or in order.
    func expectReads(inOrder: Bool) {
        guard arena.isFile else { return }
        arena.expectReads(inOrder: inOrder || !shape.isCoded, 0..<arena.count)
        if !inOrder, let blocks = layout.ranges[.blocks] { arena.expectReads(inOrder: true, blocks) }
    }

    func block(_ index: Int) -> UnsafeMutableRawPointer { blocks + index * shape.blockBytes }
    func code(_ row: Int) -> UnsafeMutablePointer<Int8> { bytes + row * shape.codeDimension }
    func vector(_ row: Int) -> UnsafeMutableRawPointer { vectors + row * shape.vectorBytes }
    func document(_ row: Int) -> UInt64 { documents?[row] ?? ids[row] }
    /// Whether searches need not wait for a disk, as far as is known.
    var isResident: Bool { residency?.isResident ?? true }

    /// The row of an id among the first `count`, which are sealed: in order, or with an order beside them.
    /// - Complexity: O(log n).
    func row(of id: UInt64, count: Int) -> Int? {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            let row = order.map { Int($0[middle]) } ?? middle
            // An order from a damaged file may name rows that are not there.
            guard row < count else { return nil }
            if ids[row] == id { return row }
            if ids[row] < id { low = middle + 1 } else { high = middle }
        }
        return nil
    }
}
