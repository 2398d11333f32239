public import AWSCore
public import AWSWire

/// The chatbot over HTTP: its web page, its API, and what the page shows of the AWS behind it.
///
/// It plays the part of API Gateway: a request becomes a proxy event (HTTP API, payload format 2.0), a Lambda function
/// answers it, and the function's response becomes HTTP again. Documents go straight to the bucket.
public struct FrontDoor: Sendable {
    let configuration: FrontDoorConfiguration
    let gateway: FunctionGateway
    let library: DocumentLibrary
    let uploads: DocumentUploads
    let turns: TurnLog
    let activity: ActivitySource
    private let clock: @Sendable () -> Timestamp
    private let requestID: @Sendable () -> String

    /// - Parameters:
    ///   - requestID: a new id for each request, such as `LV7fzho-PHcEJPw=`.
    ///   - activity: the calls that AWS has answered; none are shown without it.
    public init(
        _ configuration: FrontDoorConfiguration, clients: FrontDoorClients,
        clock: @escaping @Sendable () -> Timestamp, requestID: @escaping @Sendable () -> String,
        activity: @escaping ActivitySource = { _ in ActivityCalls() }
    ) {
        self.configuration = configuration
        self.clock = clock
        self.requestID = requestID
        self.activity = activity
        gateway = FunctionGateway(lambda: clients.lambda, configuration: configuration)
        library = DocumentLibrary(s3: clients.s3, gateway: gateway, configuration: configuration)
        uploads = DocumentUploads(s3: clients.s3, configuration: configuration)
        turns = TurnLog(kept: configuration.limits.turnsKept, clock: clock)
    }

    /// Serves on `host`; names of this machine alone are then the only ones that it answers to.
    /// - Parameter port: 0 takes any that is free.
    public func server(host: String = "127.0.0.1", port: Int = 8080, limits: HTTPLimits = HTTPLimits()) -> HTTPServer {
        let requestGuard = RequestGuard(listeningOn: host)
        return HTTPServer(host: host, port: port, limits: limits, clock: clock) { request in
            await answer(request, requestGuard)
        }
    }

    /// Answers a request of this process, which may name any host; what is wrong with it is an answer, too.
    public func answer(_ request: HTTPRequest) async -> HTTPResponse {
        await answer(request, RequestGuard(hosts: nil))
    }

    /// Answers one request as if it had come to `host`.
    package func answer(_ request: HTTPRequest, listeningOn host: String) async -> HTTPResponse {
        await answer(request, RequestGuard(listeningOn: host))
    }

    private func answer(_ request: HTTPRequest, _ requestGuard: RequestGuard) async -> HTTPResponse {
        let id = requestID()
        var response: HTTPResponse
        do throws(APIFailure) {
            try requestGuard.check(request)
            let route = try Route.match(request)
            response = try await answer(Received(request: request, route: route, id: id, at: clock()))
        } catch {
            response = error.response
        }
        SecurityHeaders.add(to: &response)
        // The name that HTTP APIs give to the header.
        response.headers["Apigw-Requestid"] = id
        return response
    }

    private func answer(_ received: Received) async throws(APIFailure) -> HTTPResponse {
        switch received.route {
        case .page(let name): return try WebPage.answer(name, to: received.request)
        case .chat: return try await chat(received)
        case .search: return try await search(received)
        case .health, .conversations, .conversation, .deleteConversation:
            return try await forward(received, to: configuration.orchestrator)
        case .documents: return try await library.list(received)
        case .upload: return try await uploads.answer(received.request)
        case .putDocument(let name): return try await uploads.put(name, received.request)
        case .deleteDocument(let name): return try await library.delete(name)
        case .passage(let name, let chunk): return try await library.passage(chunk, of: name)
        case .settings: return .json(configuration.settings)
        case .activity: return try ActivityAnswer.make(received.request, activity, turns, configuration.limits)
        }
    }

    private func search(_ received: Received) async throws(APIFailure) -> HTTPResponse {
        let body = try await received.body(bytesMax: configuration.limits.jsonBytesMax)
        try FieldCheck(body, configuration.limits).search()
        return try await gateway.answer(received, body: body, by: configuration.vectorSearch)
    }

    private func forward(_ received: Received, to function: String) async throws(APIFailure) -> HTTPResponse {
        try received.route.checkIdentifiers(configuration.limits)
        let body = try await received.body(bytesMax: configuration.limits.jsonBytesMax)
        return try await gateway.answer(received, body: body, by: function)
    }
}

/// A request that has found its route.
struct Received: Sendable {
    var request: HTTPRequest
    let route: Route
    let id: String
    let at: Timestamp

    func body(bytesMax: Int) async throws(APIFailure) -> [UInt8] {
        if let length = request.body.length, length > Int64(bytesMax) { throw .tooLarge(bytesMax: bytesMax) }
        do {
            return try await request.body.collect(bytesMax: bytesMax)
        } catch is WireError {
            throw .tooLarge(bytesMax: bytesMax)
        } catch {
            throw APIFailure(400, "ValidationError", "The body ended before it was complete.")
        }
    }
}
