public import AWSBedrockRuntime
import AWSCore
public import AWSOpenSearch
public import World

/// The knowledge bases of one world, and the conversations about them.
///
/// Made once for each world; ``BedrockAgentRuntimeEmulator`` is a view of it for one call.
public final class KnowledgeBasesState: Sendable {
    public let world: World
    let clients: KnowledgeBaseClients
    let sessions: KnowledgeSessions
    private let knowledgeBases: [String: KnowledgeBase]

    /// - Parameter knowledgeBases: all that there are, in the world's own account and region.
    public init(_ world: World, _ knowledgeBases: [KnowledgeBase], clients: KnowledgeBaseClients) {
        self.world = world
        self.clients = clients
        self.knowledgeBases = Dictionary(knowledgeBases.map { ($0.id, $0) }) { first, _ in first }
        sessions = KnowledgeSessions(world.stream(named: "bedrock.sessions"))
    }

    /// - Returns: nil for one that is not there for this caller.
    func knowledgeBase(_ id: String, for scope: CallScope) -> KnowledgeBase? {
        let isAtHome = scope.account == world.accountID && scope.region == world.region
        return isAtHome ? knowledgeBases[id] : nil
    }
}

/// How a knowledge base calls its models and its index.
public struct KnowledgeBaseClients: Sendable {
    let models: @Sendable (Caller) -> any BedrockRuntimeClient
    let search: @Sendable (Caller) -> any OpenSearchClient

    public init(
        models: @escaping @Sendable (Caller) -> any BedrockRuntimeClient,
        search: @escaping @Sendable (Caller) -> any OpenSearchClient
    ) {
        self.models = models
        self.search = search
    }
}
