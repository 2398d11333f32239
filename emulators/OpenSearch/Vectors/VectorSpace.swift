/// How near two vectors are.
enum VectorSpace: String, Sendable, CaseIterable {
    case l2, l1, linf, cosinesimil, innerproduct, hamming

    /// The score of a nearest-neighbour search: greater is nearer.
    ///
    /// Source: OpenSearch documentation, "Spaces", the table of distance functions and scores. The script `knn_score`
    /// scores alike in indices of OpenSearch 2.19 and later (k-NN plugin, KNNScoringSpace).
    func score(of distance: Float) -> Float {
        switch self {
        case .l2, .l1, .linf, .hamming: 1 / (1 + distance)
        case .cosinesimil: max(0, (2 - distance) / 2)
        case .innerproduct: distance <= 0 ? 1 - distance : 1 / (1 + distance)
        }
    }

    /// The distance at which the score is this: ``score(of:)`` the other way round.
    func distance(ofScore score: Float) -> Float {
        switch self {
        case .l2, .l1, .linf, .hamming: 1 / score - 1
        case .cosinesimil: 2 - 2 * score
        case .innerproduct: score >= 1 ? 1 - score : 1 / score - 1
        }
    }

    /// As the pointers below, of vectors of one length.
    func distance(_ left: [Float], _ right: [Float], magnitudes: Float) -> Float {
        left.withUnsafeBufferPointer { left in
            right.withUnsafeBufferPointer { right in
                guard let first = left.baseAddress, let second = right.baseAddress else { return 0 }
                return distance(first, second, min(left.count, right.count), magnitudes: magnitudes)
            }
        }
    }

    /// The distance of two vectors of `count` components: squared for `l2`, 1 - cosine for `cosinesimil`, negated for
    /// `innerproduct`.
    /// - Parameter magnitudes: the product of the lengths of both vectors.
    func distance(
        _ left: UnsafePointer<Float>, _ right: UnsafePointer<Float>, _ count: Int, magnitudes: Float
    ) -> Float {
        switch self {
        case .l2: VectorKernels.squaredDistance(left, right, count)
        case .innerproduct: -VectorKernels.dot(left, right, count)
        case .cosinesimil: magnitudes > 0 ? 1 - VectorKernels.dot(left, right, count) / magnitudes : 1
        case .l1: VectorKernels.sum(left, right, count) { $0.replacing(with: -$0, where: $0 .< 0) }
        case .linf: VectorKernels.greatest(left, right, count)
        case .hamming: VectorKernels.hamming(left, right, count)
        }
    }
}

/// Loops over the components of two vectors, eight at a time.
enum VectorKernels {
    private typealias Lane = SIMD8<Float>

    @inline(__always)
    private static func lane(_ pointer: UnsafePointer<Float>, _ index: Int) -> Lane {
        UnsafeRawPointer(pointer + index).loadUnaligned(as: Lane.self)
    }

    static func dot(_ left: UnsafePointer<Float>, _ right: UnsafePointer<Float>, _ count: Int) -> Float {
        var (first, second) = (Lane.zero, Lane.zero)
        var index = 0
        while index + 16 <= count {
            first += lane(left, index) * lane(right, index)
            second += lane(left, index + 8) * lane(right, index + 8)
            index += 16
        }
        var total = (first + second).sum()
        while index < count {
            total += left[index] * right[index]
            index += 1
        }
        return total
    }

    static func squaredDistance(_ left: UnsafePointer<Float>, _ right: UnsafePointer<Float>, _ count: Int) -> Float {
        sum(left, right, count) { $0 * $0 }
    }

    /// The Euclidean length.
    static func length(_ vector: [Float]) -> Float {
        vector.withUnsafeBufferPointer { buffer in
            buffer.baseAddress.map { dot($0, $0, buffer.count).squareRoot() } ?? 0
        }
    }

    /// The sum of `term` of all differences.
    @inline(__always)
    static func sum(
        _ left: UnsafePointer<Float>, _ right: UnsafePointer<Float>, _ count: Int,
        _ term: (SIMD8<Float>) -> SIMD8<Float>
    ) -> Float {
        var total = Lane.zero
        var index = 0
        while index + 8 <= count {
            total += term(lane(left, index) - lane(right, index))
            index += 8
        }
        var rest = Lane.zero
        for position in index..<count { rest[position - index] = left[position] - right[position] }
        return (total + term(rest)).sum()
    }

    static func greatest(_ left: UnsafePointer<Float>, _ right: UnsafePointer<Float>, _ count: Int) -> Float {
        var greatest: Float = 0
        for index in 0..<count { greatest = max(greatest, abs(left[index] - right[index])) }
        return greatest
    }

    /// Bits in which the components, bytes from -128 to 127, differ.
    static func hamming(_ left: UnsafePointer<Float>, _ right: UnsafePointer<Float>, _ count: Int) -> Float {
        var bits = 0
        for index in 0..<count { bits += (byte(left[index]) ^ byte(right[index])).nonzeroBitCount }
        return Float(bits)
    }

    private static func byte(_ component: Float) -> UInt8 {
        UInt8(bitPattern: Int8(max(-128, min(127, component))))
    }
}
