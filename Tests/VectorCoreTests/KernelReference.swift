import CVectorKernels

/// The kernels of every level that this machine runs.
enum Levels {
    static let all: [vk_level] = [VK_PORTABLE, VK_NEON, VK_AVX2, VK_AVX512].filter { vk_kernels_at($0) != nil }

    static func kernels(_ level: vk_level) -> vk_kernels {
        guard let table = vk_kernels_at(level) else { fatalError("this machine does not run level \(level)") }
        return table.pointee
    }
}

/// Distances in double precision, from the definitions.
enum Reference {
    static func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
    static func l2(_ a: [Double], _ b: [Double]) -> Double {
        zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    }
    static func l1(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + abs($1.0 - $1.1) } }
    static func lInfinity(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { max($0, abs($1.0 - $1.1)) } }
    /// What rounding may do to a sum: relative to the sum of the magnitudes of its terms.
    static func size(_ a: [Double], _ b: [Double]) -> Double {
        zip(a, b).reduce(0) { $0 + abs($1.0 * $1.1) + $1.0 * $1.0 + $1.1 * $1.1 + abs($1.0) + abs($1.1) }
    }
    static func bit(_ bytes: [UInt8], _ index: Int) -> Int { Int(bytes[index / 8] >> UInt8(index % 8)) & 1 }
}

/// A seeded source of test data.
struct Dice {
    var state: UInt64

    init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return (state ^ state >> 32) &* 0xD6E8_FEB8_6659_FD93 >> 8
    }

    mutating func next(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
    /// In -1...1.
    mutating func unit() -> Float { Float(Int(next() % 2_000_001) - 1_000_000) / 1_000_000 }
    mutating func floats(_ count: Int) -> [Float] { (0..<count).map { _ in unit() } }
    /// Nearly normal.
    mutating func bell(_ count: Int) -> [Float] { (0..<count).map { _ in unit() + unit() + unit() } }
    mutating func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) } }
    mutating func codes(_ count: Int, _ range: ClosedRange<Int>) -> [Int8] {
        (0..<count).map { _ in Int8(range.lowerBound + next(range.count)) }
    }
}

/// The lengths that matter: every tail, and those of embeddings.
let kernelLengths = Array(1...70) + [384, 1024, 1536, 3072, 16_000]
