internal import CVectorKernels

/// Appends rows to `Rows`. A block is put in its place when its 64 rows are there, so that no reader sees it change.
final class RowWriter {
    let rows: Rows
    private(set) var count = 0
    private let encoder: RowEncoder?
    private let kernels: Kernels
    private let pending: UnsafeMutableRawPointer
    private let decoded: UnsafeMutablePointer<Float>

    init(_ rows: Rows, encoder: RowEncoder?, kernels: Kernels) {
        self.rows = rows
        self.encoder = encoder
        self.kernels = kernels
        pending = .allocate(byteCount: max(rows.shape.blockBytes, 1), alignment: 64)
        decoded = .allocate(capacity: rows.shape.dimension)
        clearPending()
    }

    deinit {
        pending.deallocate()
        decoded.deallocate()
    }

    var isFull: Bool { count == rows.capacity }

    /// Appends a row whose vector is in the form that rows keep.
    func append(id: UInt64, document: UInt64, vector: UnsafeRawPointer) {
        precondition(!isFull, "no place is left for a row")
        let row = count
        rows.ids[row] = id
        rows.documents?[row] = document
        rows.vector(row).copyMemory(from: vector, byteCount: rows.shape.vectorBytes)
        if let encoder {
            let floats = floats(of: vector)
            let place = row % RowShape.blockRows
            rows.factors[row] = encoder.encode(
                floats, from: rows.centre, bytes: rows.code(row), block: pending, place: place)
            if place == RowShape.blockRows - 1 { putBlock(row / RowShape.blockRows) }
        }
        count += 1
    }

    /// Puts the last block in its place though it is not full. Nothing may be appended afterwards.
    func finish() {
        if encoder != nil, count % RowShape.blockRows != 0 { putBlock(count / RowShape.blockRows) }
    }

    private func floats(of vector: UnsafeRawPointer) -> UnsafePointer<Float> {
        guard rows.shape.precision == .float16 else { return vector.assumingMemoryBound(to: Float.self) }
        kernels.pointee.from_f16(vector.assumingMemoryBound(to: UInt16.self), decoded, rows.shape.dimension)
        return UnsafePointer(decoded)
    }

    private func putBlock(_ index: Int) {
        rows.block(index).copyMemory(from: pending, byteCount: rows.shape.blockBytes)
        clearPending()
    }

    /// A row that is not there is never near: NaN is added to its distance.
    private func clearPending() {
        guard rows.shape.isCoded else { return }
        pending.initializeMemory(as: UInt8.self, repeating: 0, count: rows.shape.blockBytes)
        (pending + rows.shape.blockCodeBytes).assumingMemoryBound(to: Float.self)
            .update(repeating: .nan, count: RowShape.blockRows)
    }
}
