public import AWSCloudWatchLogs
public import AWSSQS
public import World

/// The services that Lambda calls in a function's name: each is made for the function's role.
public struct LambdaClients: Sendable {
    public var logs: @Sendable (Caller) -> any CloudWatchLogsClient
    public var queues: @Sendable (Caller) -> any SQSClient
    /// The bytes of an object that CreateFunction names as code; nil when there is no such object. Without this, an S3
    /// reference is taken as it is.
    public var code: (@Sendable (Caller, CodeLocation) async -> [UInt8]?)?

    public init(
        logs: @escaping @Sendable (Caller) -> any CloudWatchLogsClient,
        queues: @escaping @Sendable (Caller) -> any SQSClient,
        code: (@Sendable (Caller, CodeLocation) async -> [UInt8]?)? = nil
    ) {
        self.logs = logs
        self.queues = queues
        self.code = code
    }

    /// Where a deployment package lies in S3.
    public struct CodeLocation: Hashable, Sendable {
        public let bucket: String
        public let key: String
        public let version: String?
    }
}
