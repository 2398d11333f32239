import AWSCore
public import World

/// All of Secrets Manager in one world: the secrets of every account and region.
///
/// Made once for each world; ``SecretsManagerEmulator`` is a view of it for one call.
public final class SecretsManagerState: Sendable {
    public let world: World
    let identifiers: SeededStream
    let passwords: SeededStream

    /// - Throws: `StorageError` when the world's data was written by another version.
    public init(_ world: World) throws {
        self.world = world
        identifiers = world.stream(named: "secretsmanager.identifiers")
        passwords = world.stream(named: "secretsmanager.passwords")
        try world.database.prepare(module: StoreSchema.module, version: StoreSchema.version, StoreSchema.sql)
    }

    /// Takes up what was left to be done when the world was last closed: secrets whose recovery window ends.
    ///
    /// To be called once after a world has been opened from a directory; a new world has nothing to take up.
    public func resume() async {
        await resumePolicies()
        await resumeDeletions()
    }
}
