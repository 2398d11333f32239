public import AWSCore

/// One call to an emulator, from identification to its audit record.
public final class CallScope: Sendable {
    public let caller: Caller
    /// IAM's prefix of the service: "dynamodb".
    public let service: String
    /// "GetItem".
    public let operation: String
    /// The resource that the input names, as `Operation.resource` gives it.
    public let resource: String?
    public let startedAt: Timestamp
    /// What the call was made for: `CallTrace.id` when it began.
    public let trace: String?
    /// The number of the call within its service, in this world.
    let number: UInt64
    private let requests: RequestIDs
    private let used = Lock(UsageList())

    init(
        caller: Caller, service: String, operation: String, resource: String?, startedAt: Timestamp, trace: String?,
        number: UInt64, requests: RequestIDs
    ) {
        self.caller = caller
        self.service = service
        self.operation = operation
        self.resource = resource
        self.startedAt = startedAt
        self.trace = trace
        self.number = number
        self.requests = requests
    }

    /// In the service's own form. The same call always gives the same id; it costs nothing until someone asks.
    public var requestID: String { caller.requestID ?? requests.text(number) }

    /// 12 digits.
    public var account: String { caller.account }
    public var region: String { caller.region }
    public var principal: Principal { caller.principal }

    /// Reports that the call used `quantity` of `unit`: it is metered, priced and put into the audit record.
    /// - Parameters:
    ///   - quantity: kept to a millionth.
    ///   - resource: what the use is counted for, such as `table/Orders`; nil for the service as a whole.
    public func use(_ unit: UsageUnit, _ quantity: Double, on resource: String? = nil) {
        used.withLock { $0.append(Usage(unit, quantity, on: resource)) }
    }

    /// What the call has used so far.
    public var usage: [Usage] { used.withLock { $0.all } }

    func forEachUsage(_ body: (Usage) -> Void) {
        used.withLock { $0.forEach(body) }
    }
}

/// Most calls use one thing, some two: those need no array.
private struct UsageList {
    private var first: Usage?
    private var more: [Usage] = []

    mutating func append(_ usage: Usage) {
        if first == nil { first = usage } else { more.append(usage) }
    }

    var all: [Usage] { (first.map { [$0] } ?? []) + more }

    func forEach(_ body: (Usage) -> Void) {
        if let first { body(first) }
        for usage in more { body(usage) }
    }
}

/// Request ids of one service, computed from the number of the call.
struct RequestIDs: Sendable {
    let format: RequestIDFormat
    let key: UInt64

    func text(_ number: UInt64) -> String {
        var generator = SplitMix64(state: key &+ SplitMix64.mix(number))
        return format.text(&generator)
    }
}
