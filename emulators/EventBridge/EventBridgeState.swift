public import AWSCore
import AWSEventBridge
public import World

/// All of EventBridge in one world: the buses, rules, archives and deliveries of every account and region.
///
/// Made once for each world; ``EventBridgeEmulator`` is a view of it for one call.
public final class EventBridgeState: Sendable {
    public let world: World
    let targets: EventBridgeTargets
    let identifiers: SeededStream
    let jitter: SeededStream
    let compiled = CompiledBuses()
    let deliveries = DeliveryRunner()
    let schedules = ScheduleRunner()

    /// - Parameter targets: how the services are called to which rules send events.
    /// - Throws: `StorageError` when the world's data was written by another version.
    public init(_ world: World, targets: EventBridgeTargets) throws {
        self.world = world
        self.targets = targets
        identifiers = world.stream(named: "events.identifiers")
        jitter = world.stream(named: "events.jitter")
        try world.database.prepare(module: StoreSchema.module, version: StoreSchema.version, StoreSchema.sql)
    }

    /// Takes up what was left when the world was last closed, or ended: deliveries, schedules, replays, policies.
    ///
    /// To be called once after a world has been opened from a directory, when the services that rules send events to are
    /// there; a new world has nothing to take up.
    public func resume() async {
        let call = Call(account: world.accountID, region: world.region, now: world.clock.now)
        for bus in (try? await read(call) { session in try session.allBuses() }) ?? [] where bus.policy != nil {
            apply(PolicyChange(policy: bus.policy, arn: bus.arn, account: bus.account))
        }
        for replay in (try? await read(call) { session in try session.activeReplays() }) ?? [] {
            schedule(replay, at: call.now)
        }
        await schedules.plan(self)
        deliveries.wake(self)
    }

    /// Returns once everything that is due now has been tried.
    public func waitForDeliveries() async {
        await deliveries.waitUntilIdle()
    }

    /// Puts an event of an AWS service on the default bus: what a bucket does when an object is created.
    /// - Parameters:
    ///   - source: `aws.s3` and the like.
    ///   - detail: an object.
    ///   - account: whose bus it is; 12 digits.
    /// - Returns: the event's id.
    /// - Throws: what the storage throws.
    @discardableResult
    public func putServiceEvent(
        source: String, detailType: String, detail: Document, resources: [String] = [], account: String,
        region: String
    ) async throws -> String {
        let now = world.clock.now
        let event = Event(
            id: identifiers.uuid(), detailType: detailType, source: source, account: account, time: now,
            region: region, resources: resources, detail: detail)
        let call = Call(account: account, region: region, now: now)
        try await write(call) { session in try session.accept(event, on: session.bus(nil)) }
        return event.id
    }
}
