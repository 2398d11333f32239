public import AWSCloudWatchLogs
public import AWSLambda
public import AWSSQS
public import World

/// How EventBridge calls the services to which rules send events: as a service principal, or as a session of the role
/// that the target names.
public struct EventBridgeTargets: Sendable {
    let lambda: @Sendable (Caller) -> any LambdaClient
    let sqs: @Sendable (Caller) -> any SQSClient
    let logs: @Sendable (Caller) -> any CloudWatchLogsClient

    public init(
        lambda: @escaping @Sendable (Caller) -> any LambdaClient,
        sqs: @escaping @Sendable (Caller) -> any SQSClient,
        logs: @escaping @Sendable (Caller) -> any CloudWatchLogsClient
    ) {
        self.lambda = lambda
        self.sqs = sqs
        self.logs = logs
    }
}
