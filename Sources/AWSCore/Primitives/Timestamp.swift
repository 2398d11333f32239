/// An instant, exact to the nanosecond, independent of any clock or calendar of the machine.
public struct Timestamp: Hashable, Sendable {
    /// Whole seconds since 1970-01-01T00:00:00Z, rounded towards the past.
    public var seconds: Int64
    /// 0 to 999,999,999, always counted forward from `seconds`.
    public var nanoseconds: Int32

    public init(seconds: Int64, nanoseconds: Int32 = 0) {
        precondition((0..<1_000_000_000).contains(nanoseconds), "nanoseconds must be below one second")
        self.seconds = seconds
        self.nanoseconds = nanoseconds
    }

    /// Milliseconds since the epoch, as most AWS records count.
    public init(milliseconds: Int64) {
        let (seconds, rest) = milliseconds.quotientAndRemainder(dividingBy: 1000)
        let isBefore = rest < 0
        self.init(
            seconds: isBefore ? seconds - 1 : seconds,
            nanoseconds: Int32(isBefore ? rest + 1000 : rest) * 1_000_000)
    }

    public var milliseconds: Int64 { seconds * 1000 + Int64(nanoseconds / 1_000_000) }

    public static let epoch = Timestamp(seconds: 0)
}

extension Timestamp: Comparable {
    public static func < (left: Timestamp, right: Timestamp) -> Bool {
        (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
    }
}

extension Timestamp {
    public static func + (instant: Timestamp, duration: Duration) -> Timestamp {
        let (seconds, attoseconds) = duration.components
        var total = Int64(instant.nanoseconds) + attoseconds / 1_000_000_000
        var carry = seconds
        if total < 0 {
            total += 1_000_000_000
            carry -= 1
        } else if total >= 1_000_000_000 {
            total -= 1_000_000_000
            carry += 1
        }
        return Timestamp(seconds: instant.seconds + carry, nanoseconds: Int32(total))
    }

    public static func - (left: Timestamp, right: Timestamp) -> Duration {
        .seconds(left.seconds - right.seconds) + .nanoseconds(Int64(left.nanoseconds) - Int64(right.nanoseconds))
    }
}
