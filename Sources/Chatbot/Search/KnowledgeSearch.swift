import AWSCore
import AWSOpenSearch

/// Finds chunks by meaning, by words, or by both.
struct KnowledgeSearch: Sendable {
    let client: any OpenSearchClient
    let index: String
    let embedder: Embedder
    let retrier: Retrier

    init(_ configuration: ChatbotConfiguration, _ clients: ChatbotClients, _ retrier: Retrier) {
        client = clients.openSearch
        index = configuration.index
        embedder = Embedder(configuration, clients.bedrock, retrier)
        self.retrier = retrier
    }

    /// - Returns: best first, at most as many as asked for, no text twice.
    func hits(for request: SearchRequest) async throws -> [SearchHit] {
        let found: [SearchHit]
        switch request.type {
        case .vector: found = RankFusion.sorted(try await byVector(request))
        case .keyword: found = RankFusion.sorted(RankFusion.shares(of: try await byKeyword(request)))
        case .hybrid:
            async let vector = byVector(request)
            async let keyword = byKeyword(request)
            found = RankFusion.merge(vector: try await vector, keyword: try await keyword)
        }
        return RankFusion.withoutRepeats(found, countMax: request.count).filter { $0.score >= request.scoreMin }
    }

    /// Scores are cosines; what points away from the query counts zero.
    private func byVector(_ request: SearchRequest) async throws -> [SearchHit] {
        let embedding = try await embedder.embed([request.query], for: .query)[0]
        let body = QueryBodies.vector(embedding, request.filters, candidates: candidates(request))
        return try await search(body, "Vector").map { hit in
            SearchHit(record: hit.record, score: max(0, Self.cosine(ofScore: hit.score)))
        }
    }

    /// OpenSearch scores a distance d by 1 / (1 + d²), and d² of vectors of length 1 is 2 - 2 cos.
    static func cosine(ofScore score: Double) -> Double {
        guard score > 0 else { return 0 }
        return min(1, 1 - (1 / score - 1) / 2)
    }

    /// Scores are BM25's, which have no upper end.
    private func byKeyword(_ request: SearchRequest) async throws -> [SearchHit] {
        try await search(
            QueryBodies.keyword(request.query, request.filters, candidates: candidates(request)), "Keyword")
    }

    private func candidates(_ request: SearchRequest) -> Int {
        max(retrier.limits.searchCandidates, 2 * request.count)
    }

    private func search(_ body: Document, _ kind: String) async throws -> [SearchHit] {
        let output = try await retrier.run("opensearch:Search\(kind)") {
            try await client.search(OpenSearch.SearchInput(index: index, body: body))
        }
        return output.hits.hits.compactMap { hit in
            guard let source = hit.source, let record = ChunkRecord(source) else { return nil }
            return SearchHit(record: record, score: Double(hit.score ?? 0))
        }
    }
}
