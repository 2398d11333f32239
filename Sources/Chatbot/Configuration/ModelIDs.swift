/// What a model is for; which one does it is configuration.
public enum ModelRole: String, Sendable, CaseIterable {
    /// Answers from the knowledge base and uses tools.
    case orchestrator
    /// Small talk, and questions made to stand alone.
    case simple
    /// What may be of lesser quality, where many tokens are due.
    case budget
    /// Texts to vectors.
    case embedding
}

/// A model id, or an inference profile's, for each role.
public struct ModelIDs: Hashable, Sendable {
    public var orchestrator: String
    public var simple: String
    public var budget: String
    public var embedding: String

    public init(
        orchestrator: String = "anthropic.claude-3-5-sonnet-20240620-v1:0",
        simple: String = "anthropic.claude-3-haiku-20240307-v1:0",
        budget: String = "amazon.titan-text-express-v1",
        embedding: String = "amazon.titan-embed-text-v2:0"
    ) {
        self.orchestrator = orchestrator
        self.simple = simple
        self.budget = budget
        self.embedding = embedding
    }

    public subscript(role: ModelRole) -> String {
        get { self[keyPath: Self.member(role)] }
        set { self[keyPath: Self.member(role)] = newValue }
    }

    private static func member(_ role: ModelRole) -> WritableKeyPath<ModelIDs, String> {
        switch role {
        case .orchestrator: \.orchestrator
        case .simple: \.simple
        case .budget: \.budget
        case .embedding: \.embedding
        }
    }
}
