/// A hash that is the same on every machine and in every run: FNV-1a with a last mix.
struct StableHash64 {
    private var state: UInt64 = 0xCBF2_9CE4_8422_2325

    init() {}

    /// - Parameter seed: keeps kinds of features apart.
    init(seed: UInt8) { take(seed) }

    @inline(__always)
    mutating func take(_ byte: UInt8) {
        state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
    }

    mutating func take(_ text: some Sequence<UInt8>) {
        for byte in text { take(byte) }
    }

    var value: UInt64 {
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    static func of(_ text: String) -> UInt64 {
        var hash = StableHash64()
        hash.take(text.utf8)
        return hash.value
    }
}
