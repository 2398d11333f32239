import AWSCore
import AWSDynamoDB

/// A conversation, without its messages.
struct Conversation: Hashable, Sendable {
    var id: String
    /// When it began, in milliseconds: the sort key of its item.
    var timestamp: Int
    var userID: String
    /// The beginning of its first message.
    var title: String
    var createdAt: String
    var updatedAt: String
    var messageCount: Int

    init?(_ item: [String: DynamoDB.AttributeValue]) {
        guard let id = item["conversation_id"]?.string, let timestamp = item["timestamp"]?.integer else { return nil }
        self.id = id
        self.timestamp = timestamp
        userID = item["user_id"]?.string ?? ""
        title = item["title"]?.string ?? ""
        createdAt = item["created_at"]?.string ?? ""
        updatedAt = item["updated_at"]?.string ?? ""
        messageCount = item["message_count"]?.integer ?? 0
    }

    var document: Document {
        [
            "conversation_id": .string(id), "user_id": .string(userID), "title": .string(title),
            "created_at": .string(createdAt), "updated_at": .string(updatedAt),
            "message_count": .number(Number(messageCount)),
        ]
    }
}
