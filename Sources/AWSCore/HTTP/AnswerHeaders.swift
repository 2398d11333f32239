/// Headers, and a status, that an answer has over the wire although the service's model has no member for them, such as
/// Bedrock's token counts.
///
/// Whoever serves an operation over HTTP sets `current` around it and sends what was noted; elsewhere it is nil.
public final class AnswerHeaders: Sendable {
    @TaskLocal public static var current: AnswerHeaders?

    private let headers = Lock<[(name: String, value: String)]>([])
    private let givenStatus = Lock<Int?>(nil)

    public init() {}

    public func set(_ name: String, _ value: String) {
        headers.withLock { headers in
            headers.removeAll { $0.name == name }
            headers.append((name, value))
        }
    }

    /// The status of a success, where it is not the model's: 202 for what has only begun.
    public var status: Int? {
        get { givenStatus.withLock { $0 } }
        set { givenStatus.withLock { $0 = newValue } }
    }

    /// In the order in which they were set.
    public var all: [(name: String, value: String)] { headers.withLock { $0 } }
}
