/// When and how often a failed call is sent again: the SDKs' "standard" mode.
///
/// Source: AWS SDKs and Tools Reference Guide, "Retry behavior".
public struct RetryPolicy: Hashable, Sendable {
    /// The first attempt included; 1 never retries.
    public var attemptsMax: Int
    public var backoffSecondsMax: Double

    public init(attemptsMax: Int = 3, backoffSecondsMax: Double = 20) {
        precondition(attemptsMax >= 1, "a call is sent at least once")
        self.attemptsMax = attemptsMax
        self.backoffSecondsMax = backoffSecondsMax
    }

    /// How long to wait after attempt `number` (1 is the first): full jitter below 2 to the power of the retries.
    /// - Parameter fraction: random, in `0..<1`.
    func backoff(afterAttempt number: Int, fraction: Double) -> Duration {
        let seconds = fraction * Double(1 << min(number - 1, 30))
        return .milliseconds(Int(min(seconds, backoffSecondsMax) * 1000))
    }
}
