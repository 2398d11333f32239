import AWSBedrockRuntime
import AWSCloudWatchLogs
import AWSCore
import AWSDynamoDB
import AWSEventBridge
import AWSLambda
import AWSLive
import AWSOpenSearch
import AWSS3
import AWSSQS
import AWSSTS
import AWSSecretsManager
import LocalCloud
import Testing

/// One service of the suite: the folder of its cases, and how its client is made for each way in.
struct ConformanceService: Sendable, CustomTestStringConvertible {
    let name: String
    /// boto3's layers that can ask, with boto3's name of the service; none where boto3 has no such client.
    let boto3: [Boto3.Layer]
    let isInMoto: Bool
    let inProcess: @Sendable (CloudClients) -> any ConformanceClient
    let live: @Sendable (LiveConfiguration, any HTTPTransport) -> any ConformanceClient
    private let loaded: Result<ConformanceSuite, any Error>

    static let all: [ConformanceService] = [
        ConformanceService(
            BedrockRuntime.self, boto3: ["bedrock-runtime"], isInMoto: false, \.bedrockRuntime, BedrockRuntimeProxy.init
        ),
        ConformanceService(CloudWatchLogs.self, boto3: ["logs"], \.logs, CloudWatchLogsProxy.init),
        ConformanceService(
            DynamoDB.self, boto3: ["dynamodb", Boto3.Layer(name: "resource", service: "dynamodb")], \.dynamoDB,
            DynamoDBProxy.init),
        ConformanceService(EventBridge.self, boto3: ["events"], \.eventBridge, EventBridgeProxy.init),
        ConformanceService(Lambda.self, boto3: ["lambda"], \.lambda, LambdaProxy.init),
        ConformanceService(openSearch: \.openSearch),
        ConformanceService(STS.self, boto3: ["sts"], \.sts, STSProxy.init),
        ConformanceService(S3.self, boto3: ["s3"], \.s3, S3Proxy.init),
        ConformanceService(SQS.self, boto3: ["sqs"], \.sqs, SQSProxy.init),
        ConformanceService(SecretsManager.self, boto3: ["secretsmanager"], \.secretsManager, SecretsManagerProxy.init),
    ]

    init<Service: ServiceModel>(
        _: Service.Type, boto3: [Boto3.Layer], isInMoto: Bool = true,
        _ local: @escaping @Sendable (CloudClients) -> Service.Client,
        _ proxy: @escaping @Sendable (any OperationInvoker<Service>) -> Service.Client
    ) {
        name = "\(Service.self)"
        self.boto3 = boto3
        self.isInMoto = isInMoto
        inProcess = { TypedClient<Service>(client: local($0)) }
        live = { TypedClient<Service>(client: proxy(LiveInvoker(Service.self, $0, transport: $1))) }
        loaded = Result { [name] in try ConformanceSuite(service: name) }
    }

    /// boto3 knows nothing of OpenSearch's own requests, nor does moto.
    private init(openSearch local: @escaping @Sendable (CloudClients) -> any OpenSearchClient) {
        name = "\(OpenSearch.self)"
        boto3 = []
        isInMoto = false
        inProcess = { TypedClient<OpenSearch>(client: local($0)) }
        live = { TypedClient<OpenSearch>(client: OpenSearchProxy(OpenSearchInvoker($0, transport: $1))) }
        loaded = Result { [name] in try ConformanceSuite(service: name) }
    }

    var testDescription: String { name }

    /// - Throws: what is wrong with the files.
    func suite() throws -> ConformanceSuite { try loaded.get() }

    /// None where the files are wrong: `SuiteTests` says so.
    var cases: [ConformanceCase] { (try? suite().cases) ?? [] }

    static func named(_ name: String) throws -> ConformanceService {
        guard let found = all.first(where: { $0.name == name }) else { throw SuiteError("there is no service \(name)") }
        return found
    }
}
