/// Which calls go wrong, and how: part of a scenario, as data.
public struct FaultPlan: Hashable, Sendable {
    public var rules: [FaultRule]

    public init(_ rules: [FaultRule] = []) {
        self.rules = rules
    }
}

/// One rule of a fault plan: the calls it speaks of, which of them it hits, and what happens to those.
public struct FaultRule: Hashable, Sendable {
    public var kind: FaultKind
    /// IAM's prefix of the service; may hold wildcards, as may the next two.
    public var service: String
    /// "GetItem".
    public var operation: String
    /// As `Operation.resource` gives it: `table/Orders`. Calls that name no resource match only `*`.
    public var resource: String
    /// The first calls that match, and are let through.
    public var skip: Int
    /// Calls hit before the rule is spent; nil for no end.
    public var count: Int?
    /// Of a call that matches to be hit, from the rule's own seeded stream: 0 to 1.
    public var probability: Double

    public init(
        _ kind: FaultKind, service: String = "*", operation: String = "*", resource: String = "*", skip: Int = 0,
        count: Int? = nil, probability: Double = 1
    ) {
        self.kind = kind
        self.service = service
        self.operation = operation
        self.resource = resource
        self.skip = skip
        self.count = count
        self.probability = probability
    }
}

/// What happens to a call that a rule hits.
public enum FaultKind: Hashable, Sendable {
    /// The service's own error for too many requests. The call is not performed.
    case throttle
    /// The service's own error 500. The call is not performed.
    case internalError
    /// The service's own error 503. The call is not performed.
    case unavailable
    case error(code: String, message: String, status: Int)
    /// No answer comes: after `after` the caller gives up. `isPerformed` says whether the call took effect.
    case timeout(after: Duration, isPerformed: Bool = false)
    /// The call takes longer, by a time drawn evenly from the range; then the next rules have their say.
    case latency(ClosedRange<Duration>)
    /// The connection breaks after so many events of the answer's event stream.
    case cutStream(afterEvents: Int)
    /// An event that a service delivers (a rule to its target, a bucket to its bus) is lost on the way. Calls are not
    /// hit by it: whoever delivers asks ``Faults/dropsEvent(service:operation:resource:)``.
    case drop
}
