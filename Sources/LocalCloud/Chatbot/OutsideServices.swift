public import AWSBedrockRuntime
public import AWSCore
public import AWSDynamoDB
public import AWSOpenSearch
public import AWSS3

/// Services that the chatbot calls outside its world, on AWS or wherever; what is nil is the world's own.
public struct OutsideServices: Sendable {
    public var bedrock: (any BedrockRuntimeClient)?
    public var dynamoDB: (any DynamoDBClient)?
    public var openSearch: (any OpenSearchClient)?
    /// What carries calls: the world hears of the documents that come and go by it.
    public var s3: (any OperationInvoker<S3>)?

    public init(
        bedrock: (any BedrockRuntimeClient)? = nil, dynamoDB: (any DynamoDBClient)? = nil,
        openSearch: (any OpenSearchClient)? = nil, s3: (any OperationInvoker<S3>)? = nil
    ) {
        self.bedrock = bedrock
        self.dynamoDB = dynamoDB
        self.openSearch = openSearch
        self.s3 = s3
    }

    var isEmpty: Bool { bedrock == nil && dynamoDB == nil && openSearch == nil && s3 == nil }
}
