import AWSCore

/// Random values for one consumer, a function of the world's seed and the consumer's name alone.
///
/// What one consumer draws never shifts what another gets.
public final class SeededStream: RandomNumberGenerator, Sendable {
    public let name: String
    private let generator: Lock<Xoshiro256>

    init(name: String, generator: Xoshiro256) {
        self.name = name
        self.generator = Lock(generator)
    }

    /// The stream that consumer `name` has in a world with this seed.
    public convenience init(seed: UInt64, name: String) {
        self.init(name: name, generator: Xoshiro256(seed: SplitMix64.mix(seed) ^ StableHash.of(name)))
    }

    /// Where the stream stands, so that a saved world goes on from there.
    var words: [UInt64] { generator.withLock { $0.words } }

    /// 64 random bits.
    public func next() -> UInt64 {
        generator.withLock { $0.next() }
    }

    /// Evenly distributed in `0..<bound`.
    public func next(below bound: Int) -> Int {
        precondition(bound > 0, "there is no number below \(bound)")
        return Int(draw { $0.next(upperBound: UInt64(bound)) })
    }

    /// Evenly distributed in `0..<1`, with 53 random bits.
    public func nextDouble() -> Double {
        Double(next() >> 11) * 0x1p-53
    }

    /// Evenly distributed between the two, to the nanosecond.
    public func nextDuration(in range: ClosedRange<Duration>) -> Duration {
        range.lowerBound + (range.upperBound - range.lowerBound) * nextDouble()
    }

    public func bytes(_ count: Int) -> [UInt8] {
        draw { generator in
            [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
                var word: UInt64 = 0
                for index in 0..<count {
                    if index % 8 == 0 { word = generator.next() }
                    buffer[index] = UInt8(truncatingIfNeeded: word >> UInt64(index % 8 * 8))
                }
                initialized = count
            }
        }
    }

    /// Several draws that nobody else's come between.
    func draw<Value>(_ body: (inout Xoshiro256) -> Value) -> Value {
        generator.withLock { body(&$0) }
    }
}

extension Xoshiro256: RandomNumberGenerator {}
