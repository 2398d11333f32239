/// How far apart two vectors are. Distances are smaller when nearer, for every metric.
public enum VectorMetric: UInt8, Sendable, Hashable, CaseIterable {
    /// 1 - cos. Vectors are stored at length 1; a vector of length 0 has no direction and is refused.
    case cosine = 1
    /// The inner product, negated.
    case innerProduct = 2
    /// The squared Euclidean distance.
    case l2 = 3
    /// The sum of the absolute differences.
    case l1 = 4
    /// The largest absolute difference.
    case lInfinity = 5
    /// How many bits differ. Vectors are bits, eight a byte.
    case hamming = 6

    /// Whether a rotation keeps the distance, so that codes of rotated rows estimate it.
    var survivesRotation: Bool { self == .cosine || self == .innerProduct || self == .l2 }
}

/// How the vectors themselves are kept.
public enum VectorPrecision: UInt8, Sendable, Hashable, CaseIterable {
    case float32 = 1
    /// Half the bytes; distances are those to the rounded vectors.
    case float16 = 2
}
