import AWSCloudWatchLogs
import AWSCore
import World

/// A log group as it is stored.
struct LogGroupRow: Sendable {
    let id: Int64
    let name: String
    let created: Int64
    let logClass: String
    let retentionDays: Int?
    let kmsKey: String?

    static let columns = "id, name, created, class, retention, kms"

    init(_ row: Statement) {
        id = row.int64(0)
        name = row.text(1)
        created = row.int64(2)
        logClass = row.text(3)
        retentionDays = row.isNull(4) ? nil : Int(row.int64(4))
        kmsKey = row.isNull(5) ? nil : row.text(5)
    }

    /// Events from before are expired: they are not shown, whether they are deleted already or not.
    func earliest(at now: Timestamp) -> Int64 {
        guard let retentionDays else { return .min }
        return now.milliseconds - Int64(retentionDays) * 86_400_000
    }
}

/// A log stream as it is stored.
struct LogStreamRow: Sendable {
    let id: Int64
    let name: String
    let created: Int64
    let first: Int64?
    let last: Int64?
    let ingested: Int64?
    let bytes: Int64

    static let columns = "id, name, created, first, last, ingested, bytes"

    init(_ row: Statement) {
        id = row.int64(0)
        name = row.text(1)
        created = row.int64(2)
        first = row.isNull(3) ? nil : row.int64(3)
        last = row.isNull(4) ? nil : row.int64(4)
        ingested = row.isNull(5) ? nil : row.int64(5)
        bytes = row.int64(6)
    }
}

/// Names of groups as requests give them, and ARNs as answers do.
enum LogNames {
    /// - Parameter identifier: a name, or an ARN with or without `:*` at its end.
    static func group(_ identifier: String) -> String {
        guard identifier.hasPrefix("arn:") else { return identifier }
        let parts = identifier.split(separator: ":", maxSplits: 6, omittingEmptySubsequences: false)
        guard parts.count == 7 else { return identifier }
        return String(parts[6].prefix { $0 != ":" })
    }

    /// The one of two parameters that is given.
    static func group(name: String?, identifier: String?) throws(CloudWatchLogsError) -> String {
        switch (name, identifier) {
        case (let name?, nil): return name
        case (nil, let identifier?): return group(identifier)
        case (nil, nil):
            throw .invalidParameter("Must specify either logGroupName or logGroupIdentifier.")
        default:
            // Recorded from AWS by LocalStack's tests (test_describe_log_streams_with_log_group_identifier).
            throw ServiceError(
                .validationException, "LogGroup name and LogGroup ARN are mutually exclusive parameters.")
        }
    }

    static func groupARN(_ name: String, _ session: Session) -> String {
        "arn:aws:logs:\(session.region):\(session.account):log-group:\(name)"
    }
}
