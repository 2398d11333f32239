/// A generated namespace that stands for one AWS service (`DynamoDB`, `S3`): its metadata, operations and types.
public protocol ServiceModel: Sendable {
    /// The existential of the service's client protocol, such as `any DynamoDBClient`.
    associatedtype Client: Sendable

    static var metadata: ServiceMetadata { get }
    /// Every operation that was generated, sorted by name.
    static var operations: [any ServiceOperation<Self>] { get }
    /// Every error shape that the generated operations may throw.
    static var errors: [any Structure.Type] { get }
}

/// What a client must know of a service before it can call it.
public struct ServiceMetadata: Sendable {
    /// "DynamoDB Streams": the name that environment variables and user agents derive from.
    public let serviceID: String
    /// The prefix of IAM actions: "dynamodb".
    public let iamPrefix: String
    /// The first label of the host: "streams.dynamodb".
    public let endpointPrefix: String
    /// The service in the SigV4 credential scope: "dynamodb".
    public let signingName: String
    public let apiVersion: String
    /// Before the dot of `X-Amz-Target`: "DynamoDB_20120810".
    public let targetPrefix: String?
    /// The protocols the service speaks, the one its clients use first.
    public let protocols: [WireProtocolName]
    public let xmlNamespace: XMLNamespace?
    /// JSON errors carry the old query code in `x-amzn-query-error`.
    public let isQueryCompatible: Bool
    /// Prefix of idempotent, unencoded, unnormalised paths in signatures: only S3 signs paths as they are.
    public let signsPathOnce: Bool

    public init(
        serviceID: String, iamPrefix: String, endpointPrefix: String, signingName: String, apiVersion: String,
        targetPrefix: String? = nil, protocols: [WireProtocolName], xmlNamespace: XMLNamespace? = nil,
        isQueryCompatible: Bool = false, signsPathOnce: Bool = false
    ) {
        self.serviceID = serviceID
        self.iamPrefix = iamPrefix
        self.endpointPrefix = endpointPrefix
        self.signingName = signingName
        self.apiVersion = apiVersion
        self.targetPrefix = targetPrefix
        self.protocols = protocols
        self.xmlNamespace = xmlNamespace
        self.isQueryCompatible = isQueryCompatible
        self.signsPathOnce = signsPathOnce
    }
}

public enum WireProtocolName: String, Sendable {
    case awsJSON1_0 = "json 1.0"
    case awsJSON1_1 = "json 1.1"
    case restJSON = "rest-json"
    case restXML = "rest-xml"
    case query
    case rpcV2CBOR = "smithy-rpc-v2-cbor"
}
