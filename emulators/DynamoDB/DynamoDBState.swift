import AWSCore
public import World

/// All of DynamoDB in one world: every table of every account and region, and their streams.
///
/// Made once for each world; ``DynamoDBEmulator`` and ``DynamoDBStreamsEmulator`` are views of it for one call.
public final class DynamoDBState: Sendable {
    public let world: World
    public let settings: DynamoDBSettings
    let catalog = TableCatalog()
    let identifiers: SeededStream
    let sweeper = ExpirationSweeper()

    /// - Throws: `StorageError` when the world's data was written by another version.
    public init(_ world: World, settings: DynamoDBSettings = DynamoDBSettings()) throws {
        self.world = world
        self.settings = settings
        identifiers = world.stream(named: "dynamodb.identifiers")
        try world.database.prepare(module: StoreSchema.module, version: StoreSchema.version, StoreSchema.sql)
    }

    /// Takes up what was left to be done when the world was last closed: items may have expired since, or will.
    ///
    /// To be called once after a world has been opened from a directory; a new world has nothing to take up.
    public func resume() async {
        await sweeper.resume(self)
    }
}
