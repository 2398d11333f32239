import AWSCore
import AWSSQS
public import World

/// All of SQS in one world: every queue of every account and region, and their messages.
///
/// Made once for each world; ``SQSEmulator`` is a view of it for one call.
public final class SQSState: Sendable {
    public let world: World
    public let settings: SQSSettings
    let identifiers: SeededStream
    let signals = QueueSignals()

    /// - Throws: `StorageError` when the world's data was written by another version.
    public init(_ world: World, settings: SQSSettings = SQSSettings()) throws {
        self.world = world
        self.settings = settings
        identifiers = world.stream(named: "sqs.identifiers")
        try world.database.prepare(module: StoreSchema.module, version: StoreSchema.version, StoreSchema.sql)
    }

    /// Takes up what was left when the world was last closed: the policies of queues, and moves that are under way.
    ///
    /// To be called once after a world has been opened from a directory; a new world has nothing to take up.
    public func resume() async {
        for queue in (try? await policedQueues()) ?? [] { apply(PolicyChange(queue)) }
        for move in (try? await runningMoves()) ?? [] { schedule(move, at: world.clock.now) }
    }
}
