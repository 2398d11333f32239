import AWSCore

/// A request that came through API Gateway (REST API, HTTP API) or a function URL.
struct APIRequest: Sendable {
    var method: String
    /// Decoded parts between the slashes.
    var path: [String]
    var query: [String: String]
    /// By names in lower case.
    var headers: [String: String]
    var body: [UInt8]
    /// The user that an authorizer has vouched for: the `sub` of a JWT.
    var authenticatedUser: String?

    /// - Returns: nil for an event of another kind, such as a direct invocation.
    /// - Throws: `ValidationError` when the event is a request that cannot be read.
    init?(_ event: Document) throws {
        let context = event["requestContext"]
        let http = context?["http"]
        guard let method = http?["method"]?.string ?? event["httpMethod"]?.string else { return nil }
        let isSecondVersion = http != nil
        self.method = method.uppercased()
        let raw = (isSecondVersion ? event["rawPath"] : event["path"])?.string ?? "/"
        path = try Self.parts(of: raw, stage: isSecondVersion ? context?["stage"]?.string : nil)
        query = Self.strings(event["queryStringParameters"])
        headers = Dictionary(
            Self.strings(event["headers"]).map { ($0.key.lowercased(), $0.value) },
            uniquingKeysWith: { first, _ in first })
        body = try Self.body(event)
        let authorizer = context?["authorizer"]
        authenticatedUser = (authorizer?["jwt"]?["claims"] ?? authorizer?["claims"])?["sub"]?.string
    }

    /// The paths of HTTP APIs begin with the stage, except for the one that has no name.
    private static func parts(of path: String, stage: String?) throws -> [String] {
        var parts = path.split(separator: "/").map(String.init)
        if let stage, stage != "$default", parts.first == stage { parts.removeFirst() }
        return try parts.map { part in
            guard let decoded = PercentEncoding.decode(part) else {
                throw ChatbotError(.validation, "The path is not percent-encoded UTF-8.")
            }
            return decoded
        }
    }

    private static func strings(_ document: Document?) -> [String: String] {
        let entries = document?.object?.entries.compactMap { entry in entry.value.string.map { (entry.name, $0) } }
        return Dictionary(entries ?? [], uniquingKeysWith: { first, _ in first })
    }

    private static func body(_ event: Document) throws -> [UInt8] {
        let text = event["body"]?.string ?? ""
        guard event["isBase64Encoded"]?.bool == true else { return Array(text.utf8) }
        guard let blob = Blob(base64: text) else { throw ChatbotError(.validation, "The body is not base64.") }
        return blob.bytes
    }

    /// The body as a JSON object.
    var json: Document {
        get throws {
            guard let document = try? Document(json: body), document.object != nil else {
                throw ChatbotError(.validation, "The body must be a JSON object.")
            }
            return document
        }
    }

    /// The client reads server-sent events, and not one JSON object a line.
    var acceptsServerSentEvents: Bool { headers["accept"]?.contains("text/event-stream") ?? false }
}
