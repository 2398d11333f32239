public import AWSBedrockRuntime
public import AWSDynamoDB
public import AWSOpenSearch
public import AWSS3

/// Whatever answers the chatbot's calls, given by the process that hosts it. The chatbot cannot tell where it runs.
public struct ChatbotClients: Sendable {
    public var bedrock: any BedrockRuntimeClient
    public var dynamoDB: any DynamoDBClient
    public var openSearch: any OpenSearchClient
    public var s3: any S3Client
    public var documents: any DocumentReader

    public init(
        bedrock: any BedrockRuntimeClient, dynamoDB: any DynamoDBClient, openSearch: any OpenSearchClient,
        s3: any S3Client, documents: any DocumentReader
    ) {
        self.bedrock = bedrock
        self.dynamoDB = dynamoDB
        self.openSearch = openSearch
        self.s3 = s3
        self.documents = documents
    }
}
