public import AWSApiGatewayManagement
public import AWSBedrock
public import AWSBedrockAgent
public import AWSBedrockAgentRuntime
public import AWSBedrockRuntime
public import AWSCloudWatch
public import AWSCloudWatchLogs
import AWSCore
public import AWSDynamoDB
public import AWSDynamoDBStreams
public import AWSEventBridge
public import AWSIAM
public import AWSLambda
public import AWSOpenSearch
public import AWSOpenSearchServerless
public import AWSS3
public import AWSSQS
public import AWSSTS
public import AWSScheduler
public import AWSSecretsManager
public import AWSXRay

/// The clients of all services, made from one configuration, over one transport.
///
///     let clients = LiveClients(try await LiveConfiguration.load())
///     let page = try await clients.dynamoDB.query(...)
///
/// Each keeps its own retry quota and clock correction, as the SDKs' clients do: make them once.
public struct LiveClients: Sendable {
    public let configuration: LiveConfiguration
    private let transport: any HTTPTransport

    public let apiGatewayManagement: any ApiGatewayManagementClient
    public let bedrock: any BedrockClient
    public let bedrockAgent: any BedrockAgentClient
    public let bedrockAgentRuntime: any BedrockAgentRuntimeClient
    public let bedrockRuntime: any BedrockRuntimeClient
    public let cloudWatch: any CloudWatchClient
    public let logs: any CloudWatchLogsClient
    public let dynamoDB: any DynamoDBClient
    public let dynamoDBStreams: any DynamoDBStreamsClient
    public let eventBridge: any EventBridgeClient
    public let iam: any IAMClient
    public let lambda: any LambdaClient
    public let openSearch: any OpenSearchClient
    public let openSearchServerless: any OpenSearchServerlessClient
    public let s3: any S3Client
    public let sqs: any SQSClient
    public let sts: any STSClient
    public let scheduler: any SchedulerClient
    public let secretsManager: any SecretsManagerClient
    public let xRay: any XRayClient

    public init(_ configuration: LiveConfiguration, transport: any HTTPTransport = CurlTransport()) {
        self.configuration = configuration
        self.transport = transport
        func live<Service: ServiceModel>(_: Service.Type = Service.self) -> LiveInvoker<Service> {
            LiveInvoker(Service.self, configuration, transport: transport)
        }
        apiGatewayManagement = ApiGatewayManagementProxy(live())
        bedrock = BedrockProxy(live())
        bedrockAgent = BedrockAgentProxy(live())
        bedrockAgentRuntime = BedrockAgentRuntimeProxy(live())
        bedrockRuntime = BedrockRuntimeProxy(live())
        cloudWatch = CloudWatchProxy(live())
        logs = CloudWatchLogsProxy(live())
        dynamoDB = DynamoDBProxy(live())
        dynamoDBStreams = DynamoDBStreamsProxy(live())
        eventBridge = EventBridgeProxy(live())
        iam = IAMProxy(live())
        lambda = LambdaProxy(live())
        openSearch = OpenSearchProxy(OpenSearchInvoker(configuration, transport: transport))
        openSearchServerless = OpenSearchServerlessProxy(live())
        s3 = S3Proxy(live())
        sqs = SQSProxy(live())
        sts = STSProxy(live())
        scheduler = SchedulerProxy(live())
        secretsManager = SecretsManagerProxy(live())
        xRay = XRayProxy(live())
    }

    /// The connections of the API and stage at `endpoint`:
    /// `https://abc123.execute-api.eu-west-1.amazonaws.com/production`.
    public func apiGatewayManagement(at endpoint: EndpointURL) -> any ApiGatewayManagementClient {
        var configuration = configuration
        configuration.endpoints.services[EndpointSettings.key(of: ApiGatewayManagement.metadata)] = endpoint
        return ApiGatewayManagementProxy(
            LiveInvoker(ApiGatewayManagement.self, configuration, transport: transport))
    }
}
