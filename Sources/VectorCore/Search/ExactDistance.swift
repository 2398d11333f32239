internal import CVectorKernels

/// The distance between a query and a vector as rows keep it.
struct ExactDistance {
    private let shape: RowShape
    private let kernels: Kernels

    init(_ shape: RowShape, _ kernels: Kernels) {
        self.shape = shape
        self.kernels = kernels
    }

    func between(_ query: UnsafeRawPointer, _ vector: UnsafeRawPointer) -> Float {
        if shape.metric == .hamming {
            let bytes = shape.vectorBytes
            return Float(
                kernels.pointee.hamming(
                    query.assumingMemoryBound(to: UInt8.self), vector.assumingMemoryBound(to: UInt8.self), bytes))
        }
        let floats = query.assumingMemoryBound(to: Float.self)
        return shape.precision == .float32
            ? between(floats, vector.assumingMemoryBound(to: Float.self))
            : between(floats, vector.assumingMemoryBound(to: UInt16.self))
    }

    private func between(_ query: UnsafePointer<Float>, _ vector: UnsafePointer<Float>) -> Float {
        switch shape.metric {
        case .cosine: 1 - kernels.pointee.dot_f32(query, vector, shape.dimension)
        case .innerProduct: -kernels.pointee.dot_f32(query, vector, shape.dimension)
        case .l2: kernels.pointee.l2_f32(query, vector, shape.dimension)
        case .l1: kernels.pointee.l1_f32(query, vector, shape.dimension)
        case .lInfinity, .hamming: kernels.pointee.linf_f32(query, vector, shape.dimension)
        }
    }

    private func between(_ query: UnsafePointer<Float>, _ vector: UnsafePointer<UInt16>) -> Float {
        switch shape.metric {
        case .cosine: 1 - kernels.pointee.dot_f16(query, vector, shape.dimension)
        case .innerProduct: -kernels.pointee.dot_f16(query, vector, shape.dimension)
        case .l2: kernels.pointee.l2_f16(query, vector, shape.dimension)
        case .l1: kernels.pointee.l1_f16(query, vector, shape.dimension)
        case .lInfinity, .hamming: kernels.pointee.linf_f16(query, vector, shape.dimension)
        }
    }
}
