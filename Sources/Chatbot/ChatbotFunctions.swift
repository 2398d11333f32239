public import Functions

/// The chatbot as Lambda functions, by the handler that each is deployed under.
public struct ChatbotFunctions: Sendable {
    public let configuration: ChatbotConfiguration
    private let clients: ChatbotClients

    public init(_ configuration: ChatbotConfiguration, clients: ChatbotClients) {
        self.configuration = configuration
        self.clients = clients
    }

    public var registry: FunctionRegistry {
        FunctionRegistry([
            Handler.orchestrator.rawValue: orchestrator,
            Handler.vectorSearch.rawValue: vectorSearch,
            Handler.documentProcessor.rawValue: documentProcessor,
        ])
    }

    public var orchestrator: any StreamingLambdaFunction { OrchestratorFunction(configuration, clients) }
    public var vectorSearch: any LambdaFunction { VectorSearchFunction(configuration, clients) }
    public var documentProcessor: any LambdaFunction { DocumentProcessorFunction(configuration, clients) }
}

/// What a function's configuration names as its handler.
public enum Handler: String, Sendable, CaseIterable {
    case orchestrator
    case vectorSearch = "vector-search"
    case documentProcessor = "document-processor"
}
