public import AWSCore

/// Prices by date: what a use would have cost on live AWS.
///
/// List prices on demand, first tier, without free tier, discounts or taxes.
public struct PriceBook: Sendable {
    private struct Key: Hashable {
        let service: String
        let unit: UsageUnit
    }

    private struct Line {
        let price: Price
        let resource: WildcardPattern
    }

    /// Newest first.
    private let lines: [Key: [Line]]

    public init(_ prices: [Price]) {
        let grouped = Dictionary(grouping: prices) { Key(service: $0.service, unit: $0.unit) }
        lines = grouped.mapValues { prices in
            prices.sorted { $0.from > $1.from }.map { Line(price: $0, resource: WildcardPattern($0.resource)) }
        }
    }

    /// The price of a unit on a day: the newest that has begun and holds for the resource; nil when there is none.
    public func price(of unit: UsageUnit, service: String, resource: String?, at time: Timestamp) -> Price? {
        lines[Key(service: service, unit: unit)]?.first { line in
            line.price.from <= time && line.resource.matches(resource ?? "")
        }?.price
    }

    /// The cost of a use; zero where AWS asks no price for it, or had none yet.
    public func cost(of usage: Usage, service: String, at time: Timestamp) -> Cost {
        price(of: usage.unit, service: service, resource: usage.resource, at: time)?.cost(of: usage) ?? .zero
    }

    public func cost(of record: CallRecord) -> Cost {
        record.usage.reduce(.zero) { $0 + cost(of: $1, service: record.service, at: record.startedAt) }
    }

    /// What the totals of a meter cost at the prices of one day.
    public func cost(of totals: [Meter.Total], at time: Timestamp) -> Cost {
        totals.reduce(.zero) { $0 + cost(of: $1.usage, service: $1.place.service, at: time) }
    }
}
