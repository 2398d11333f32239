/// How long the things take that take time on AWS. On AWS it is minutes; here it is nothing unless asked for, so that
/// the waiters of the SDKs, which look first and then sleep for 20 seconds, are done at the first look.
public struct DynamoDBSettings: Sendable {
    /// From the answer of CreateTable, which says CREATING, until the table is ACTIVE.
    public var tableCreation: Duration = .zero
    /// From the answer of UpdateTable, which says UPDATING, until the table is ACTIVE again.
    public var tableUpdate: Duration = .zero
    /// From the answer of DeleteTable, which says DELETING, until the table is gone.
    public var tableDeletion: Duration = .zero
    /// From the answer of UpdateTable until a new global index is filled and ACTIVE, or a deleted one gone.
    public var indexChange: Duration = .zero
    /// How long after an item's time to live has passed it is deleted. AWS promises "within a few days".
    public var timeToLiveDelay: Duration = .seconds(600)
    /// How long UpdateTimeToLive refuses a second change of one table; one hour on AWS.
    public var timeToLiveChangeInterval: Duration = .seconds(3600)

    public init() {}
}
