public import AWSBedrockAgentRuntime
public import AWSBedrockRuntime
public import AWSCloudWatchLogs
import AWSCore
public import AWSDynamoDB
public import AWSDynamoDBStreams
public import AWSEventBridge
public import AWSLambda
public import AWSOpenSearch
public import AWSOpenSearchServerless
public import AWSS3
public import AWSSQS
public import AWSSTS
public import AWSSecretsManager
public import World

/// Every service of a cloud, as one caller calls it: in process, each call by the world's call chain.
public struct CloudClients: Sendable {
    /// nil once it is gone.
    let cloud: LocalCloud?
    public let caller: Caller

    public var bedrockAgentRuntime: any BedrockAgentRuntimeClient {
        BedrockAgentRuntimeProxy(invoker { $0.bedrockAgentRuntime(caller) })
    }
    public var bedrockRuntime: any BedrockRuntimeClient { BedrockRuntimeProxy(invoker { $0.bedrockRuntime(caller) }) }
    public var dynamoDB: any DynamoDBClient { DynamoDBProxy(invoker { $0.dynamoDB(caller) }) }
    public var dynamoDBStreams: any DynamoDBStreamsClient {
        DynamoDBStreamsProxy(invoker { $0.dynamoDBStreams(caller) })
    }
    public var eventBridge: any EventBridgeClient { EventBridgeProxy(invoker { $0.eventBridge(caller) }) }
    public var lambda: any LambdaClient { LambdaProxy(invoker { $0.lambda(caller) }) }
    public var logs: any CloudWatchLogsClient { CloudWatchLogsProxy(invoker { $0.logs(caller) }) }
    public var openSearch: any OpenSearchClient { OpenSearchProxy(invoker { $0.openSearch(caller) }) }
    public var openSearchServerless: any OpenSearchServerlessClient {
        OpenSearchServerlessProxy(invoker { $0.openSearchServerless(caller) })
    }
    public var s3: any S3Client { S3Proxy(invoker { $0.s3(caller) }) }
    public var secretsManager: any SecretsManagerClient { SecretsManagerProxy(invoker { $0.secretsManager(caller) }) }
    public var sqs: any SQSClient { SQSProxy(invoker { $0.sqs(caller) }) }
    public var sts: any STSClient { STSProxy(invoker { $0.sts(caller) }) }

    private func invoker<Service: ServiceModel>(
        _ make: (LocalCloud) -> EmulatedInvoker<Service>
    ) -> any OperationInvoker<Service> {
        if let cloud { make(cloud) } else { GoneInvoker<Service>() }
    }
}
