public import AWSCore

/// What a world is made of.
public struct WorldConfiguration: Sendable {
    /// Every random value of the world is a function of it.
    public var seed: UInt64
    public var clock: Clock
    public var storage: StorageConfiguration
    /// The account that callers have unless they say otherwise: 12 digits.
    public var accountID: String
    public var region: String
    /// Whose calls need the permission of a policy.
    public var accessScope: AccessControl.Scope
    /// Calls kept in the audit log.
    public var auditCapacity: Int
    /// Whether audit records hold inputs and outputs.
    public var auditKeepsMessages: Bool
    /// What use is priced by.
    public var prices: PriceBook

    /// What runs the world's tasks and moves its time, in a simulation.
    var executor: SimulationExecutor?

    public enum Clock: Hashable, Sendable {
        case real
        /// Time stands still until someone moves it.
        case virtual(start: Timestamp)
    }

    /// Where virtual time starts unless told otherwise: 2025-01-01T00:00:00Z.
    public static let virtualStart = Timestamp(seconds: 1_735_689_600)

    public init(
        seed: UInt64 = 1, clock: Clock = .virtual(start: virtualStart), storage: StorageConfiguration = .memory,
        accountID: String = "000000000000", region: String = "us-east-1",
        accessScope: AccessControl.Scope = .namedPrincipals, auditCapacity: Int = 4096,
        auditKeepsMessages: Bool = false, prices: PriceBook = .usEast1
    ) {
        self.seed = seed
        self.clock = clock
        self.storage = storage
        self.accountID = accountID
        self.region = region
        self.accessScope = accessScope
        self.auditCapacity = auditCapacity
        self.auditKeepsMessages = auditKeepsMessages
        self.prices = prices
    }

    /// The same world inside a simulation: nothing leaves its thread.
    func simulated(seed: UInt64, on executor: SimulationExecutor) -> WorldConfiguration {
        var configuration = self
        configuration.seed = seed
        configuration.executor = executor
        configuration.storage.isInline = true
        if clock == .real { configuration.clock = .virtual(start: Self.virtualStart) }
        return configuration
    }
}
