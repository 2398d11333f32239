import AWSCore
import AWSOpenSearch
import Functions

/// What is written to the index, under the rules of a Serverless collection for vectors: no ids of our own, no delete
/// by query, and writes that show late.
struct KnowledgeIndex: Sendable {
    let client: any OpenSearchClient
    let index: String
    let retrier: Retrier

    private var limits: ChatbotLimits { retrier.limits }

    /// - Throws: `ServiceError` for a refused request, ``IndexingFailure`` for a refused document.
    func add(_ records: [ChunkRecord], embeddings: [[Float]]) async throws {
        for start in stride(from: 0, to: records.count, by: limits.bulkOperationsMax) {
            let end = min(start + limits.bulkOperationsMax, records.count)
            try await write((start..<end).map { .index(records[$0].document(embedding: embeddings[$0])) })
        }
    }

    /// Waits until searches show `count` chunks of a generation.
    /// - Returns: false when that took longer than a collection should.
    func waitUntilVisible(_ documentID: String, generation: Int, count: Int) async throws -> Bool {
        let query = IndexQueries.generation(documentID, generation)
        for round in 0... {
            let found = try await retrier.run("opensearch:Count") {
                try await client.count(OpenSearch.CountInput(index: index, body: ["query": query]))
            }
            if found.count >= count { return true }
            guard (round + 1) * limits.visibilityPollSeconds <= limits.visibilitySecondsMax,
                retrier.context.remaining > .seconds(2 * limits.visibilityPollSeconds)
            else { return false }
            try await retrier.context.pause(.seconds(limits.visibilityPollSeconds))
        }
        return false
    }

    /// Deletes the chunks of a document's earlier generations.
    /// - Returns: how many were deleted.
    @discardableResult
    func remove(_ documentID: String, before generation: Int) async throws -> Int {
        try await remove(IndexQueries.earlier(documentID, than: generation))
    }

    @discardableResult
    func remove(_ documentID: String, generation: Int) async throws -> Int {
        try await remove(IndexQueries.generation(documentID, generation))
    }

    /// Deletes are seen late too, so that what was already deleted may be found again: rounds end when nothing is new.
    private func remove(_ query: Document) async throws -> Int {
        var deleted: Set<String> = []
        while true {
            let body: Document = [
                "size": .number(Number(limits.documentChunksMax)), "_source": false, "query": query,
            ]
            let found = try await retrier.run("opensearch:Search") {
                try await client.search(OpenSearch.SearchInput(index: index, body: body))
            }
            let ids = found.hits.hits.map(\.id).filter { !deleted.contains($0) }
            guard !ids.isEmpty else { return deleted.count }
            for start in stride(from: 0, to: ids.count, by: limits.bulkOperationsMax) {
                let some = ids[start..<min(start + limits.bulkOperationsMax, ids.count)]
                try await write(some.map { OpenSearch.BulkOperation.delete(id: $0) })
            }
            deleted.formUnion(ids)
        }
    }

    /// Tries the operations again that are refused for the moment; a document that is gone counts as deleted.
    private func write(_ operations: [OpenSearch.BulkOperation]) async throws {
        var operations = operations
        try await retrier.run("opensearch:Bulk") {
            let output = try await client.bulk(OpenSearch.BulkInput(index: index, operations: operations))
            guard output.errors else { return }
            let failed = zip(operations, output.items).filter { $0.1.error != nil && $0.1.status != 404 }
            guard let (_, item) = failed.first else { return }
            operations = failed.map(\.0)
            let reason = item.error?["reason"]?.string ?? item.error?.string ?? "no reason given"
            guard failed.allSatisfy({ $0.1.status == 429 || $0.1.status >= 500 }) else {
                throw IndexingFailure(reason: reason)
            }
            throw OpenSearchError(.illegalArgument, reason, status: item.status, isRetryable: true)
        }
    }
}

/// A document that OpenSearch will not take, however often it is sent.
struct IndexingFailure: Error, Hashable {
    let reason: String
}

enum IndexQueries {
    static func generation(_ documentID: String, _ generation: Int) -> Document {
        chunks(documentID, ["term": ["metadata.generation": .number(Number(generation))]])
    }

    static func earlier(_ documentID: String, than generation: Int) -> Document {
        chunks(documentID, ["range": ["metadata.generation": ["lt": .number(Number(generation))]]])
    }

    private static func chunks(_ documentID: String, _ clause: Document) -> Document {
        ["bool": ["filter": [["term": ["metadata.doc_id": .string(documentID)]], clause]]]
    }
}
