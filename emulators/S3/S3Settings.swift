/// What takes time on AWS, and what tests want smaller than AWS has it.
public struct S3Settings: Sendable {
    /// The least size of every part but the last. AWS: 5 MiB.
    public var partBytesMin: Int64 = S3Limits.partBytesMin
    /// From RestoreObject until the object can be read. S3 User Guide, "Archive retrieval options": the short ends.
    public var expeditedRestore: Duration = .seconds(60)
    public var standardRestore: Duration = .seconds(3 * 3600)
    public var bulkRestore: Duration = .seconds(5 * 3600)
    public var deepStandardRestore: Duration = .seconds(12 * 3600)
    public var deepBulkRestore: Duration = .seconds(48 * 3600)
    /// How long an event is offered to a destination that refuses it.
    public var eventRetention: Duration = .seconds(24 * 3600)

    public init() {}
}
