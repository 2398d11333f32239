/// The generator xoshiro256** of Blackman and Vigna (https://prng.di.unimi.it), seeded through SplitMix64.
struct Xoshiro256: Hashable, Sendable {
    var a, b, c, d: UInt64

    init(seed: UInt64) {
        var mixer = SplitMix64(state: seed)
        (a, b, c, d) = (mixer.next(), mixer.next(), mixer.next(), mixer.next())
    }

    /// A generator that goes on where another stood.
    /// - Parameter words: four, not all zero.
    init?(words: [UInt64]) {
        guard words.count == 4, words.contains(where: { $0 != 0 }) else { return nil }
        (a, b, c, d) = (words[0], words[1], words[2], words[3])
    }

    var words: [UInt64] { [a, b, c, d] }

    mutating func next() -> UInt64 {
        let result = Self.rotate(b &* 5, 7) &* 9
        let shifted = b << 17
        c ^= a
        d ^= b
        b ^= c
        a ^= d
        c ^= shifted
        d = Self.rotate(d, 45)
        return result
    }

    private static func rotate(_ value: UInt64, _ count: UInt64) -> UInt64 {
        value << count | value >> (64 - count)
    }
}

/// Steele, Lea and Flood's SplitMix64: a counter and a mixer, good for turning one number into many.
struct SplitMix64: Sendable {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return Self.mix(state)
    }

    static func mix(_ value: UInt64) -> UInt64 {
        var mixed = value
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// FNV-1a over UTF-8, 64 bits: the same on every machine and in every run, unlike `Hasher`.
enum StableHash {
    static func of(_ text: String) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        return hash
    }
}
