internal import CVectorKernels

/// A graph over the rows of a sealed segment: from row to row near by, so that a search reads few of them.
///
/// Unchecked: once published it never changes. The memory belongs to `arena`.
final class Graph: @unchecked Sendable {
    let layout: GraphLayout
    let arena: Arena
    private let base: UnsafeMutableRawPointer

    /// - Parameter offset: where the graph begins in the arena.
    init(_ layout: GraphLayout, arena: Arena, at offset: Int) {
        (self.layout, self.arena) = (layout, arena)
        base = arena.base + offset
    }

    /// A graph in memory, without any edge.
    convenience init(_ layout: GraphLayout) throws(VectorError) {
        self.init(layout, arena: try Arena(count: layout.byteCount), at: 0)
    }

    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: layout.byteCount) }
    var entries: UnsafeMutablePointer<UInt32> { pointer(layout.entriesStart) }
    var neighbours: UnsafeMutablePointer<UInt32> { pointer(layout.neighboursStart) }
    var codes: UnsafeMutablePointer<UInt8> { pointer(layout.codesStart) }

    private func pointer<Element>(_ offset: Int) -> UnsafeMutablePointer<Element> {
        (base + offset).assumingMemoryBound(to: Element.self)
    }

    /// What follows a row's 1-bit code: add, multiply, and the unit of the 8-bit code.
    func codeFactors(_ row: Int) -> UnsafeMutablePointer<Float> {
        pointer(layout.codesStart + row * layout.codeStride + layout.codeBytes)
    }

    // MARK: header

    static let version: UInt32 = 1

    /// The mean length of rows as seen from the centre.
    var meanLength: Float { (base + 12).load(as: Float.self) }
    /// For each of `Calibration.shares` the rung of `GraphEffort` that finds it; the number of rungs when none does.
    var rungs: [Int] { Calibration.shares.indices.map { rung($0) } }

    func rung(_ step: Int) -> Int { Int(min((base + 16 + step * 4).load(as: UInt32.self), UInt32(UInt8.max))) }

    func writeHeader(meanLength: Float, rungs: [Int]) {
        let words = [Self.version, UInt32(layout.degree), UInt32(layout.entries), meanLength.bitPattern]
        for (index, word) in (words + rungs.map { UInt32($0) }).enumerated() {
            (base + index * 4).storeBytes(of: word, as: UInt32.self)
        }
    }

    /// The graph in a section of a file; nil when its numbers do not fit, or a later version wrote it: then rows are
    /// scanned. Edges that lead nowhere are passed over by walks.
    convenience init?(_ shape: RowShape, rows: Int, arena: Arena, range: Range<Int>) {
        guard range.count >= GraphLayout.headerBytes, shape.isCoded else { return nil }
        let header = arena.base + range.lowerBound
        let (version, degree) = (header.load(as: UInt32.self), header.load(fromByteOffset: 4, as: UInt32.self))
        guard version == Self.version, (1...512).contains(degree) else { return nil }
        let layout = GraphLayout(shape, rows: rows, degree: Int(degree))
        guard layout.byteCount == range.count, header.load(fromByteOffset: 8, as: UInt32.self) == layout.entries else {
            return nil
        }
        self.init(layout, arena: arena, at: range.lowerBound)
        guard meanLength >= 0, meanLength.isFinite else { return nil }
    }

    // MARK: codes

    /// Copies the 1-bit codes out of the blocks, row after row.
    func copyCodes(_ rows: Rows) {
        let width = RowShape.blockRows
        for row in 0..<layout.rows {
            let block = rows.block(row / width).assumingMemoryBound(to: UInt8.self) + row % width
            let code = codes + row * layout.codeStride
            for byte in 0..<layout.codeBytes { code[byte] = block[byte * width] }
            copyFactors(row, rows)
        }
    }

    /// What the scan adds and multiplies with, and the unit.
    func copyFactors(_ row: Int, _ rows: Rows) {
        let width = RowShape.blockRows
        let factors = (rows.block(row / width) + rows.shape.blockCodeBytes).assumingMemoryBound(to: Float.self)
        let own = codeFactors(row)
        own[0] = factors[row % width]
        own[1] = factors[width + row % width]
        own[2] = rows.factors[row].unit
    }
}
