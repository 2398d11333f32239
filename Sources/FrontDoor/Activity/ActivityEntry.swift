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
    /// The turn that the call was made for: `CallTrace.id` at that moment.
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

/// Which calls someone asks for.
public struct ActivityQuery: Hashable, Sendable {
    /// Calls after this one.
    public var since: Int
    /// Those of this turn alone; nil: whatever they were made for.
    public var turn: String?
    /// The latest are wanted where there are more.
    public var callsMax: Int

    package init(since: Int = 0, turn: String? = nil, callsMax: Int) {
        self.since = since
        self.turn = turn
        self.callsMax = callsMax
    }
}

/// The calls that are still known.
public struct ActivityCalls: Hashable, Sendable {
    /// In the order in which they ended.
    public var entries: [ActivityEntry]
    /// How many more there were, before these.
    public var omitted: Int

    public init(entries: [ActivityEntry] = [], omitted: Int = 0) {
        self.entries = entries
        self.omitted = omitted
    }
}

public typealias ActivitySource = @Sendable (ActivityQuery) -> ActivityCalls
