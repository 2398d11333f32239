internal import CVectorKernels

/// A query in 4 bits, as bit planes: for estimates of rows that are picked out. Buffers are reused.
final class PlaneCode {
    private let width: Int
    private let stride: Int
    private let integers: UnsafeMutablePointer<Int8>
    private let planes: UnsafeMutablePointer<UInt8>
    /// Of <v,sign>: `unit` * (2 * sum - `total`).
    private var unit: Float = 0
    private var total = 0

    init(_ shape: RowShape) {
        width = shape.codeDimension
        stride = GraphLayout(shape, rows: 0, degree: 1).codeStride
        integers = .allocate(capacity: width)
        planes = UnsafeMutableRawPointer.allocate(byteCount: Int(VK_PLANES) * stride, alignment: 64)
            .bindMemory(to: UInt8.self, capacity: Int(VK_PLANES) * stride)
    }

    deinit {
        integers.deallocate()
        planes.deallocate()
    }

    /// - Parameter vector: the query as seen from the centre, rotated.
    func make(_ vector: UnsafePointer<Float>, largest: Float, kernels: Kernels) {
        let scaling = CodeScaling(largest: largest, most: 7)
        unit = scaling.unit
        kernels.pointee.to_i8(vector, scaling.factor, integers, width)
        total = 0
        for index in 0..<width { total += Int(integers[index]) }
        vk_make_planes(integers, width / 8, stride, planes)
    }

    /// Tells a walk of it.
    func put(_ picked: inout vk_picked, base: Float, weight: Float) {
        picked.planes = UnsafePointer(planes)
        picked.base = base
        picked.scale = 2 * unit * weight
        picked.shift = -unit * Float(total) * weight
    }
}
