internal import CVectorKernels

/// What a row is made of, in bytes. Follows from dimension, metric and precision alone.
struct RowShape: Sendable, Hashable {
    let dimension: Int
    let metric: VectorMetric
    let precision: VectorPrecision

    static let dimensions = 2...16_000

    /// Whether rows have 1-bit and 8-bit codes beside the vector.
    var isCoded: Bool { metric.survivesRotation }
    /// Dimensions after rotation: whole cache lines of 8-bit codes.
    var codeDimension: Int { (dimension + 63) / 64 * 64 }
    /// Steps of a scan over 1-bit codes.
    var steps: Int { (codeDimension + Int(VK_STEP_DIMENSIONS) - 1) / Int(VK_STEP_DIMENSIONS) }
    /// Bytes of the 1-bit codes of one block, without its factors.
    var blockCodeBytes: Int { steps * 3 * Self.blockRows }
    /// Bytes of a block: codes, then what to add and what to multiply with, a float a row each.
    var blockBytes: Int { blockCodeBytes + 2 * 4 * Self.blockRows }
    /// Bytes of the vector itself.
    var vectorBytes: Int {
        switch (metric, precision) {
        case (.hamming, _): (dimension + 7) / 8
        case (_, .float32): dimension * 4
        case (_, .float16): dimension * 2
        }
    }

    static let blockRows = Int(VK_BLOCK_ROWS)

    static func blocks(_ rows: Int) -> Int { (rows + blockRows - 1) / blockRows }
}

/// What belongs to the 8-bit code of a row `x`, of which `o` is the rotated difference to the centre: `add`, the part of
/// the distance that does not depend on the query; `unit` of the code; `error`, the length of what the code leaves out
/// of `o`; `length` of `o`.
typealias RowFactors = vk_factors
