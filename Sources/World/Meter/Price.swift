public import AWSCore

/// What one unit of use costs, from a date on.
public struct Price: Hashable, Sendable {
    /// IAM's prefix of the service.
    public let service: String
    public let unit: UsageUnit
    /// The resources that it holds for, with wildcards: a model, a storage class. `*` for all.
    public let resource: String
    /// The price of `per` units, so that any price AWS lists is exact.
    public let cost: Cost
    public let per: Int64
    /// The first day, at midnight UTC.
    public let from: Timestamp
    /// Where AWS says so.
    public let source: String

    public init(
        _ service: String, _ unit: UsageUnit, on resource: String = "*", _ cost: Cost, per: Int64,
        from: Timestamp, source: String
    ) {
        precondition(per > 0, "a price is for at least one unit")
        self.service = service
        self.unit = unit
        self.resource = resource
        self.cost = cost
        self.per = per
        self.from = from
        self.source = source
    }

    /// The cost of so much use, to the nearest billionth of a dollar; half a billionth counts as one.
    public func cost(of usage: Usage) -> Cost {
        let exact = Int128(usage.millionths) * Int128(cost.nanodollars)
        let divisor = Int128(per) * 1_000_000
        return Cost(nanodollars: Int64(clamping: (exact + divisor / 2) / divisor))
    }
}
