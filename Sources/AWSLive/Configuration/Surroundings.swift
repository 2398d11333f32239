public import AWSCore

/// Time and chance, which only a live client takes from the machine.
public struct Surroundings: Sendable {
    public var now: @Sendable () -> Timestamp
    public var sleep: @Sendable (Duration) async throws -> Void
    /// 64 random bits.
    public var random: @Sendable () -> UInt64

    public init(
        now: @escaping @Sendable () -> Timestamp, sleep: @escaping @Sendable (Duration) async throws -> Void,
        random: @escaping @Sendable () -> UInt64
    ) {
        self.now = now
        self.sleep = sleep
        self.random = random
    }

    public static let system = Surroundings(
        now: { SystemTime.now }, sleep: { try await Task.sleep(for: $0) },
        random: {
            var generator = SystemRandomNumberGenerator()
            return generator.next()
        })

    /// In `0..<1`.
    func fraction() -> Double { Double(random() >> 11) * 0x1p-53 }

    /// A version 4 UUID.
    func uuid() -> String {
        let high = random() & ~0xF000 | 0x4000
        let low = random() & ~(0xC000 << 48) | 0x8000 << 48
        let digits = Self.hex(high) + Self.hex(low)
        var parts: [Substring] = []
        var rest = digits[...]
        for length in [8, 4, 4, 4, 12] {
            parts.append(rest.prefix(length))
            rest = rest.dropFirst(length)
        }
        return parts.joined(separator: "-")
    }

    private static func hex(_ word: UInt64) -> String {
        let text = String(word, radix: 16)
        return String(repeating: "0", count: 16 - text.count) + text
    }
}
