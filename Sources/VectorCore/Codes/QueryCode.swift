internal import CVectorKernels

/// A query as seen from the centre of some rows: what the scan and the 8-bit kernels want. Buffers are reused.
///
/// For a row x with o = x - c (both rotated) and the query's v = q - c:
/// -<q,x> = (<c,c> - <q,c>) - <c,x> - <v,o>, and |q-x|² = |v|² + |o|² - 2<v,o>.
/// So a distance is `base` + the row's `add` + `weight` * <v,o>, and <v,o> is estimated from codes of v and o.
final class QueryCode {
    let shape: RowShape
    private let kernels: Kernels
    private let residual: UnsafeMutablePointer<Float>
    private let integers: UnsafeMutablePointer<Int8>
    /// v in 8 bits, `codeDimension` long.
    let bytes: UnsafeMutablePointer<Int8>
    /// Look-up tables for `scan`, once `prepareScan` was called.
    let tables: UnsafeMutablePointer<UInt8>
    private let planeCode: PlaneCode
    private var hasTables = false
    private var hasPlanes = false
    private var largest: Float = 0

    private(set) var base: Float = 0
    private(set) var weight: Float = 0
    /// Of a sum from the tables: the estimate of a distance is `base` + add + multiply * (`scale` * sum + `shift`).
    private(set) var scale: Float = 0
    private(set) var shift: Float = 0
    /// One unit of `bytes`.
    private(set) var unit: Float = 0
    /// The length of v.
    private(set) var length: Float = 0

    init(_ shape: RowShape, kernels: Kernels) {
        self.shape = shape
        self.kernels = kernels
        residual = Self.aligned(shape.codeDimension)
        integers = Self.aligned(shape.steps * Int(VK_STEP_DIMENSIONS))
        bytes = Self.aligned(shape.codeDimension)
        tables = Self.aligned(shape.steps * Int(VK_STEP_TABLE_BYTES))
        planeCode = PlaneCode(shape)
    }

    deinit {
        residual.deallocate()
        integers.deallocate()
        bytes.deallocate()
        tables.deallocate()
    }

    private static func aligned<Element>(_ count: Int) -> UnsafeMutablePointer<Element> {
        let bytes = UnsafeMutableRawPointer.allocate(byteCount: count * MemoryLayout<Element>.stride, alignment: 64)
        return bytes.bindMemory(to: Element.self, capacity: count)
    }

    /// Looks at the query from `centre`. Both are rotated and `codeDimension` long.
    func look(_ query: UnsafePointer<Float>, from centre: UnsafePointer<Float>) {
        let count = shape.codeDimension
        for index in 0..<count { residual[index] = query[index] - centre[index] }
        let square = kernels.pointee.dot_f32(residual, residual, count)
        length = square.squareRoot()
        if shape.metric == .l2 {
            (base, weight) = (square, -2)
        } else {
            base = kernels.pointee.dot_f32(centre, centre, count) - kernels.pointee.dot_f32(query, centre, count)
            weight = -1
        }
        (hasTables, hasPlanes) = (false, false)
        largest = kernels.pointee.linf_f32(query, centre, count)
        let scaling = CodeScaling(largest: largest, most: 127)
        unit = scaling.unit
        kernels.pointee.to_i8(residual, scaling.factor, bytes, count)
    }

    /// The length of what `bytes` leaves out of v.
    func error() -> Float {
        var left: Float = 0
        for index in 0..<shape.codeDimension {
            let missed = residual[index] - Float(bytes[index]) * unit
            left += missed * missed
        }
        return left.squareRoot()
    }

    /// To be called before `tables`, `scale` and `shift` are used.
    func prepareScan() {
        if !hasTables { makeTables() }
        hasTables = true
    }

    /// Tells a walk, or whoever picks rows, of the query.
    func put(_ picked: inout vk_picked) {
        if !hasPlanes { planeCode.make(residual, largest: largest, kernels: kernels) }
        hasPlanes = true
        planeCode.put(&picked, base: base, weight: weight)
    }

    /// Integers whose magnitudes fit a byte when summed over a step, and the tables of their sums.
    private func makeTables() {
        let step = Int(VK_STEP_DIMENSIONS)
        let count = shape.codeDimension
        // Rounding may add half a unit a dimension.
        let most = Float(Int(VK_STEP_SUM_MAX) - step / 2)
        var largest: Float = 0
        for start in stride(from: 0, to: count, by: step) {
            var sum: Float = 0
            for index in start..<min(start + step, count) {
                sum += abs(residual[index])
                // Each integer is to fit eight bits with its sign, too.
                largest = max(largest, abs(residual[index]) * (most / 127))
            }
            largest = max(largest, sum)
        }
        let scaling = CodeScaling(largest: largest, most: most)
        kernels.pointee.to_i8(residual, scaling.factor, integers, count)
        (integers + count).update(repeating: 0, count: shape.steps * step - count)
        var magnitudes = 0
        for index in 0..<count { magnitudes += abs(Int(integers[index])) }
        kernels.pointee.make_tables(integers, shape.steps, tables)
        // Bits are ±1: a sum counts |v| where signs agree, so <v,sign> is twice it less the sum of all magnitudes.
        scale = 2 * scaling.unit * weight
        shift = -scaling.unit * Float(magnitudes) * weight
    }
}
