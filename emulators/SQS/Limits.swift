/// Every quota of SQS that the emulator keeps.
///
/// Source, where a line names none: Amazon SQS Developer Guide, "Amazon SQS quotas".
public enum SQSLimits {
    // Queues.

    public static let queueNameLengthMax = 80
    public static let tagsMax = 50
    public static let tagKeyLengthMax = 128
    public static let tagValueLengthMax = 256
    /// A name of a deleted queue may be used again after so many seconds (API reference, DeleteQueue).
    public static let deletionSeconds = 60
    /// API reference, PurgeQueue.
    public static let purgeIntervalSeconds = 60
    /// API reference, AddPermission.
    public static let permissionActionsMax = 7
    /// API reference, ListQueues and ListDeadLetterSourceQueues.
    public static let listQueuesMax = 1000

    // Queue attributes (API reference, SetQueueAttributes).

    public static let delaySecondsMax = 900
    public static let waitSecondsMax = 20
    public static let visibilitySecondsMax = 43_200
    public static let retentionSeconds = 60...1_209_600
    /// 1 MiB since 2025-08-04; it was 256 KiB before.
    public static let messageBytes = 1024...1_048_576
    public static let dataKeyReuseSeconds = 60...86_400
    public static let receiveCount = 1...1000
    /// API reference, RedriveAllowPolicy: source queues of permission byQueue.
    public static let redriveSourcesMax = 10

    // Messages.

    /// All messages of one batch together, whatever the queue says of one (an observed answer, 2025-08).
    public static let batchBytesMax = 1_048_576
    public static let batchEntriesMax = 10
    public static let batchIDLengthMax = 80
    public static let receivedMax = 10
    public static let messageAttributesMax = 10
    public static let attributeNameLengthMax = 256
    public static let attributeTypeLengthMax = 256
    /// Message group and deduplication ids.
    public static let tokenLengthMax = 128
    public static let inFlightMax = 120_000
    /// How long a deduplication id is remembered (Developer Guide, "Exactly-once processing").
    public static let deduplicationSeconds = 300
    /// A request is billed for each part of its payload of this size (Amazon SQS pricing).
    public static let billedChunkBytes = 65_536

    // Message move tasks (API reference, StartMessageMoveTask and ListMessageMoveTasks).

    public static let movesPerSecondMax = 500
    public static let listedMovesMax = 10
}
