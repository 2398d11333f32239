import AWSBedrockAgentRuntime
import AWSBedrockRuntime
import AWSCore
import AWSOpenSearch
import BedrockAgentRuntimeEmulator
import BedrockEmulator
import OpenSearchEmulator
import Testing
import World

/// A knowledge base of a few passages, in a world of its own.
struct Library {
    let world: World
    private let state: KnowledgeBasesState
    private let bedrock: BedrockRuntimeProxy
    private let search: OpenSearchProxy
    static let id = "KASSTEST00"
    static let model = "anthropic.claude-3-5-sonnet-20240620-v1:0"

    struct Passage {
        var text: String
        var source: String
        var page: Int
        var tags: [String] = []
    }

    static let passages = [
        Passage(text: "A frame is guaranteed for ten years.", source: "documents/pdf/warranty.pdf", page: 1),
        Passage(text: "Brake pads are not covered by the warranty.", source: "documents/pdf/warranty.pdf", page: 2),
        Passage(text: "Annual leave is thirty days.", source: "documents/raw/leave.md", page: 1, tags: ["staff"]),
        Passage(text: "Hotels in Munich cost at most 140 euros.", source: "documents/raw/travel.md", page: 3),
        Passage(text: "Trains are booked in second class.", source: "documents/raw/travel.md", page: 4),
        Passage(text: "The office opens at eight.", source: "documents/raw/office.md", page: 7, tags: ["staff"]),
    ]

    init(index: String = "knowledge") async throws {
        let world = try World()
        let bedrockState = try BedrockState(world)
        let searchState = try OpenSearchState(world, settings: OpenSearchSettings(refreshInterval: .zero))
        let bedrock: @Sendable (Caller) -> BedrockRuntimeProxy = { caller in
            BedrockRuntimeProxy(
                EmulatedInvoker<BedrockRuntime>(world, caller: caller) { BedrockRuntimeEmulator(bedrockState, $0) })
        }
        let search: @Sendable (Caller) -> OpenSearchProxy = { caller in
            OpenSearchProxy(
                EmulatedInvoker<OpenSearch>(world, caller: caller) { OpenSearchEmulator(searchState, $0) })
        }
        self.world = world
        self.bedrock = bedrock(world.caller())
        self.search = search(world.caller())
        let base = KnowledgeBase(
            id: Self.id, index: index,
            fields: .init(
                vector: "embedding", text: "text", metadata: "metadata", sourceKey: "source", passageID: "chunk_id",
                filters: [
                    "source": "metadata.source", "page": "metadata.page", "tags": "metadata.tags",
                ]),
            embeddingModelID: "amazon.titan-embed-text-v2:0", dimensions: 256, bucket: "papers")
        state = KnowledgeBasesState(
            world, [base], clients: KnowledgeBaseClients(models: { bedrock($0) }, search: { search($0) }))
        try await fill()
    }

    func client(as caller: Caller? = nil) -> BedrockAgentRuntimeProxy {
        BedrockAgentRuntimeProxy(
            EmulatedInvoker<BedrockAgentRuntime>(world, caller: caller ?? world.caller()) { [state] in
                BedrockAgentRuntimeEmulator(state, $0)
            })
    }

    private func fill() async throws {
        let keyword: Document = ["type": "keyword"]
        let method: Document = ["name": "hnsw", "engine": "faiss", "space_type": "l2"]
        _ = try await search.createIndex(
            .init(
                index: "knowledge",
                body: [
                    "settings": ["index": ["knn": true]],
                    "mappings": [
                        "properties": [
                            "embedding": ["type": "knn_vector", "dimension": 256, "method": method],
                            "text": ["type": "text"],
                            "metadata": [
                                "properties": ["source": keyword, "page": ["type": "integer"], "tags": keyword]
                            ],
                        ]
                    ],
                ]))
        for (number, passage) in Self.passages.enumerated() {
            let body: Document = [
                "text": .string(passage.text), "embedding": .list(try await embedding(passage.text)),
                "metadata": [
                    "source": .string(passage.source), "page": .number(Number(passage.page)),
                    "tags": .list(passage.tags.map { .string($0) }), "chunk_id": .string("chunk-\(number)"),
                ],
            ]
            _ = try await search.index(.init(index: "knowledge", body: body))
        }
    }

    private func embedding(_ text: String) async throws -> [Document] {
        let body: Document = ["inputText": .string(text), "dimensions": 256, "normalize": true]
        let output = try await bedrock.invokeModel(
            .init(body: Blob(body.json()), modelId: "amazon.titan-embed-text-v2:0"))
        return try Document(json: output.body.bytes)["embedding"]?.list ?? []
    }

    func retrieve(
        _ text: String?, _ settings: BedrockAgentRuntime.KnowledgeBaseVectorSearchConfiguration? = nil,
        id: String = id, token: String? = nil
    ) async throws -> BedrockAgentRuntime.RetrieveResponse {
        try await client().retrieve(
            .init(
                knowledgeBaseId: id, nextToken: token,
                retrievalConfiguration: settings.map { .init(vectorSearchConfiguration: $0) },
                retrievalQuery: .init(text: text)))
    }

    /// The texts that a search with this filter finds, in no order.
    func texts(_ filter: BedrockAgentRuntime.RetrievalFilter) async throws -> Set<String> {
        let found = try await retrieve("anything", .init(filter: filter, numberOfResults: 100))
        return Set(found.retrievalResults.compactMap(\.content.text))
    }
}

/// Holds that `body` fails with this code, and with words that hold these.
func expectError(
    _ code: String, _ words: String = "", _ location: SourceLocation = #_sourceLocation,
    _ body: () async throws -> Void
) async {
    do {
        try await body()
        Issue.record("there was no error", sourceLocation: location)
    } catch let error as BedrockAgentRuntimeError {
        #expect(error.code.rawValue == code, sourceLocation: location)
        #expect(words.isEmpty || error.message?.contains(words) == true, "\(error)", sourceLocation: location)
    } catch {
        Issue.record("\(error)", sourceLocation: location)
    }
}
