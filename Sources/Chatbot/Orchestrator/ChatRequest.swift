import AWSCore

/// What `POST /chat` asks for.
struct ChatRequest: Hashable, Sendable {
    var message: String
    var conversationID: String?
    var userID: String?

    /// Whose conversations are nobody's.
    static let anonymous = "anonymous"

    /// - Parameter authenticatedUser: whom an authorizer vouches for; the body cannot name another.
    /// - Throws: `ValidationError` for the first member that is wrong, `Forbidden` for somebody else's id.
    init(_ document: Document, authenticatedUser: String? = nil, _ limits: ChatbotLimits) throws {
        guard let text = document["message"]?.string, !TextForms.trimmed(text).isEmpty else {
            throw ChatbotError(.validation, "message must be a text that is not empty.")
        }
        guard text.count <= limits.messageCharactersMax else {
            throw ChatbotError(.validation, "message must have at most \(limits.messageCharactersMax) characters.")
        }
        message = TextForms.trimmed(text)
        conversationID = try Self.identifier("conversation_id", document, limits)
        userID = try Self.identifier("user_id", document, limits)
        guard let authenticatedUser else { return }
        if let userID, userID != authenticatedUser {
            throw ChatbotError(.forbidden, "user_id is not yours.")
        }
        userID = authenticatedUser
    }

    private static func identifier(
        _ name: String, _ document: Document, _ limits: ChatbotLimits
    ) throws -> String? {
        guard let value = document[name], !value.isNull else { return nil }
        let max = limits.identifierCharactersMax
        guard let text = value.string, Identifiers.isAcceptable(text, charactersMax: max) else {
            throw ChatbotError(.validation, "\(name) must be a text of 1 to \(max) characters without spaces.")
        }
        return text
    }
}
