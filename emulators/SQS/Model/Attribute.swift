/// The names of queue attributes, their defaults, and what their values may be.
enum Attribute {
    static let delay = "DelaySeconds"
    static let maximumSize = "MaximumMessageSize"
    static let retention = "MessageRetentionPeriod"
    static let wait = "ReceiveMessageWaitTimeSeconds"
    static let visibility = "VisibilityTimeout"
    static let policy = "Policy"
    static let redrivePolicy = "RedrivePolicy"
    static let redriveAllowPolicy = "RedriveAllowPolicy"
    static let fifoQueue = "FifoQueue"
    static let contentDeduplication = "ContentBasedDeduplication"
    static let deduplicationScope = "DeduplicationScope"
    static let throughputLimit = "FifoThroughputLimit"
    static let kmsKey = "KmsMasterKeyId"
    static let kmsReuse = "KmsDataKeyReusePeriodSeconds"
    static let managedEncryption = "SqsManagedSseEnabled"

    /// What every queue has (recorded answers; 1 MiB since 2025-08).
    static let defaults = [
        delay: "0", maximumSize: "1048576", retention: "345600", wait: "0", visibility: "30",
        managedEncryption: "true",
    ]

    static let fifoDefaults = [
        fifoQueue: "true", contentDeduplication: "false", deduplicationScope: "queue", throughputLimit: "perQueue",
    ]

    /// In seconds, where there is a key (API reference, CreateQueue).
    static let kmsReuseDefault = "300"

    /// Computed when asked for; nobody can set them.
    static let computed = [
        "QueueArn", "CreatedTimestamp", "LastModifiedTimestamp", "ApproximateNumberOfMessages",
        "ApproximateNumberOfMessagesNotVisible", "ApproximateNumberOfMessagesDelayed",
    ]

    enum Value {
        case integer(ClosedRange<Int>)
        case oneOf([String])
        case text
        /// JSON with rules of its own.
        case document
    }

    /// What may be set, by name.
    static let settable: [String: Value] = [
        delay: .integer(0...SQSLimits.delaySecondsMax), maximumSize: .integer(SQSLimits.messageBytes),
        retention: .integer(SQSLimits.retentionSeconds), wait: .integer(0...SQSLimits.waitSecondsMax),
        visibility: .integer(0...SQSLimits.visibilitySecondsMax), policy: .document, redrivePolicy: .document,
        redriveAllowPolicy: .document, fifoQueue: .oneOf(["true"]), contentDeduplication: .oneOf(["true", "false"]),
        deduplicationScope: .oneOf(["messageGroup", "queue"]),
        throughputLimit: .oneOf(["perQueue", "perMessageGroupId"]), kmsKey: .text,
        kmsReuse: .integer(SQSLimits.dataKeyReuseSeconds), managedEncryption: .oneOf(["true", "false"]),
    ]

    /// Set to nothing, these are taken away.
    static let removable: Set = [policy, redrivePolicy, redriveAllowPolicy, kmsKey]
}
