import AWSCore
import AWSDynamoDB
import Functions

/// The state of every document, in a table: what decides when two invocations meet at one document.
struct DocumentCatalog: Sendable {
    let client: any DynamoDBClient
    let table: String
    let retrier: Retrier

    private var now: Timestamp { retrier.context.now }

    func status(of documentID: String) async throws -> DocumentStatus? {
        let output = try await retrier.run("dynamodb:GetItem") {
            try await client.getItem(
                DynamoDB.GetItemInput(tableName: table, key: ["doc_id": .s(documentID)], consistentRead: true))
        }
        return output.item.flatMap(DocumentStatus.init)
    }

    /// Every status, by key of the object.
    func all() async throws -> [DocumentStatus] {
        var statuses: [DocumentStatus] = []
        var start: [String: DynamoDB.AttributeValue]?
        repeat {
            let from = start
            let output = try await retrier.run("dynamodb:Scan") {
                try await client.scan(DynamoDB.ScanInput(tableName: table, exclusiveStartKey: from))
            }
            statuses += (output.items ?? []).filter { $0.isAlive(at: now) }.compactMap(DocumentStatus.init)
            start = output.lastEvaluatedKey
        } while start != nil
        return statuses.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    }

    /// What is in the knowledge base, or on the way, behind the key `after`.
    /// - Returns: at most `max`, and the key of the last one where others follow.
    /// - Complexity: a scan of the table, whatever `max`: items lie by the hash of their ids.
    func page(after: String?, max: Int) async throws -> (statuses: [DocumentStatus], next: String?) {
        let rest = try await all().filter { status in
            status.state != .deleted && after.map { $0.utf8.lexicographicallyPrecedes(status.key.utf8) } ?? true
        }
        let page = Array(rest.prefix(max))
        return (page, rest.count > max ? page.last?.key : nil)
    }

    /// Takes the document for this invocation, as its next generation.
    /// - Returns: the generation; nil when a later event has been seen, which speaks for the document now.
    func claim(_ event: ObjectEvent) async throws -> Int? {
        var values: [String: DynamoDB.AttributeValue] = [":one": .n(1)]
        var sets = ["#state = :state", "#source = :source", "updated_at = :now", "needs_cleanup = :yes"]
        values[":state"] = .s(DocumentStatus.State.received.rawValue)
        values[":source"] = .s(event.key)
        values[":now"] = .n(now.milliseconds)
        values[":yes"] = .bool(true)
        for (name, value) in [("etag", event.tag.map { .s($0) }), ("bytes", event.bytes.map { .n($0) })]
            as [(String, DynamoDB.AttributeValue?)]
        {
            guard let value else { continue }
            sets.append("\(name) = :\(name)")
            values[":\(name)"] = value
        }
        var condition: String?
        if let sequencer = event.sequencer {
            sets.append("sequencer = :sequencer")
            values[":sequencer"] = .s(sequencer)
            condition = "attribute_not_exists(sequencer) OR sequencer <= :sequencer"
        }
        return try await update(
            event.documentID, set: sets, remove: ["#reason", "refusal", "#ttl"], add: "generation :one",
            values: values, condition: condition)
    }

    /// - Returns: false when another invocation has taken the document since.
    func record(
        _ state: DocumentStatus.State, of documentID: String, generation: Int, chunks: Int? = nil,
        reason: String? = nil, refusal: DocumentRefusal.Kind? = nil, needsCleanup: Bool = true
    ) async throws -> Bool {
        var values: [String: DynamoDB.AttributeValue] = [
            ":state": .s(state.rawValue), ":now": .n(now.milliseconds), ":generation": .n(generation),
            ":cleanup": .bool(needsCleanup),
        ]
        var sets = ["#state = :state", "updated_at = :now", "needs_cleanup = :cleanup"]
        var removes: [String] = []
        values[":chunks"] = chunks.map { .n($0) }
        values[":reason"] = reason.map { .s($0) }
        values[":refusal"] = refusal.map { .s($0.rawValue) }
        if state == .deleted { values[":ttl"] = .n(now.adding(days: retrier.limits.tombstoneDays).seconds) }
        for (name, value) in [("chunks", ":chunks"), ("#reason", ":reason"), ("refusal", ":refusal"), ("#ttl", ":ttl")]
        {
            if values[value] != nil { sets.append("\(name) = \(value)") } else { removes.append(name) }
        }
        return try await update(
            documentID, set: sets, remove: removes, values: values, condition: "generation = :generation") != nil
    }

    /// - Returns: the item's generation; nil when the condition does not hold.
    private func update(
        _ documentID: String, set: [String], remove: [String], add: String? = nil,
        values: [String: DynamoDB.AttributeValue], condition: String?
    ) async throws -> Int? {
        var expression = "SET " + set.joined(separator: ", ") + " REMOVE " + remove.joined(separator: ", ")
        if let add { expression += " ADD " + add }
        let text = expression + (condition ?? "")
        let names = ["#state": "state", "#source": "source", "#reason": "reason", "#ttl": "ttl"]
            .filter { text.contains($0.key) }
        let input = DynamoDB.UpdateItemInput(
            tableName: table, key: ["doc_id": .s(documentID)], returnValues: .allNew, updateExpression: expression,
            conditionExpression: condition, expressionAttributeNames: names, expressionAttributeValues: values)
        do {
            let output = try await retrier.run("dynamodb:UpdateItem") { try await client.updateItem(input) }
            return output.attributes?["generation"]?.integer
        } catch let error as DynamoDBError where error.code == .conditionalCheckFailedException {
            return nil
        }
    }
}
