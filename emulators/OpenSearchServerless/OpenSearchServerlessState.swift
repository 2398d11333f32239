import AWSCore
import AWSOpenSearchServerless
public import World

/// The control plane of OpenSearch Serverless in one world: collections and policies of every account and region.
///
/// Made once for each world; ``OpenSearchServerlessEmulator`` is a view of it for one call.
public final class OpenSearchServerlessState: Sendable {
    public let world: World
    let identifiers: SeededStream

    /// - Throws: `StorageError` when the world's data was written by another version.
    public init(_ world: World) throws {
        self.world = world
        identifiers = world.stream(named: "aoss.identifiers")
        try world.database.prepare(module: StoreSchema.module, version: StoreSchema.version, StoreSchema.sql)
    }
}
