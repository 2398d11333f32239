import AWSCore

/// What is served, and where.
enum Route: Hashable, Sendable {
    case page(String)
    case chat
    case search
    case health
    case conversations(user: String)
    case conversation(String)
    case deleteConversation(String)
    case documents
    case upload
    case putDocument(String)
    case deleteDocument(String)
    case passage(document: String, chunk: String)
    case activity
    case settings

    /// - Throws: `NotFound`, or `MethodNotAllowed` with the methods that the path knows.
    static func match(_ request: HTTPRequest) throws(APIFailure) -> Route {
        var parts: [String] = []
        for part in request.path.split(separator: "/") {
            guard let decoded = PercentEncoding.decode(part) else {
                throw APIFailure(400, "ValidationError", "The path is not percent-encoded UTF-8.")
            }
            parts.append(decoded)
        }
        let routes = routes(at: parts)
        guard !routes.isEmpty else { throw APIFailure(404, "NotFound", "There is nothing at this path.") }
        // What GET answers without its body.
        let method = request.method == "HEAD" ? "GET" : request.method
        if let route = routes.first(where: { $0.method == method }) { return route.route }
        var failure = APIFailure(405, "MethodNotAllowed", "\(request.method) is not for this path.")
        failure.headers["Allow"] = routes.map(\.method).joined(separator: ", ")
        throw failure
    }

    private static func routes(at parts: [String]) -> [(method: String, route: Route)] {
        switch (parts.first ?? "", parts.count) {
        case ("", 0): [("GET", .page("index.html"))]
        case ("assets", 2): [("GET", .page(parts[1]))]
        case ("chat", 1): [("POST", .chat)]
        case ("search", 1): [("POST", .search)]
        case ("health", 1): [("GET", .health)]
        case ("conversations", 2): [("GET", .conversations(user: parts[1]))]
        case ("conversation", 2): [("GET", .conversation(parts[1])), ("DELETE", .deleteConversation(parts[1]))]
        case ("documents", 1): [("GET", .documents), ("POST", .upload)]
        case ("documents", 2): [("PUT", .putDocument(parts[1])), ("DELETE", .deleteDocument(parts[1]))]
        case ("documents", 4) where parts[2] == "passages": [("GET", .passage(document: parts[1], chunk: parts[3]))]
        case ("activity", 1): [("GET", .activity)]
        case ("settings", 1): [("GET", .settings)]
        default: []
        }
    }

    /// As API Gateway names the route of an event.
    var key: String {
        switch self {
        case .page: "GET /"
        case .chat: "POST /chat"
        case .search: "POST /search"
        case .health: "GET /health"
        case .conversations: "GET /conversations/{user_id}"
        case .conversation: "GET /conversation/{conversation_id}"
        case .deleteConversation: "DELETE /conversation/{conversation_id}"
        case .documents: "GET /documents"
        case .upload: "POST /documents"
        case .putDocument: "PUT /documents/{name}"
        case .deleteDocument: "DELETE /documents/{name}"
        case .passage: "GET /documents/{name}/passages/{chunk}"
        case .activity: "GET /activity"
        case .settings: "GET /settings"
        }
    }

    var pathParameters: [(name: String, value: String)] {
        switch self {
        case .conversations(let user): [("user_id", user)]
        case .conversation(let id), .deleteConversation(let id): [("conversation_id", id)]
        default: []
        }
    }

    func checkIdentifiers(_ limits: FrontDoorLimits) throws(APIFailure) {
        for (name, value) in pathParameters {
            try FieldCheck.identifier(value, name, limits)
        }
    }
}
