import Testing

#if canImport(Glibc)
    import Glibc
#endif

/// A seeded generator: the same seed gives the same cases. The seed is taken from `KASS_TEST_SEED` or fixed, and
/// printed by whoever fails.
struct RandomSource: RandomNumberGenerator {
    let seed: UInt64
    private var state: UInt64

    init(seed: UInt64? = nil) {
        let environment = getenv("KASS_TEST_SEED").flatMap { UInt64(String(cString: $0)) }
        self.seed = seed ?? environment ?? 20_120_810
        state = self.seed
    }

    /// SplitMix64.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func int(_ range: Range<Int>) -> Int { Int.random(in: range, using: &self) }

    mutating func digits(_ count: Int) -> String {
        String((0..<count).map { _ in Character(String(int(0..<10))) })
    }

    /// A text that is a valid number in one of the ways to write it.
    mutating func numberText() -> String {
        let sign = ["", "-", "+", "-"][int(0..<4)]
        let whole = digits(int(1..<20))
        let fraction = int(0..<2) == 0 ? "" : "." + digits(int(0..<18))
        let exponent = int(0..<3) == 0 ? "e\(int(-90..<90))" : ""
        return sign + whole + fraction + exponent
    }
}
