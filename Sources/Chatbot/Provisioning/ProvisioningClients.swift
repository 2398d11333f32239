public import AWSCloudWatchLogs
public import AWSDynamoDB
public import AWSEventBridge
public import AWSLambda
public import AWSOpenSearch
public import AWSOpenSearchServerless
public import AWSS3
public import AWSSQS
public import AWSSecretsManager

/// Whatever creates an installation's resources, emulated or live. What is nil is not created, and reported so.
public struct ProvisioningClients: Sendable {
    public var dynamoDB: any DynamoDBClient
    public var s3: any S3Client
    /// The index's client, by the endpoint of the collection; nil where there is no collection to create.
    public var openSearch: @Sendable (_ endpoint: String?) throws -> any OpenSearchClient
    public var lambda: any LambdaClient
    public var eventBridge: any EventBridgeClient
    public var sqs: any SQSClient
    public var secrets: (any SecretsManagerClient)?
    public var logs: (any CloudWatchLogsClient)?
    public var collections: (any OpenSearchServerlessClient)?
    public var roles: (any RoleProvisioner)?
    public var api: (any APIProvisioner)?

    public init(
        dynamoDB: any DynamoDBClient, s3: any S3Client,
        openSearch: @escaping @Sendable (_ endpoint: String?) throws -> any OpenSearchClient,
        lambda: any LambdaClient, eventBridge: any EventBridgeClient, sqs: any SQSClient,
        secrets: (any SecretsManagerClient)? = nil, logs: (any CloudWatchLogsClient)? = nil,
        collections: (any OpenSearchServerlessClient)? = nil, roles: (any RoleProvisioner)? = nil,
        api: (any APIProvisioner)? = nil
    ) {
        self.dynamoDB = dynamoDB
        self.s3 = s3
        self.openSearch = openSearch
        self.lambda = lambda
        self.eventBridge = eventBridge
        self.sqs = sqs
        self.secrets = secrets
        self.logs = logs
        self.collections = collections
        self.roles = roles
        self.api = api
    }
}

/// Whatever makes roles: IAM has no client among the generated ones.
public protocol RoleProvisioner: Sendable {
    /// Creates the role, or brings its policies up to date.
    func provision(_ role: Topology.Role) async throws
}

/// Whatever makes an HTTP API of routes.
public protocol APIProvisioner: Sendable {
    func provision(_ api: Topology.API) async throws
}

/// The program that functions run, as Lambda takes it.
public struct FunctionPackage: Sendable {
    public var code: Lambda.FunctionCode
    public var runtime: Lambda.Runtime
    public var architecture: Lambda.Architecture

    public init(
        code: Lambda.FunctionCode, runtime: Lambda.Runtime = Lambda.Runtime(rawValue: "provided.al2023"),
        architecture: Lambda.Architecture = Lambda.Architecture(rawValue: "x86_64")
    ) {
        self.code = code
        self.runtime = runtime
        self.architecture = architecture
    }
}
