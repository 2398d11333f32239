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
    /// Calls kept in the audit log.
    public var auditCapacity: Int

    public enum Clock: Hashable, Sendable {
        case real
        /// Time stands still until someone moves it.
        case virtual(start: Timestamp)
    }

    /// Where virtual time starts unless told otherwise: 2025-01-01T00:00:00Z.
    public static let virtualStart = Timestamp(seconds: 1_735_689_600)

    public init(
        seed: UInt64 = 1, clock: Clock = .virtual(start: virtualStart), storage: StorageConfiguration = .memory,
        accountID: String = "000000000000", region: String = "us-east-1", auditCapacity: Int = 4096
    ) {
        self.seed = seed
        self.clock = clock
        self.storage = storage
        self.accountID = accountID
        self.region = region
        self.auditCapacity = auditCapacity
    }
}
