import AWSCore
import AWSDynamoDB
import Functions

/// Answers to questions that were asked before, valid until the knowledge base changes.
struct AnswerCache: Sendable {
    let client: any DynamoDBClient
    let table: String
    /// Answers of one model are none of another's.
    let modelID: String
    let retrier: Retrier

    private var limits: ChatbotLimits { retrier.limits }

    func answer(to question: String, _ version: KnowledgeVersion.Current) async throws -> CachedAnswer? {
        let output = try await retrier.run("dynamodb:GetItem") {
            try await client.getItem(DynamoDB.GetItemInput(tableName: table, key: key(question, version)))
        }
        guard let item = output.item, item.isAlive(at: retrier.context.now), let text = item["answer"]?.string,
            let sources = item["sources"]?.string.flatMap({ try? Document(json: $0).list })
        else { return nil }
        return CachedAnswer(text: text, sources: sources)
    }

    /// While a change may not yet be found by searches, nothing is kept: it might be the answer from before.
    func keep(_ answer: CachedAnswer, to question: String, _ version: KnowledgeVersion.Current) async throws {
        let now = retrier.context.now
        guard limits.cacheSeconds > 0, now - version.changedAt > .seconds(limits.visibilitySecondsMax) else { return }
        var item = key(question, version)
        item["answer"] = .s(answer.text)
        item["sources"] = .s(Document.list(answer.sources).jsonText())
        item["question"] = .s(question)
        item["created_at"] = .n(now.milliseconds)
        item["ttl"] = .n(Int(now.seconds) + limits.cacheSeconds)
        let input = DynamoDB.PutItemInput(tableName: table, item: item)
        _ = try await retrier.run("dynamodb:PutItem") { try await client.putItem(input) }
    }

    private func key(
        _ question: String, _ version: KnowledgeVersion.Current
    ) -> [String: DynamoDB.AttributeValue] {
        let text = "\(TextForms.normalized(question))|\(version.number)|\(modelID)"
        return ["cache_key": .s("answer-" + HashAlgorithm.sha256.hexDigest(of: text.utf8))]
    }
}

struct CachedAnswer: Hashable, Sendable {
    var text: String
    var sources: [Document]
}
