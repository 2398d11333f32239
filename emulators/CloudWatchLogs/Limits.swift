/// Every quota and default of CloudWatch Logs (User Guide, "CloudWatch Logs quotas"; API reference).
public enum CloudWatchLogsLimits {
    // PutLogEvents.

    /// Of a batch: messages in UTF-8 and an overhead for each.
    public static let batchBytesMax = 1_048_576
    public static let eventOverheadBytes = 26
    /// Of one event with its overhead: 1 MB since April 2025, 256 KB before.
    public static let eventBytesMax = 1_048_576
    public static let batchSpanMs = 24 * 3_600_000
    public static let oldestMs = 14 * 24 * 3_600_000
    public static let newestMs = 2 * 3_600_000

    // Groups.

    public static let retentionDays = [
        1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
    ]
    public static let tagsMax = 50
    public static let metricFiltersMax = 100
    public static let resourcePoliciesMax = 10
    public static let resourcePolicyBytesMax = 5120

    // Pages.

    public static let describePage = 50
    public static let eventsPage = 10_000
    /// Of the messages on one page of events.
    public static let eventsPageBytes = 1_048_576

    // Patterns.

    public static let patternLengthMax = 1024
    /// Deeper nesting of a JSON pattern is refused, so that none can exhaust the stack.
    public static let patternDepthMax = 32
    /// In one pattern (User Guide, "Filter pattern syntax").
    public static let regularExpressionsMax = 2
}
