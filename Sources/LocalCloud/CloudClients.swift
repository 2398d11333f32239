public import AWSBedrockRuntime
public import AWSCloudWatchLogs
public import AWSDynamoDB
public import AWSDynamoDBStreams
public import AWSEventBridge
public import AWSLambda
public import AWSOpenSearch
public import AWSS3
public import AWSSQS
public import AWSSecretsManager
public import World

/// Every service of a cloud, as one caller calls it: in process, each call by the world's call chain.
public struct CloudClients: Sendable {
    let cloud: LocalCloud
    public let caller: Caller

    public var bedrockRuntime: any BedrockRuntimeClient { BedrockRuntimeProxy(cloud.bedrockRuntime(caller)) }
    public var dynamoDB: any DynamoDBClient { DynamoDBProxy(cloud.dynamoDB(caller)) }
    public var dynamoDBStreams: any DynamoDBStreamsClient { DynamoDBStreamsProxy(cloud.dynamoDBStreams(caller)) }
    public var eventBridge: any EventBridgeClient { EventBridgeProxy(cloud.eventBridge(caller)) }
    public var lambda: any LambdaClient { LambdaProxy(cloud.lambda(caller)) }
    public var logs: any CloudWatchLogsClient { CloudWatchLogsProxy(cloud.logs(caller)) }
    public var openSearch: any OpenSearchClient { OpenSearchProxy(cloud.openSearch(caller)) }
    public var s3: any S3Client { S3Proxy(cloud.s3(caller)) }
    public var secretsManager: any SecretsManagerClient { SecretsManagerProxy(cloud.secretsManager(caller)) }
    public var sqs: any SQSClient { SQSProxy(cloud.sqs(caller)) }
}
