import AWSCore
public import Functions
public import World

/// All of Lambda in one world: the functions of every account and region, what runs, and what waits to run.
///
/// Made once for each world; ``LambdaEmulator`` is a view of it for one call.
public final class LambdaState: Sendable {
    public let world: World
    public let settings: LambdaSettings
    let clients: LambdaClients
    let host: FunctionHost
    let catalog = FunctionCatalog()
    let environments: Environments
    let concurrency = ConcurrencyGate()
    let throttled = ThrottledEvents()
    let pollers = QueuePollers()
    let identifiers: SeededStream
    /// Chooses between the versions of an alias.
    let routing: SeededStream

    /// - Parameter host: called for each execution environment that a function needs.
    /// - Throws: `StorageError` when the world's data was written by another version.
    public init(
        _ world: World, settings: LambdaSettings = LambdaSettings(), clients: LambdaClients,
        host: @escaping FunctionHost
    ) throws {
        self.world = world
        self.settings = settings
        self.clients = clients
        self.host = host
        identifiers = world.stream(named: "lambda.identifiers")
        routing = world.stream(named: "lambda.alias-routing")
        environments = Environments(names: world.stream(named: "lambda.log-streams"))
        try world.database.prepare(module: StoreSchema.module, version: StoreSchema.version, StoreSchema.sql)
    }

    /// A Lambda whose functions are the same whatever their role and environment are.
    public convenience init(
        _ world: World, settings: LambdaSettings = LambdaSettings(), clients: LambdaClients,
        registry: FunctionRegistry
    ) throws {
        try self.init(world, settings: settings, clients: clients) { registry[$0.handler] }
    }

    /// Takes up what was left to be done when the world was last closed: events that were accepted, queues to poll.
    ///
    /// To be called once after a world has been opened from a directory; a new world has nothing to take up.
    public func resume() async {
        await resumePolicies()
        await resumeEvents()
        await resumePolling()
    }
}
