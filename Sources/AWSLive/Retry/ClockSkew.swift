import AWSCore
import Synchronization

/// How far the services' clock is ahead of ours, learned from their answers.
final class ClockSkew: Sendable {
    /// Differences below this do not make a signature invalid: AWS allows 5 minutes, less what a request takes.
    static let secondsMin: Int64 = 240

    private let seconds = Mutex<Int64>(0)

    func corrected(_ now: Timestamp) -> Timestamp {
        var now = now
        now.seconds += seconds.withLock { $0 }
        return now
    }

    /// - Parameter date: the `Date` of an answer that refuses our time.
    /// - Returns: whether the correction changed by so much that signing again makes sense.
    func learn(date: String?, now: Timestamp) -> Bool {
        guard let date, let theirs = Timestamp(date, .httpDate) else { return false }
        let difference = theirs.seconds - now.seconds
        return seconds.withLock { seconds in
            guard abs(difference - seconds) >= Self.secondsMin else { return false }
            seconds = difference
            return true
        }
    }
}
