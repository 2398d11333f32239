import AWSCore
public import World

/// All of CloudWatch Logs in one world: the groups, streams and events of every account and region.
///
/// Made once for each world; ``CloudWatchLogsEmulator`` is a view of it for one call.
public final class CloudWatchLogsState: Sendable {
    public let world: World
    let identifiers: SeededStream
    let sweeper = RetentionSweeper()

    /// - Throws: `StorageError` when the world's data was written by another version.
    public init(_ world: World) throws {
        self.world = world
        identifiers = world.stream(named: "logs.identifiers")
        try world.database.prepare(module: StoreSchema.module, version: StoreSchema.version, StoreSchema.sql)
    }

    /// Takes up what was left when the world was last closed: resource policies, events whose retention is over.
    ///
    /// To be called once after a world has been opened from a directory; a new world has nothing to take up.
    public func resume() async {
        await applyAllResourcePolicies()
        await sweeper.resume(self)
    }
}
