/// Every quota of EventBridge that the emulator keeps.
///
/// Source, where a line names none: Amazon EventBridge User Guide, "Amazon EventBridge quotas".
public enum EventBridgeLimits {
    /// Of all entries of one PutEvents, in bytes. It was 256 KiB before 2026-01-29.
    public static let putEventsBytesMax = 1_048_576
    /// What the time of an entry counts as (User Guide, "Calculating PutEvents event entry size").
    public static let entryTimeBytes = 14
    public static let eventBusesMax = 100
    public static let rulesMax = 300
    public static let targetsMax = 5
    public static let policyBytesMax = 10_240
    public static let pageMax = 100
    public static let tagsMax = 50
    /// User Guide, "Archiving and replaying events".
    public static let archivesMax = 200
    public static let activeReplaysMax = 10
    /// Events of a replay that are put on the bus in one second.
    public static let replayedPerSecond = 100

    // Deliveries (User Guide, "How EventBridge retries delivering events").

    public static let retriesMax = 185
    public static let eventAgeSecondsMax = 86_400
    /// Between two tries. AWS publishes that the wait grows exponentially, with jitter, so that 185 retries fill a day.
    public static let firstRetrySeconds = 1.0
    public static let retrySecondsMax = 600.0
    /// Buses that one event may pass, so that no loop of rules runs for ever.
    public static let hopsMax = 10
    /// Deliveries that are looked at together.
    public static let deliveryBatch = 64
    /// A unit of what is billed (Amazon EventBridge pricing).
    public static let billedChunkBytes = 65_536
}
