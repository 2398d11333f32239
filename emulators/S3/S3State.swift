import AWSCore
public import World

/// All of S3 in one world: every bucket of every account, and what is to happen to their objects.
///
/// Made once for each world; ``S3Emulator`` is a view of it for one call.
public final class S3State: Sendable {
    public let world: World
    public let settings: S3Settings
    let sink: (any S3EventSink)?
    let identifiers: SeededStream
    let pins = BodyPins()
    /// By name.
    let buckets = CommittedValues<String, KeptBucket>()
    let sweeper = LifecycleSweeper()
    let courier = EventCourier()

    /// - Parameter notifications: takes the events that buckets are configured to send; without it nothing is sent.
    /// - Throws: `StorageError` when the world's data was written by another version.
    public init(
        _ world: World, settings: S3Settings = S3Settings(), notifications: (any S3EventSink)? = nil
    ) throws {
        self.world = world
        self.settings = settings
        sink = notifications
        identifiers = world.stream(named: "s3.identifiers")
        try world.database.prepare(module: StoreSchema.module, version: StoreSchema.version, StoreSchema.sql)
    }

    /// Takes up what was left to be done when the world was last closed, or died: bucket policies are in force again,
    /// files that no row names are removed, events not yet delivered are, lifecycle rules go on.
    ///
    /// To be called once after a world has been opened from a directory; a new world has nothing to take up.
    public func resume() async {
        await restorePolicies()
        await removeGarbage()
        courier.wake(self)
        await sweeper.resume(self)
    }

    /// Delivers the events that are due, and returns when none is left that is: what tests wait for.
    public func deliverPending() async {
        await courier.drain(self)
    }
}
