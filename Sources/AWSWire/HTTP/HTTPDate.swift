import AWSCore
import Synchronization

/// The `Date` of answers, formatted once a second.
final class HTTPDate: Sendable {
    private let clock: @Sendable () -> Timestamp
    private let last = Mutex((seconds: Int64.min, text: ""))

    init(_ clock: @escaping @Sendable () -> Timestamp) {
        self.clock = clock
    }

    var text: String {
        let now = clock()
        return last.withLock { last in
            if last.seconds != now.seconds { last = (now.seconds, now.text(.httpDate)) }
            return last.text
        }
    }
}
