/// Every quota of DynamoDB that the emulator keeps, and the defaults it answers with.
///
/// Source, where a line names none: Amazon DynamoDB Developer Guide, "Quotas in Amazon DynamoDB".
public enum DynamoDBLimits {
    // Items.

    /// Names and values together, in bytes.
    public static let itemBytesMax = 400 * 1024
    /// Model, AttributeName.
    public static let attributeNameBytesMax = 65_535
    public static let partitionKeyBytesMax = 2048
    public static let sortKeyBytesMax = 1024

    // Tables and indexes.

    public static let tableNameLengthMin = 3
    public static let tableNameLengthMax = 255
    public static let localIndexesMax = 5
    public static let globalIndexesMax = 20
    /// Attributes named by all INCLUDE projections of a table, local and global, each mention counted.
    public static let projectedAttributesMax = 100
    public static let tablesMax = 2500
    public static let tagsMax = 50
    public static let tagKeyLengthMax = 128
    public static let tagValueLengthMax = 256
    /// Bounds of `ReadCapacityUnits` and `WriteCapacityUnits`; an observed answer (dynalite's createTable tests).
    public static let capacityUnitsMax = 1_000_000_000_000
    /// API reference, DescribeLimits: what an account starts with.
    public static let accountCapacityUnits = 80_000
    public static let tableCapacityUnits = 40_000
    /// Units a second that a new on-demand table takes at once (Developer Guide, "Warm throughput").
    public static let warmReadUnits = 12_000
    public static let warmWriteUnits = 4_000
    /// An observed answer of DescribeEndpoints.
    public static let endpointCacheMinutes = 1440
    public static let resourcePolicyBytesMax = 20 * 1024
    /// Names that one ListTables page carries, and carries when not asked (API reference, ListTables, Limit).
    public static let listTablesPage = 100
    /// API reference, ListTagsOfResource pages.
    public static let listTagsPage = 50

    // Reads.

    /// Bytes of items that one Query or Scan reads before it stops, counted before any filter.
    public static let pageBytesMax = 1024 * 1024
    public static let batchGetKeysMax = 100
    public static let batchGetBytesMax = 16 * 1024 * 1024
    public static let transactionBytesMax = 4 * 1024 * 1024

    // Writes.

    public static let batchWriteRequestsMax = 25
    /// How long a `ClientRequestToken` is remembered (API reference, TransactWriteItems).
    public static let requestTokenLifetime: Duration = .seconds(600)

    // Capacity (Developer Guide, "DynamoDB read and write operations").

    public static let readUnitBytes = 4096
    public static let writeUnitBytes = 1024

    // Time to live.

    /// Items that expired longer ago than this are left alone (Developer Guide, "Using time to live").
    public static let expiredSecondsMax: Int64 = 5 * 365 * 24 * 3600

    // Streams (API reference of DynamoDB Streams).

    public static let streamRetention: Duration = .seconds(24 * 3600)
    public static let shardIteratorLifetime: Duration = .seconds(15 * 60)
    public static let getRecordsMax = 1000
    public static let getRecordsBytesMax = 1024 * 1024
    public static let describeStreamShardsMax = 100
    public static let listStreamsMax = 100

    // Backups.

    /// API reference, PointInTimeRecoverySpecification, RecoveryPeriodInDays.
    public static let recoveryPeriodDays = 35
}
