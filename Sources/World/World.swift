public import AWSCore

/// One emulated AWS: accounts, regions and everything in them, sharing a clock, a seed and a database.
///
/// Cheap enough that every test makes its own.
public final class World: Sendable {
    public let configuration: WorldConfiguration
    public let clock: any WorldClock
    public let database: Database
    public let objects: ObjectFiles
    public let meter: Meter
    public let audit: AuditLog
    public let faults: Faults
    public let access: AccessControl
    let seeds: Seeds
    let spawner: Spawner
    let background = BackgroundWork()
    private let closings = Lock<[@Sendable (SQLite) throws -> Void]>([])
    private let counters = Lock<[String: CallCounter]>([:])

    /// - Throws: ``StorageError``, with code ``StorageError/Code/busy`` when another process has the directory open.
    public convenience init(_ configuration: WorldConfiguration = WorldConfiguration()) throws {
        let database = try Database(configuration.storage)
        guard case .directory = configuration.storage.place else {
            self.init(configuration, database: database, bodies: MemoryBodies(), snapshot: nil)
            return
        }
        let saved = try World.reopen(database, notBefore: configuration.clock)
        let seeds = saved.map { Seeds($0.seeds) } ?? Seeds(seed: configuration.seed)
        let objects = try ObjectFiles(configuration.storage, names: seeds.stream(named: "storage.objects"))
        self.init(configuration, database: database, objects: objects, seeds: seeds, snapshot: saved)
        try saveInPlace(isClosed: false)
    }

    /// A world whose bodies are in memory.
    convenience init(
        _ configuration: WorldConfiguration, database: Database, bodies: MemoryBodies, snapshot: WorldSnapshot?
    ) {
        let seeds = snapshot.map { Seeds($0.seeds) } ?? Seeds(seed: configuration.seed)
        let objects = ObjectFiles(bodies, names: seeds.stream(named: "storage.objects"))
        self.init(configuration, database: database, objects: objects, seeds: seeds, snapshot: snapshot)
    }

    private init(
        _ configuration: WorldConfiguration, database: Database, objects: ObjectFiles, seeds: Seeds,
        snapshot: WorldSnapshot?
    ) {
        self.configuration = configuration
        self.database = database
        self.objects = objects
        self.seeds = seeds
        clock =
            switch configuration.clock {
            case .real: RealClock()
            case .virtual(let start):
                VirtualClock(start: snapshot?.now ?? start, executor: configuration.executor)
            }
        spawner = Spawner(configuration.executor)
        meter = Meter(snapshot?.totals ?? [])
        audit = AuditLog(
            capacity: configuration.auditCapacity, keepsMessages: configuration.auditKeepsMessages)
        access = AccessControl(configuration.accessScope)
        faults = Faults(seeds)
        for (service, count) in snapshot?.calls ?? [] { _ = counter(for: service, startingAt: count) }
    }

    public var accountID: String { configuration.accountID }
    public var region: String { configuration.region }
    public var prices: PriceBook { configuration.prices }

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

    func counter(for service: String, startingAt count: UInt64 = 0) -> CallCounter {
        counters.withLock { counters in
            if let counter = counters[service] { return counter }
            let requests = RequestIDs(
                format: RequestIDFormat(service: service), key: seeds.key(named: "\(service).request-ids"))
            let counter = CallCounter(requests: requests, count: count)
            counters[service] = counter
            return counter
        }
    }

    /// Calls so far, by service, sorted.
    var callCounts: [(service: String, count: UInt64)] {
        counters.withLock { counters in
            counters.map { (service: $0.key, count: $0.value.value) }.sorted { $0.service < $1.service }
        }
    }

    /// Ends tasks, timers and subscriptions, finishes waiting writes, and closes the storage.
    ///
    /// A world in a directory keeps all that was acknowledged without it; but only a closed one goes on with its
    /// meter, its virtual time and its streams where they were.
    /// - Throws: ``StorageError`` when those cannot be written; everything is closed nevertheless.
    public func close() throws {
        defer { abandon() }
        stop()
        background.stop()
        guard case .directory = configuration.storage.place else { return }
        for body in closings.withLock({ $0 }) { try database.exclusively { try $0.writing(body) } }
        try saveInPlace(isClosed: true)
    }

    /// Writes once more when the world is closed, where it is in a directory: what makes the next start faster, since
    /// nothing else may rely on it.
    /// - Parameter body: one transaction.
    public func whenClosing(_ body: @escaping @Sendable (SQLite) throws -> Void) {
        closings.withLock { $0.append(body) }
    }

    /// Ends tasks and timers. Calls still find the storage open, but those that wait for time to pass wait no longer.
    package func stop() {
        spawner.stop()
        clock.stop()
    }

    /// Ends without saving anything that is not saved already.
    package func abandon() {
        stop()
        background.stop()
        audit.close()
        objects.close()
        database.close()
    }
}
