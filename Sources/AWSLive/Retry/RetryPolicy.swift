import AWSCore

/// When and how often a failed call is sent again.
///
/// Source: AWS SDKs and Tools Reference Guide, "Retry behavior".
public struct RetryPolicy: Hashable, Sendable {
    public var mode: Mode
    /// The first attempt included; 1 never retries. nil: 3, and 4 for DynamoDB.
    public var attemptsMax: Int?
    public var backoffSecondsMax: Double

    public enum Mode: String, Hashable, Sendable, CaseIterable {
        case standard
        /// Also sends no faster than a throttling service takes.
        case adaptive
    }

    public init(mode: Mode = .standard, attemptsMax: Int? = nil, backoffSecondsMax: Double = 20) {
        precondition(attemptsMax ?? 1 >= 1, "a call is sent at least once")
        self.mode = mode
        self.attemptsMax = attemptsMax
        self.backoffSecondsMax = backoffSecondsMax
    }

    // DynamoDB answers in milliseconds, so that the SDKs try it sooner, and once more (botocore/retries/standard.py).
    static let dynamoDBAttemptsMax = 4
    static let dynamoDBBackoffSeconds = 0.025

    func attemptsMax(for service: ServiceMetadata) -> Int {
        attemptsMax ?? (Self.isDynamoDB(service) ? Self.dynamoDBAttemptsMax : 3)
    }

    /// How long to wait after attempt `number` (1 is the first): full jitter below a second, or 25 ms where DynamoDB
    /// does not throttle, times 2 to the power of the retries.
    /// - Parameter fraction: random, in `0..<1`.
    func backoff(
        afterAttempt number: Int, _ failure: Failure, of service: ServiceMetadata, fraction: Double
    ) -> Duration {
        let isQuick = Self.isDynamoDB(service) && failure.kind != .throttling
        let base = isQuick ? Self.dynamoDBBackoffSeconds : 1
        let ceiling = min(base * Double(1 << min(number - 1, 30)), backoffSecondsMax)
        return .microseconds(Int(fraction * ceiling * 1_000_000))
    }

    private static func isDynamoDB(_ service: ServiceMetadata) -> Bool { service.signingName == "dynamodb" }
}
