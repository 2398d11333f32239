internal import CVectorKernels

/// Checks vectors from outside and brings them into the form that rows keep.
struct VectorInput {
    private let shape: RowShape
    private let kernels: Kernels

    /// Squares of 16,000 components up to this size add up to a finite float.
    static let componentMax = Float(sign: .plus, exponent: 56, significand: 1)
    static let halfMax: Float = 65_504

    init(_ shape: RowShape, _ kernels: Kernels) {
        self.shape = shape
        self.kernels = kernels
    }

    /// Appends the vector's bytes.
    func append(_ vector: [Float], to bytes: inout [UInt8]) throws(VectorError) {
        let scale = try scale(vector)
        if shape.precision == .float16 {
            try appendHalves(vector, scale, &bytes)
        } else if scale == 1 {
            vector.withUnsafeBytes { bytes.append(contentsOf: $0) }
        } else {
            vector.map { Float(Double($0) * scale) }.withUnsafeBytes { bytes.append(contentsOf: $0) }
        }
    }

    private func appendHalves(_ vector: [Float], _ scale: Double, _ bytes: inout [UInt8]) throws(VectorError) {
        let scaled = vector.map { Float(Double($0) * scale) }
        if let large = scaled.firstIndex(where: { abs($0) > Self.halfMax }) { throw .tooLargeForHalf(component: large) }
        let halves = [UInt16](unsafeUninitializedCapacity: scaled.count) { buffer, count in
            guard let base = buffer.baseAddress else { return }
            kernels.pointee.to_f16(scaled, base, scaled.count)
            count = scaled.count
        }
        halves.withUnsafeBytes { bytes.append(contentsOf: $0) }
    }

    /// Puts a query in its place: floats, at length 1 for cosine.
    func prepare(_ query: [Float], _ place: UnsafeMutableRawPointer) throws(VectorError) {
        let floats = place.assumingMemoryBound(to: Float.self)
        guard let scale = ordinaryScale(query) else {
            // Very long and very short ones need the range of doubles.
            let scale = try self.scale(query)
            for index in 0..<query.count { floats[index] = Float(Double(query[index]) * scale) }
            return
        }
        query.withUnsafeBufferPointer { for index in 0..<$0.count { floats[index] = $0[index] * scale } }
    }

    /// What a query is multiplied with when a float can tell: it has the right number of components, and is neither very
    /// long nor very short.
    private func ordinaryScale(_ query: [Float]) -> Float? {
        guard query.count == shape.dimension else { return nil }
        let square = kernels.pointee.dot_f32(query, query, query.count)
        guard square > 1e-20, square < 1e20 else { return nil }
        return shape.metric == .cosine ? 1 / square.squareRoot() : 1
    }

    /// A row's vector as floats.
    func read(_ vector: UnsafeRawPointer, into floats: UnsafeMutablePointer<Float>) {
        if shape.precision == .float16 {
            kernels.pointee.from_f16(vector.assumingMemoryBound(to: UInt16.self), floats, shape.dimension)
        } else {
            floats.update(from: vector.assumingMemoryBound(to: Float.self), count: shape.dimension)
        }
    }

    /// What the vector is multiplied with: 1 over its length for cosine.
    private func scale(_ vector: [Float]) throws(VectorError) -> Double {
        guard vector.count == shape.dimension else {
            throw .wrongDimension(got: vector.count, expected: shape.dimension)
        }
        // A sum is finite only if all its terms are: the common case takes one pass.
        var sum: Float = 0
        for component in vector { sum += abs(component) }
        if !sum.isFinite, let bad = vector.firstIndex(where: { !$0.isFinite }) { throw .notFinite(component: bad) }
        guard shape.metric == .cosine else {
            guard sum > Self.componentMax, let large = vector.firstIndex(where: { abs($0) > Self.componentMax }) else {
                return 1
            }
            throw .tooLarge(component: large)
        }
        var square = 0.0
        for component in vector { square += Double(component) * Double(component) }
        guard square > 0 else { throw .zeroVector }
        return 1 / square.squareRoot()
    }
}
