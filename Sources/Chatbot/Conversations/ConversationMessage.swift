import AWSCore
import AWSDynamoDB

/// One message of a conversation.
struct ConversationMessage: Hashable, Sendable {
    /// Sorts as the messages came.
    var id: String
    var role: Role
    var content: String
    var sources: [Document] = []
    var createdAt: Timestamp

    enum Role: String {
        case user, assistant
    }

    /// - Parameter position: of the message in its turn.
    static func id(at now: Timestamp, requestID: String, position: Int) -> String {
        let digits = String(now.milliseconds)
        let padded = String(repeating: "0", count: max(0, 15 - digits.count)) + digits
        return "\(padded)-\(Identifiers.make(requestID, "message").prefix(8))-\(position)"
    }

    func item(conversationID: String, expires: Timestamp) -> [String: DynamoDB.AttributeValue] {
        [
            "conversation_id": .s(conversationID), "message_id": .s(id), "role": .s(role.rawValue),
            "content": .s(content), "sources": .s(Document.list(sources).jsonText()),
            "created_at": .n(createdAt.milliseconds), "ttl": .n(expires.seconds),
        ]
    }

    init(id: String, role: Role, content: String, sources: [Document] = [], createdAt: Timestamp) {
        self.id = id
        self.role = role
        self.content = content
        self.sources = sources
        self.createdAt = createdAt
    }

    init?(_ item: [String: DynamoDB.AttributeValue]) {
        guard let id = item["message_id"]?.string, let role = item["role"]?.string.flatMap(Role.init),
            let content = item["content"]?.string
        else { return nil }
        self.init(
            id: id, role: role, content: content,
            sources: item["sources"]?.string.flatMap { try? Document(json: $0).list } ?? [],
            createdAt: Timestamp(milliseconds: Int64(item["created_at"]?.integer ?? 0)))
    }

    var document: Document {
        var object = Document.Object([
            .init("message_id", .string(id)), .init("role", .string(role.rawValue)),
            .init("content", .string(content)), .init("created_at", .string(createdAt.text(.dateTime))),
        ])
        if role == .assistant { object["sources"] = .list(sources) }
        return .object(object)
    }
}
