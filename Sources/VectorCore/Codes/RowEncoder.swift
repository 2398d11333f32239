internal import CVectorKernels

/// Makes the codes of rows. Buffers are reused; one thread at a time.
///
/// The 1-bit code is the sign of each rotated component, and the estimate <v,o> = <v,sign(o)> |o|² / Σ|o_i| is that of
/// RaBitQ (arXiv:2405.12497): unbiased over random rotations.
final class RowEncoder {
    let shape: RowShape
    private let kernels: Kernels
    private let rotation: Rotation
    /// The row that was encoded last, rotated.
    let rotated: UnsafeMutablePointer<Float>
    private let residual: UnsafeMutablePointer<Float>
    /// The same as the 8-bit code has it.
    private let decoded: UnsafeMutablePointer<Float>

    init(_ shape: RowShape, rotation: Rotation, kernels: Kernels) {
        self.shape = shape
        self.rotation = rotation
        self.kernels = kernels
        rotated = .allocate(capacity: shape.codeDimension)
        residual = .allocate(capacity: shape.codeDimension)
        decoded = .allocate(capacity: shape.codeDimension)
    }

    deinit {
        rotated.deallocate()
        residual.deallocate()
        decoded.deallocate()
    }

    /// Encodes `vector` as seen from `centre` (rotated).
    /// - Parameters:
    ///   - bytes: takes the 8-bit code, `codeDimension` long.
    ///   - block: the block that the row belongs to, laid out as `CVectorKernels` says.
    ///   - place: of the row in the block.
    /// - Returns: what belongs to the 8-bit code.
    func encode(
        _ vector: UnsafePointer<Float>, from centre: UnsafePointer<Float>, bytes: UnsafeMutablePointer<Int8>,
        block: UnsafeMutableRawPointer, place: Int
    ) -> RowFactors {
        let count = shape.codeDimension
        rotation.apply(vector, rotated)
        for index in 0..<count { residual[index] = rotated[index] - centre[index] }
        let square = kernels.pointee.dot_f32(residual, residual, count)
        let absolute = kernels.pointee.l1_f32(rotated, centre, count)
        let largest = kernels.pointee.linf_f32(rotated, centre, count)
        let add = shape.metric == .l2 ? square : -kernels.pointee.dot_f32(centre, rotated, count)
        writeBits(block, place, add: add, multiply: absolute > 0 ? square / absolute : 0)
        let scaling = CodeScaling(largest: largest, most: 127)
        kernels.pointee.to_i8(residual, scaling.factor, bytes, count)
        return RowFactors(
            add: add, unit: scaling.unit, error: missed(bytes, scaling.unit), length: square.squareRoot())
    }

    private func missed(_ bytes: UnsafePointer<Int8>, _ unit: Float) -> Float {
        for index in 0..<shape.codeDimension { decoded[index] = Float(bytes[index]) * unit }
        return kernels.pointee.l2_f32(residual, decoded, shape.codeDimension).squareRoot()
    }

    private func writeBits(_ block: UnsafeMutableRawPointer, _ place: Int, add: Float, multiply: Float) {
        let rows = RowShape.blockRows
        let codes = block.assumingMemoryBound(to: UInt8.self) + place
        for byte in 0..<shape.codeDimension / 8 {
            var bits: UInt8 = 0
            for bit in 0..<8 where residual[byte * 8 + bit] > 0 { bits |= 1 << bit }
            codes[byte * rows] = bits
        }
        for byte in shape.codeDimension / 8..<shape.steps * 3 { codes[byte * rows] = 0 }
        let factors = (block + shape.blockCodeBytes).assumingMemoryBound(to: Float.self)
        factors[place] = add
        factors[rows + place] = multiply
    }
}
