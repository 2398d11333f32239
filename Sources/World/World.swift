public import AWSCore
import Synchronization

/// One emulated AWS: accounts, regions and everything in them, sharing a clock, a seed and a database.
///
/// Cheap enough that every test makes its own.
public final class World: Sendable {
    public let configuration: WorldConfiguration
    public let clock: any WorldClock
    public let database: Database
    public let meter: Meter
    public let audit: AuditLog
    let seeds: Seeds
    private let counters = Mutex<[String: CallCounter]>([:])

    /// - Throws: ``StorageError``, with code ``StorageError/Code/busy`` when another process has the directory open.
    public init(_ configuration: WorldConfiguration = WorldConfiguration()) throws {
        self.configuration = configuration
        clock =
            switch configuration.clock {
            case .real: RealClock()
            case .virtual(let start): VirtualClock(start: start)
            }
        database = try Database(configuration.storage)
        meter = Meter()
        audit = AuditLog(capacity: configuration.auditCapacity)
        seeds = Seeds(seed: configuration.seed)
    }

    public var accountID: String { configuration.accountID }
    public var region: String { configuration.region }

    /// The random values of one consumer. The same name gives the same stream.
    /// - Parameter name: by service and purpose, such as "dynamodb.stream-ids".
    public func stream(named name: String) -> SeededStream {
        seeds.stream(named: name)
    }

    /// A caller in this world's account and region, of whom nothing else is known unless `principal` says so.
    public func caller(_ principal: Principal? = nil) -> Caller {
        Caller(principal: principal, account: accountID, region: region)
    }

    /// Moves a virtual clock.
    public func advance(by duration: Duration) async {
        await virtualClock.advance(by: duration)
    }

    public func advance(to time: Timestamp) async {
        await virtualClock.advance(to: time)
    }

    /// Lets virtual time pass until no timer is left, at most `limit`.
    /// - Returns: false when timers are left beyond the limit.
    @discardableResult
    public func runUntilQuiet(limit: Duration = .seconds(366 * 86_400)) async -> Bool {
        await virtualClock.runUntilQuiet(limit: limit)
    }

    private var virtualClock: VirtualClock {
        guard let clock = clock as? VirtualClock else { preconditionFailure("only a virtual clock can be moved") }
        return clock
    }

    func counter(for service: String) -> CallCounter {
        counters.withLock { counters in
            if let counter = counters[service] { return counter }
            let requests = RequestIDs(
                format: RequestIDFormat(service: service), key: seeds.key(named: "\(service).request-ids"))
            let counter = CallCounter(requests: requests, count: 0)
            counters[service] = counter
            return counter
        }
    }

    /// Ends timers and subscriptions, finishes waiting writes and closes the database.
    public func close() {
        clock.stop()
        audit.close()
        database.close()
    }
}
