import AWSCore
import AWSDynamoDB
import Functions

/// Conversations and their messages, in two tables.
struct ConversationStore: Sendable {
    let client: any DynamoDBClient
    let names: ResourceNames
    let retrier: Retrier

    private var now: Timestamp { retrier.context.now }

    /// The item that lives: one that has expired may be there for days, and the id begin anew beside it.
    func conversation(_ id: String) async throws -> Conversation? {
        let input = DynamoDB.QueryInput(
            tableName: names.conversations, consistentRead: true, scanIndexForward: false,
            keyConditionExpression: "conversation_id = :id", expressionAttributeValues: [":id": .s(id)])
        let items = try await query(input).items ?? []
        return items.first { $0.isAlive(at: now) }.flatMap(Conversation.init)
    }

    /// The last messages, oldest first.
    func messages(_ conversationID: String, max: Int) async throws -> [ConversationMessage] {
        var items: [[String: DynamoDB.AttributeValue]] = []
        var start: [String: DynamoDB.AttributeValue]?
        repeat {
            let output = try await query(
                DynamoDB.QueryInput(
                    tableName: names.messages, limit: max - items.count, consistentRead: true, scanIndexForward: false,
                    exclusiveStartKey: start, keyConditionExpression: "conversation_id = :id",
                    expressionAttributeValues: [":id": .s(conversationID)]))
            items += output.items ?? []
            start = output.lastEvaluatedKey
        } while start != nil && items.count < max
        return items.reversed().filter { $0.isAlive(at: now) }.compactMap(ConversationMessage.init)
    }

    /// A user's conversations, the newest first.
    /// - Parameter before: only those that began before this time, as the list gives it.
    /// - Parameter start: where a former page ended.
    func conversations(
        of userID: String, max: Int, before: String?, from start: ConversationPage.End?
    ) async throws -> ConversationPage {
        var values: [String: DynamoDB.AttributeValue] = [":user": .s(userID)]
        var condition = "user_id = :user"
        if let before {
            values[":before"] = .s(before)
            condition += " AND created_at < :before"
        }
        let output = try await query(
            DynamoDB.QueryInput(
                tableName: names.conversations, indexName: names.userIndex, limit: max, scanIndexForward: false,
                exclusiveStartKey: start?.key(of: userID), keyConditionExpression: condition,
                expressionAttributeValues: values))
        return ConversationPage(
            conversations: (output.items ?? []).filter { $0.isAlive(at: now) }.compactMap(Conversation.init),
            end: output.lastEvaluatedKey.flatMap(ConversationPage.End.init))
    }

    /// Both messages of a turn and the conversation's item, all or nothing.
    func save(_ turn: SavedTurn) async throws {
        let expires = now.adding(days: retrier.limits.conversationDays)
        let writes = turn.messages.map { message in
            DynamoDB.TransactWriteItem(
                put: DynamoDB.Put(
                    item: message.item(conversationID: turn.conversationID, expires: expires),
                    tableName: names.messages))
        }
        let input = DynamoDB.TransactWriteItemsInput(
            transactItems: writes + [DynamoDB.TransactWriteItem(update: update(turn, expires: expires))],
            clientRequestToken: Identifiers.make(retrier.context.requestID, "save"))
        _ = try await retrier.run("dynamodb:TransactWriteItems") { try await client.transactWriteItems(input) }
    }

    private func update(_ turn: SavedTurn, expires: Timestamp) -> DynamoDB.Update {
        DynamoDB.Update(
            key: ["conversation_id": .s(turn.conversationID), "timestamp": .n(turn.startedMs)],
            updateExpression: """
                SET user_id = if_not_exists(user_id, :user), created_at = if_not_exists(created_at, :now), \
                title = if_not_exists(title, :title), updated_at = :now, #ttl = :ttl ADD message_count :count
                """,
            tableName: names.conversations, expressionAttributeNames: ["#ttl": "ttl"],
            expressionAttributeValues: [
                ":user": .s(turn.userID), ":now": .s(now.secondText), ":title": .s(turn.title),
                ":ttl": .n(expires.seconds), ":count": .n(turn.messages.count),
            ])
    }

    /// The messages first: should that end halfway, the conversation is still there to be deleted again.
    func delete(_ conversation: Conversation) async throws {
        var remaining = try await messages(conversation.id, max: Self.deletedAtOnceMax)
        while !remaining.isEmpty {
            try await delete(remaining.map(\.id), of: conversation.id)
            remaining = try await messages(conversation.id, max: Self.deletedAtOnceMax)
        }
        let key: [String: DynamoDB.AttributeValue] = [
            "conversation_id": .s(conversation.id), "timestamp": .n(conversation.timestamp),
        ]
        _ = try await retrier.run("dynamodb:DeleteItem") {
            try await client.deleteItem(DynamoDB.DeleteItemInput(tableName: names.conversations, key: key))
        }
    }

    /// BatchWriteItem takes 25 requests.
    private static let deletedAtOnceMax = 25

    private func delete(_ messageIDs: [String], of conversationID: String) async throws {
        var requests = [
            names.messages: messageIDs.map { id in
                DynamoDB.WriteRequest(
                    deleteRequest: DynamoDB.DeleteRequest(
                        key: ["conversation_id": .s(conversationID), "message_id": .s(id)]))
            }
        ]
        try await retrier.run("dynamodb:BatchWriteItem") {
            let output = try await client.batchWriteItem(DynamoDB.BatchWriteItemInput(requestItems: requests))
            guard let rest = output.unprocessedItems, !rest.isEmpty else { return }
            requests = rest
            throw DynamoDBError(.provisionedThroughputExceededException, "Some deletions were not processed.")
        }
    }

    private func query(_ input: DynamoDB.QueryInput) async throws -> DynamoDB.QueryOutput {
        try await retrier.run("dynamodb:Query") { try await client.query(input) }
    }
}

/// What a turn adds to a conversation.
struct SavedTurn: Sendable {
    var conversationID: String
    /// When the conversation began.
    var startedMs: Int
    var userID: String
    var title: String
    var messages: [ConversationMessage]
}
