public import AWSBedrock
public import AWSBedrockRuntime
public import AWSCloudWatchLogs
public import AWSDynamoDB
public import AWSEventBridge
public import AWSLambda
public import AWSOpenSearch
public import AWSOpenSearchServerless
public import AWSS3
public import AWSSQS
public import AWSSTS
public import AWSSecretsManager

/// What is looked at. What is nil is not looked at at all: it is emulated, and made as it should be.
public struct DoctorClients: Sendable {
    public var identity: (any STSClient)?
    public var dynamoDB: (any DynamoDBClient)?
    public var s3: (any S3Client)?
    public var search: SearchPlace?
    public var models: (any BedrockClient)?
    public var inference: (any BedrockRuntimeClient)?
    public var functions: FunctionClients?
    public var permissions: (any PermissionSimulator)?
    /// AWS's time less this machine's.
    public var clockDifference: (@Sendable () async throws -> Duration)?

    public init() {}

    /// Where the index stands.
    public struct SearchPlace: Sendable {
        /// nil where no address is known yet.
        public var index: (any OpenSearchClient)?
        /// Of the collection, as it is configured.
        public var endpoint: String?
        /// nil for a server that is no collection.
        public var collections: (any OpenSearchServerlessClient)?

        public init(
            index: (any OpenSearchClient)?, endpoint: String? = nil,
            collections: (any OpenSearchServerlessClient)? = nil
        ) {
            self.index = index
            self.endpoint = endpoint
            self.collections = collections
        }
    }

    /// The functions and what surrounds them.
    public struct FunctionClients: Sendable {
        public var lambda: any LambdaClient
        public var eventBridge: any EventBridgeClient
        public var sqs: any SQSClient
        public var logs: any CloudWatchLogsClient
        public var secrets: any SecretsManagerClient

        public init(
            lambda: any LambdaClient, eventBridge: any EventBridgeClient, sqs: any SQSClient,
            logs: any CloudWatchLogsClient, secrets: any SecretsManagerClient
        ) {
            self.lambda = lambda
            self.eventBridge = eventBridge
            self.sqs = sqs
            self.logs = logs
            self.secrets = secrets
        }
    }
}

/// Says what a role's policies allow, as IAM's SimulatePrincipalPolicy does.
public protocol PermissionSimulator: Sendable {
    /// - Returns: the actions that are not allowed on a resource.
    /// - Throws: when nobody could tell; the error's words are shown.
    func denied(_ actions: [String], on resource: String, role: String) async throws -> [String]
}
