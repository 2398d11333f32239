import AWSCore

/// Holds a client to the rate that a throttling service takes: the SDKs' "adaptive" mode.
///
/// Until the service throttles for the first time every request passes. From then on requests take tokens from a
/// bucket that fills at a rate which falls with each throttled answer and grows back with the others along the curve of
/// CUBIC (RFC 9438), to at most twice what was measured.
///
/// Source: botocore/retries/adaptive.py, throttling.py and bucket.py, for the constants.
package final class RateLimiter: Sendable {
    private let surroundings: Surroundings
    private let state: Lock<State>

    package init(_ surroundings: Surroundings) {
        self.surroundings = surroundings
        state = Lock(State(now: Self.seconds(surroundings.now())))
    }

    private static func seconds(_ now: Timestamp) -> Double {
        Double(now.seconds) + Double(now.nanoseconds) / 1e9
    }

    /// Waits until a request may be sent.
    package func acquire() async throws {
        while true {
            let now = Self.seconds(surroundings.now())
            guard let wait = state.withLock({ $0.take(at: now) }) else { return }
            try await surroundings.sleep(.microseconds(Int(wait * 1_000_000) + 1))
        }
    }

    /// An answer has come.
    package func record(isThrottled: Bool) {
        let now = Self.seconds(surroundings.now())
        state.withLock { $0.record(isThrottled: isThrottled, at: now) }
    }

    /// Requests a second; nil while the service has never throttled.
    package var rate: Double? { state.withLock { $0.isOn ? $0.bucket.rate : nil } }

    private struct State {
        var isOn = false
        var bucket: Bucket
        var measured: MeasuredRate
        var curve: Curve

        init(now: Double) {
            bucket = Bucket(filledAt: now)
            measured = MeasuredRate(since: now.rounded(.down))
            curve = Curve(failedAt: now)
        }

        mutating func take(at now: Double) -> Double? { isOn ? bucket.take(at: now) : nil }

        mutating func record(isThrottled: Bool, at now: Double) {
            let sent = measured.count(at: now)
            let rate: Double
            if isThrottled {
                rate = curve.fall(from: isOn ? min(sent, bucket.rate) : sent, at: now)
                isOn = true
            } else {
                rate = curve.rate(at: now)
            }
            bucket.set(min(rate, 2 * sent), at: now)
        }
    }

    /// Requests a second over half-second intervals, smoothed.
    private struct MeasuredRate {
        var since: Double
        var count = 0.0
        var rate = 0.0

        init(since: Double) {
            self.since = since
        }

        mutating func count(at now: Double) -> Double {
            let interval = (now * 2).rounded(.down) / 2
            count += 1
            if interval > since {
                rate = 0.8 * count / (interval - since) + 0.2 * rate
                (count, since) = (0, interval)
            }
            return rate
        }
    }

    private struct Curve {
        var failedAt: Double
        var rateMax = 0.0
        /// Seconds after the fall at which the old rate is reached again.
        var recovery = 0.0

        init(failedAt: Double) {
            self.failedAt = failedAt
        }

        mutating func fall(from rate: Double, at now: Double) -> Double {
            rateMax = rate
            recovery = Self.cubeRoot(rate * 0.3 / 0.4)
            failedAt = now
            return rate * 0.7
        }

        func rate(at now: Double) -> Double {
            let distance = now - failedAt - recovery
            return 0.4 * distance * distance * distance + rateMax
        }

        /// By Newton's method, for values that are not negative.
        private static func cubeRoot(_ value: Double) -> Double {
            guard value > 0 else { return 0 }
            var root = max(value, 1)
            for _ in 0..<100 {
                let next = (2 * root + value / (root * root)) / 3
                if abs(next - root) <= root * 1e-15 { return next }
                root = next
            }
            return root
        }
    }

    private struct Bucket {
        /// Tokens a second, never less than one in two seconds.
        var rate = 1.0
        var capacity = 1.0
        var tokens = 0.0
        var filledAt: Double

        init(filledAt: Double) {
            self.filledAt = filledAt
        }

        mutating func set(_ rate: Double, at now: Double) {
            fill(now)
            self.rate = max(rate, 0.5)
            capacity = max(rate, 1)
            tokens = min(tokens, capacity)
        }

        /// - Returns: seconds to wait; nil when a token was taken.
        mutating func take(at now: Double) -> Double? {
            fill(now)
            guard tokens < 1 else {
                tokens -= 1
                return nil
            }
            return (1 - tokens) / rate
        }

        private mutating func fill(_ now: Double) {
            tokens = min(capacity, tokens + max(0, now - filledAt) * rate)
            filledAt = now
        }
    }
}
