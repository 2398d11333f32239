import AWSBedrockRuntime
import AWSCore

/// Search in the knowledge base as a tool of the model, and the passages that a turn has found by it.
struct SearchTool {
    static let name = "search_knowledge_base"

    let search: KnowledgeSearch
    let limits: ChatbotLimits
    /// Numbered from 1 through all searches of a turn.
    private(set) var passages: [Passage] = []

    init(_ search: KnowledgeSearch, _ limits: ChatbotLimits) {
        self.search = search
        self.limits = limits
    }

    static let specification = BedrockRuntime.ToolSpecification(
        name: name,
        description: """
            Searches the organisation's documents and returns numbered passages. Use it for every question of fact, \
            with a query that names what is asked for in full.
            """,
        inputSchema: .json([
            "type": "object",
            "properties": [
                "query": ["type": "string", "description": "What to look for, as a complete question or key words"]
            ],
            "required": ["query"],
        ]))

    /// - Returns: what the model reads: the passages, with the numbers they keep for the turn.
    mutating func run(query: String) async throws -> String {
        var request = SearchRequest(
            query: String(query.prefix(limits.queryCharactersMax)), count: limits.passagesPerSearch)
        request.type = .hybrid
        let found = try await search.hits(for: request)
        return PassageBlocks.text(of: found.map { number($0) })
    }

    private mutating func number(_ hit: SearchHit) -> Passage {
        if let known = passages.first(where: { $0.hit.record.chunkID == hit.record.chunkID }) { return known }
        var hit = hit
        hit.record.text = TextForms.shortened(hit.record.text, to: limits.passageCharactersMax)
        let passage = Passage(number: passages.count + 1, hit: hit)
        passages.append(passage)
        return passage
    }

    /// The result of a call that the model asked for; what is wrong with it is told to the model.
    mutating func result(of use: BedrockRuntime.ToolUseBlock) async throws -> BedrockRuntime.ToolResultBlock {
        guard use.name == Self.name else { return Self.error("There is no tool \(use.name).", use) }
        guard let query = use.input["query"]?.string, !TextForms.trimmed(query).isEmpty else {
            return Self.error("query must be a text that is not empty.", use)
        }
        return Self.result(try await run(query: query), use)
    }

    static func result(_ text: String, _ use: BedrockRuntime.ToolUseBlock) -> BedrockRuntime.ToolResultBlock {
        BedrockRuntime.ToolResultBlock(toolUseId: use.toolUseId, content: [.text(text)])
    }

    private static func error(_ text: String, _ use: BedrockRuntime.ToolUseBlock) -> BedrockRuntime.ToolResultBlock {
        BedrockRuntime.ToolResultBlock(toolUseId: use.toolUseId, content: [.text(text)], status: .error)
    }
}
