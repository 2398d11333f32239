import AWSCore
import AWSDynamoDB

/// Some of a user's conversations, and where the next ones begin.
struct ConversationPage: Sendable {
    var conversations: [Conversation]
    /// nil when there are no more.
    var end: End?

    /// The last conversation that a page has come to, in the index of the user's.
    struct End: Hashable, Sendable {
        let conversationID: String
        let timestamp: Int
        let createdAt: String

        init?(_ key: [String: DynamoDB.AttributeValue]) {
            guard let id = key["conversation_id"]?.string, let timestamp = key["timestamp"]?.integer,
                let createdAt = key["created_at"]?.string
            else { return nil }
            (conversationID, self.timestamp, self.createdAt) = (id, timestamp, createdAt)
        }

        func key(of userID: String) -> [String: DynamoDB.AttributeValue] {
            [
                "conversation_id": .s(conversationID), "timestamp": .n(timestamp), "user_id": .s(userID),
                "created_at": .s(createdAt),
            ]
        }

        /// - Parameter token: one that `token` gave; it may come from anybody. Whose conversations it continues is not in it.
        init?(token: String) {
            guard token.utf8.count <= Self.tokenBytesMax, let blob = Blob(base64URL: token),
                let parts = (try? Document(json: blob.bytes))?.list, parts.count == 3,
                let id = parts[0].string, let timestamp = parts[1].int, let createdAt = parts[2].string,
                !id.isEmpty, !createdAt.isEmpty
            else { return nil }
            (conversationID, self.timestamp, self.createdAt) = (id, timestamp, createdAt)
        }

        var token: String {
            let parts: Document = [.string(conversationID), .number(Number(timestamp)), .string(createdAt)]
            return Blob(parts.json()).base64URL
        }

        private static let tokenBytesMax = 1024
    }
}
