import AWSCore

/// What a world's calls have used, in total, by account, region, service, unit and resource.
public final class Meter: Sendable {
    private let accounts = Lock<[Place: MeterAccount]>([:])

    /// Where use is counted.
    public struct Place: Hashable, Sendable {
        public let account: String
        public let region: String
        /// IAM's prefix of the service.
        public let service: String

        public init(account: String, region: String, service: String) {
            self.account = account
            self.region = region
            self.service = service
        }
    }

    /// One line of the totals.
    public struct Total: Hashable, Sendable {
        public let place: Place
        public let usage: Usage
    }

    init(_ totals: [Total] = []) {
        for total in totals { account(at: total.place).add(total.usage) }
    }

    /// Counts use that no call reports: what a service does by itself, such as a function that runs asynchronously.
    public func add(_ usage: Usage, at place: Place) {
        account(at: place).add(usage)
    }

    /// The counters of one place: looked up once, then used by many calls.
    func account(at place: Place) -> MeterAccount {
        accounts.withLock { accounts in
            if let account = accounts[place] { return account }
            let account = MeterAccount()
            accounts[place] = account
            return account
        }
    }

    /// All totals, sorted by account, region, service, unit and resource.
    public var totals: [Total] {
        let all = accounts.withLock { $0.map { (place: $0.key, account: $0.value) } }
        return all.flatMap { entry in entry.account.totals.map { Total(place: entry.place, usage: $0) } }.sorted()
    }
}

/// Counters of one account, region and service.
final class MeterAccount: Sendable {
    private struct Key: Hashable {
        let unit: UsageUnit
        let resource: String?
    }

    private let counters = Lock<[Key: Int64]>([:])

    func add(_ usage: Usage) {
        counters.withLock { counters in
            let key = Key(unit: usage.unit, resource: usage.resource)
            let (sum, overflow) = (counters[key] ?? 0).addingReportingOverflow(usage.millionths)
            counters[key] = overflow ? .max : sum
        }
    }

    var totals: [Usage] {
        counters.withLock { $0.map { Usage($0.key.unit, millionths: $0.value, on: $0.key.resource) } }
    }
}

extension Meter.Total: Comparable {
    public static func < (left: Self, right: Self) -> Bool {
        left.sortKey.lexicographicallyPrecedes(right.sortKey)
    }

    private var sortKey: [String] {
        [place.account, place.region, place.service, usage.unit.rawValue, usage.resource ?? ""]
    }
}
