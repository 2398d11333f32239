/// What one installation of the chatbot is: its resources, its models and its limits.
public struct ChatbotConfiguration: Hashable, Sendable {
    public var names: ResourceNames
    public var models: ModelIDs
    /// The index that holds the knowledge base.
    public var index: String
    /// Length of the vectors that the embedding model gives.
    public var embeddingDimensions: Int
    public var guardrail: Guardrail?
    /// The other origin whose pages may read what the API answers, or `*`; nil sends no CORS headers.
    public var allowedOrigin: String?
    public var limits: ChatbotLimits

    public struct Guardrail: Hashable, Sendable {
        public var id: String
        public var version: String

        public init(id: String, version: String) {
            self.id = id
            self.version = version
        }
    }

    public init(
        names: ResourceNames, models: ModelIDs = ModelIDs(), index: String = "knowledge_base",
        embeddingDimensions: Int = 1024, guardrail: Guardrail? = nil, allowedOrigin: String? = nil,
        limits: ChatbotLimits = ChatbotLimits()
    ) {
        self.names = names
        self.models = models
        self.index = index
        self.embeddingDimensions = embeddingDimensions
        self.guardrail = guardrail
        self.allowedOrigin = allowedOrigin
        self.limits = limits
    }

    /// - Parameter environment: such as `dev`, `staging`.
    /// - Throws: ``ConfigurationError`` for a name that no resource could bear.
    public init(environment: String) throws(ConfigurationError) {
        self.init(names: try ResourceNames(environment: environment))
    }
}

/// Why a configuration is none.
public struct ConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The variable or member that is wrong.
    public let name: String
    public let reason: String

    public init(_ name: String, _ reason: String) {
        self.name = name
        self.reason = reason
    }

    public var description: String { "\(name): \(reason)" }
}
