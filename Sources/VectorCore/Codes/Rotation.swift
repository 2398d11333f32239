internal import CVectorKernels

/// A random rotation that takes n log n steps: signs and Hadamard transforms, over the first and the last power of two
/// of dimensions in turn, so that every component comes to depend on every other.
struct Rotation: Sendable {
    let shape: RowShape
    let seed: UInt64
    let kernels: Kernels
    /// The largest power of two that fits.
    private let window: Int
    private let signs: [Float]

    var codeDimension: Int { shape.codeDimension }

    private static let rounds = 3

    init(_ shape: RowShape, seed: UInt64, kernels: Kernels) {
        self.shape = shape
        self.seed = seed
        window = 1 << (Int.bitWidth - 1 - shape.codeDimension.leadingZeroBitCount)
        self.kernels = kernels
        var random = SplitMix64(state: seed)
        // The scale makes each transform a rotation: it is a power of two or rounds the same everywhere.
        let scale = 1 / Float(window).squareRoot()
        signs = (0..<Self.rounds * 2 * window).map { _ in random.next() >> 63 == 0 ? scale : -scale }
    }

    /// Turns `vector`, `dimension` long, into `rotated`, `codeDimension` long.
    func apply(_ vector: UnsafePointer<Float>, _ rotated: UnsafeMutablePointer<Float>) {
        rotated.update(from: vector, count: shape.dimension)
        (rotated + shape.dimension).update(repeating: 0, count: codeDimension - shape.dimension)
        signs.withUnsafeBufferPointer { signs in
            guard var sign = signs.baseAddress else { return }
            for _ in 0..<Self.rounds {
                turn(rotated, sign)
                sign += window
                if window < codeDimension { turn(rotated + (codeDimension - window), sign) }
                sign += window
            }
        }
    }

    private func turn(_ values: UnsafeMutablePointer<Float>, _ signs: UnsafePointer<Float>) {
        for index in 0..<window { values[index] *= signs[index] }
        kernels.pointee.hadamard(values, window)
    }
}

/// Sebastiano Vigna's generator: one multiplication short of nothing, and good enough for signs and samples.
struct SplitMix64 {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }

    /// 0..<`bound`; the bias is below 2^-32 for bounds below 2^32.
    mutating func next(below bound: Int) -> Int { Int(next().multipliedFullWidth(by: UInt64(bound)).high) }
}
