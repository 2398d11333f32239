import AWSCore
import AWSS3

/// What a notification configuration may say.
///
/// Source: S3 User Guide, "Configuring event notifications using object key name filtering"; messages as recorded from
/// AWS by LocalStack's tests.
enum NotificationRules {
    /// What a bucket can be told to send; the last four only where the service behind them exists.
    private static let known: Set<String> = [
        "s3:ObjectCreated:*", "s3:ObjectCreated:Put", "s3:ObjectCreated:Post", "s3:ObjectCreated:Copy",
        "s3:ObjectCreated:CompleteMultipartUpload", "s3:ObjectRemoved:*", "s3:ObjectRemoved:Delete",
        "s3:ObjectRemoved:DeleteMarkerCreated", "s3:ObjectRestore:*", "s3:ObjectRestore:Post",
        "s3:ObjectRestore:Completed", "s3:ObjectRestore:Delete", "s3:LifecycleTransition",
        "s3:LifecycleExpiration:*", "s3:LifecycleExpiration:Delete", "s3:LifecycleExpiration:DeleteMarkerCreated",
        "s3:ObjectTagging:*", "s3:ObjectTagging:Put", "s3:ObjectTagging:Delete", "s3:ObjectAcl:Put",
        "s3:ReducedRedundancyLostObject", "s3:IntelligentTiering", "s3:Replication:*",
        "s3:Replication:OperationFailedReplication", "s3:Replication:OperationNotTracked",
        "s3:Replication:OperationMissedThreshold", "s3:Replication:OperationReplicatedAfterThreshold",
    ]

    /// What the configurations of queues and functions have in common.
    private struct Entry {
        let arn: String
        let service: String
        let events: [String]
        let filter: S3.NotificationConfigurationFilter?
    }

    static func check(_ configuration: S3.NotificationConfiguration) throws(S3Error) {
        let entries =
            (configuration.queueConfigurations ?? []).map {
                Entry(arn: $0.queueArn, service: "sqs", events: $0.events.map(\.rawValue), filter: $0.filter)
            }
            + (configuration.lambdaFunctionConfigurations ?? []).map {
                Entry(
                    arn: $0.lambdaFunctionArn, service: "lambda", events: $0.events.map(\.rawValue), filter: $0.filter)
            }
        guard entries.count <= S3Limits.notificationsMax else { throw .malformedXML }
        for entry in entries { try check(entry) }
        try checkOverlaps(entries)
    }

    private static func check(_ entry: Entry) throws(S3Error) {
        let parts = entry.arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0] == "arn", parts[2] == entry.service, !parts[5].isEmpty else {
            throw .invalidArgument("The ARN could not be parsed", "ARN", entry.arn)
        }
        guard !entry.events.isEmpty else { throw .malformedXML }
        for event in entry.events where !known.contains(event) {
            throw .invalidArgument("The event is not supported for notifications", "Event", event)
        }
        var seen: Set<String> = []
        for rule in entry.filter?.key?.filterRules ?? [] {
            let name = rule.name?.rawValue.lowercased() ?? ""
            guard name == "prefix" || name == "suffix" else {
                throw .invalidArgument(
                    "filter rule name must be either prefix or suffix", "FilterRule.Name", rule.name?.rawValue)
            }
            guard seen.insert(name).inserted else {
                throw .invalidArgument(
                    "Cannot specify more than one \(name) rule in a filter.", "FilterRule.Name", name)
            }
            guard (rule.value ?? "").utf8.count <= S3Limits.keyBytesMax else {
                throw .invalidArgument(
                    "filter rule value cannot be longer than \(S3Limits.keyBytesMax)", "FilterRule.Value", nil)
            }
        }
    }

    /// One event of one key goes to one destination only.
    private static func checkOverlaps(_ entries: [Entry]) throws(S3Error) {
        for (index, first) in entries.enumerated() {
            for second in entries[(index + 1)...]
            where shareEvents(first, second) && KeyFilter(first.filter).overlaps(KeyFilter(second.filter)) {
                throw .refusal(
                    "InvalidArgument",
                    "Configuration is ambiguously defined. Cannot have overlapping suffixes in two rules if the "
                        + "prefixes are overlapping for the same event type.")
            }
        }
    }

    private static func shareEvents(_ first: Entry, _ second: Entry) -> Bool {
        first.events.contains { event in
            second.events.contains { other in
                NotificationTargets.covers(event, other) || NotificationTargets.covers(other, event)
            }
        }
    }
}
