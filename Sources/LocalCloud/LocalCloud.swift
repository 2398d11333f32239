import AWSCore
public import AWSDynamoDB
public import AWSDynamoDBStreams
public import AWSWire
import DynamoDBEmulator
public import World

/// All emulated services over one world: the AWS of a laptop, of a test.
public struct LocalCloud: Sendable {
    public let world: World
    private let dynamoDBState: DynamoDBState

    /// - Throws: `StorageError` when the world's data was written by another version.
    public init(world: World) throws {
        self.world = world
        dynamoDBState = try DynamoDBState(world)
    }

    /// Takes up what was left to be done when the world was last closed. To be called once for a world from a directory.
    public func resume() async {
        await dynamoDBState.resume()
    }

    // In process.

    /// - Parameter caller: the world's own account and region unless it says otherwise.
    public func dynamoDB(as caller: Caller? = nil) -> any DynamoDBClient {
        DynamoDBProxy(dynamoDBInvoker(caller ?? world.caller()))
    }

    public func dynamoDBStreams(as caller: Caller? = nil) -> any DynamoDBStreamsClient {
        DynamoDBStreamsProxy(dynamoDBStreamsInvoker(caller ?? world.caller()))
    }

    // Over the wire.

    /// Every service of the cloud, for a wire server.
    public var wireServices: [WireService] {
        [
            WireService(DynamoDB.self) { dynamoDBInvoker(Caller($0)) },
            WireService(DynamoDBStreams.self) { dynamoDBStreamsInvoker(Caller($0)) },
        ]
    }

    /// - Parameter port: 0 takes any that is free.
    public func wireServer(host: String = "127.0.0.1", port: Int, limits: HTTPLimits = HTTPLimits()) -> WireServer {
        let identifiers = RequestIdentifiers(world)
        let clock = world.clock
        return WireServer(
            services: wireServices, host: host, port: port,
            defaults: WireDefaults(account: world.accountID, region: world.region), limits: limits,
            clock: { clock.now }, requestID: identifiers.next)
    }

    private func dynamoDBInvoker(_ caller: Caller) -> EmulatedInvoker<DynamoDB> {
        EmulatedInvoker(world, caller: caller) { DynamoDBEmulator(dynamoDBState, $0) }
    }

    private func dynamoDBStreamsInvoker(_ caller: Caller) -> EmulatedInvoker<DynamoDBStreams> {
        EmulatedInvoker(world, caller: caller) { DynamoDBStreamsEmulator(dynamoDBState, $0) }
    }
}

extension Caller {
    /// Whoever sends a request may do everything in the account that it names, until identities are checked.
    init(_ caller: WireCaller) {
        self.init(account: caller.account, region: caller.region, requestID: caller.requestID)
    }
}
