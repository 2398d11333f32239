/// Every quota and default, with its source.
enum S3Limits {
    // S3 User Guide, "Bucket quotas".
    static let bucketsMax = 10_000
    // S3 User Guide, "Amazon S3 multipart upload limits".
    static let partBytesMin: Int64 = 5 << 20
    static let partBytesMax: Int64 = 5 << 30
    static let partNumbers = 1...10_000
    static let objectBytesMax: Int64 = 50 << 40
    static let putBytesMax: Int64 = 5 << 30
    static let copyBytesMax: Int64 = 5 << 30
    // API reference, PutObject; User Guide, "Naming Amazon S3 objects", "Working with object metadata".
    static let keyBytesMax = 1024
    static let userMetadataBytesMax = 2048
    // User Guide, "Categorizing your objects using tags"; "Using cost allocation S3 bucket tags".
    static let objectTagsMax = 10
    static let bucketTagsMax = 50
    static let tagKeyMax = 128
    static let tagValueMax = 256
    // API reference of each listing.
    static let pageMax = 1000
    static let bucketPageMax = 10_000
    static let deletedObjectsMax = 1000
    // User Guide, "Managing the lifecycle of objects"; API reference, PutBucketCors, PutBucketPolicy.
    static let lifecycleRulesMax = 1000
    static let ruleIDMax = 255
    static let corsRulesMax = 100
    static let notificationsMax = 100
    /// Of any rule: what an `int` of XML Schema holds.
    static let daysMax = Int(Int32.max)
    static let policyBytesMax = 20 * 1024
    /// Objects below it move to no other storage class unless the bucket says otherwise (User Guide, "Transitioning
    /// objects using Amazon S3 Lifecycle").
    static let transitionBytesMin: Int64 = 128 << 10
    /// Days after which objects may move to the infrequent access classes (the same page).
    static let infrequentAccessDaysMin = 30

    // Of this emulator.

    /// Bodies up to this size lie in the database, longer ones in a file each.
    static let inlineBytesMax = 64 << 10
    /// Longer bodies are answered in slices of this size.
    static let sliceBytes: Int64 = 256 << 10
    /// Events offered again after a refusal wait this long, doubled each time.
    static let retryDelayMin: Duration = .seconds(1)
    static let retryDelayMax: Duration = .seconds(300)
    /// Events taken from the outbox, and objects changed by lifecycle rules, in one transaction.
    static let batchMax = 256
}
