import AWSCore

extension FrontDoor {
    /// `POST /chat`: one JSON object, or server-sent events for a client that accepts them. The calls that answer it are
    /// made under the turn's id, and those of other requests at the same moment are not.
    func chat(_ received: Received) async throws(APIFailure) -> HTTPResponse {
        let body = try await received.body(bytesMax: configuration.limits.jsonBytesMax)
        try FieldCheck(body, configuration.limits).chat()
        let turn = turns.begin(received.id, at: received.at)
        let acceptsEvents = received.request.headers[all: "Accept"].contains {
            $0.lowercased().contains("text/event-stream")
        }
        guard acceptsEvents else {
            defer { turn.end() }
            return try await CallTrace.with(turn.id) { () async throws(APIFailure) in
                try await gateway.answer(received, body: body, by: configuration.orchestrator)
            }
        }
        let events: FunctionGateway.Events
        do throws(APIFailure) {
            events = try await CallTrace.with(turn.id) { () async throws(APIFailure) in
                try await gateway.stream(received, body: body, from: configuration.orchestrator)
            }
        } catch {
            turn.end()
            throw error
        }
        let stream = ChatStream(
            events: events, turn: turn, eventBytesMax: configuration.limits.streamedEventBytesMax)
        return HTTPResponse(
            headers: ["Content-Type": "text/event-stream; charset=utf-8", "Cache-Control": "no-store"],
            body: .stream(stream, length: nil))
    }
}
