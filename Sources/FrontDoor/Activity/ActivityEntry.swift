public import AWSCore

/// One call that AWS has answered: which, on what, how long it took and what it costs.
public struct ActivityEntry: Hashable, Sendable {
    /// Counts calls, from 1, without gaps.
    public var sequence: Int
    public var startedAt: Timestamp
    public var duration: Duration
    /// IAM's prefix: `dynamodb`, `bedrock`.
    public var service: String
    public var operation: String
    public var resource: String?
    /// In billionths of a US dollar.
    public var nanodollars: Int64
    /// nil for a success.
    public var errorCode: String?
    /// The turn that the call is part of, where whoever records calls can tell; else the time decides.
    public var turn: String?

    public init(
        sequence: Int, startedAt: Timestamp, duration: Duration, service: String, operation: String,
        resource: String? = nil, nanodollars: Int64 = 0, errorCode: String? = nil, turn: String? = nil
    ) {
        self.sequence = sequence
        self.startedAt = startedAt
        self.duration = duration
        self.service = service
        self.operation = operation
        self.resource = resource
        self.nanodollars = nanodollars
        self.errorCode = errorCode
        self.turn = turn
    }
}

/// The calls recorded after `sequence` that are still known, oldest first.
public typealias ActivitySource = @Sendable (_ sequence: Int) -> [ActivityEntry]
