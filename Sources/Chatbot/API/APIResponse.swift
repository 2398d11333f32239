import AWSCore
import Functions

/// What API Gateway makes an HTTP response of.
struct APIResponse: Sendable {
    var status: Int
    var body: Document?

    static func ok(_ body: Document) -> APIResponse { APIResponse(status: 200, body: body) }

    func document(_ configuration: ChatbotConfiguration) -> Document {
        var headers: Document.Object = Document.Object([.init("Content-Type", "application/json")])
        if let origin = configuration.allowedOrigin {
            headers.entries += [
                .init("Access-Control-Allow-Origin", .string(origin)),
                .init("Access-Control-Allow-Headers", "Content-Type,Authorization,X-Api-Key"),
                .init("Access-Control-Allow-Methods", "GET,POST,DELETE,OPTIONS"),
            ]
        }
        return [
            "statusCode": .number(Number(status)), "headers": .object(headers),
            "body": .string(body?.jsonText() ?? ""), "isBase64Encoded": false,
        ]
    }
}

/// Answers an event in the form of its trigger: a proxy response, or the bare result of a direct invocation.
enum Answering {
    /// - Throws: ``FunctionFailure`` when a direct invocation fails; a request gets its error as a response.
    static func answer(
        _ event: Document, _ context: FunctionContext, _ configuration: ChatbotConfiguration,
        request: (APIRequest) async throws -> APIResponse, direct: (Document) async throws -> Document
    ) async throws -> Document {
        var isRequest = event["requestContext"] != nil || event["httpMethod"] != nil
        do {
            guard let parsed = try APIRequest(event) else {
                isRequest = false
                return try await direct(event)
            }
            if parsed.method == "OPTIONS" { return APIResponse(status: 204).document(configuration) }
            return try await request(parsed).document(configuration)
        } catch {
            let wrapped = ChatbotError(error)
            if !(error is ChatbotError) { context.log("ERROR \(error)") }
            guard isRequest else { throw wrapped.failure }
            return APIResponse(status: wrapped.status, body: wrapped.body).document(configuration)
        }
    }
}
