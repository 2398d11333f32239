/// Where and how live clients call.
public struct LiveConfiguration: Sendable {
    /// "eu-west-1"
    public var region: String
    public var credentials: any CredentialsProvider
    /// Instead of a signature, for Bedrock's services: an API key of Bedrock.
    public var bedrockAPIKey: APIKey?
    public var endpoints: EndpointSettings
    /// The OpenSearch that is meant, which no region implies.
    public var openSearch: OpenSearchAccess
    public var retries: RetryPolicy
    public var timeouts: Timeouts
    public var checksums: ChecksumPolicy
    /// Beyond this, in bytes, a response that does not stream is refused: Bedrock's InvokeModel answers with the most.
    public var responseBytesMax: Int
    /// Tells AWS's logs which application calls: `app/` in the user agent.
    public var applicationID: String?
    /// Is told of each attempt, secrets removed.
    public var log: (@Sendable (LiveAttempt) -> Void)?
    public var surroundings: Surroundings

    public init(
        region: String, credentials: any CredentialsProvider = EnvironmentCredentials(), bedrockAPIKey: APIKey? = nil,
        endpoints: EndpointSettings = EndpointSettings(), openSearch: OpenSearchAccess = OpenSearchAccess(),
        retries: RetryPolicy = RetryPolicy(), timeouts: Timeouts = Timeouts(),
        checksums: ChecksumPolicy = ChecksumPolicy(), responseBytesMax: Int = 64 << 20, applicationID: String? = nil,
        log: (@Sendable (LiveAttempt) -> Void)? = nil, surroundings: Surroundings = .system
    ) {
        self.region = region
        self.credentials = credentials
        self.bedrockAPIKey = bedrockAPIKey
        self.endpoints = endpoints
        self.openSearch = openSearch
        self.retries = retries
        self.timeouts = timeouts
        self.checksums = checksums
        self.responseBytesMax = responseBytesMax
        self.applicationID = applicationID
        self.log = log
        self.surroundings = surroundings
    }

    /// All services at one place, such as a local AWS; nil: where AWS has them. OpenSearch has a place of its own.
    public init(region: String, credentials: any CredentialsProvider, endpoint: Origin?) {
        let everywhere = endpoint.map { EndpointURL($0) }
        self.init(
            region: region, credentials: credentials, endpoints: EndpointSettings(everywhere: everywhere))
    }
}

/// A key that shows itself to nobody but the service.
public struct APIKey: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    let text: String

    public init(_ text: String) {
        self.text = text
    }

    public var description: String { "APIKey" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
