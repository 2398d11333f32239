import AWSCore

extension FrontDoor {
    /// `POST /chat`: one JSON object, or server-sent events for a client that accepts them.
    func chat(_ received: Received) async throws(APIFailure) -> HTTPResponse {
        let body = try await received.body(bytesMax: configuration.limits.jsonBytesMax)
        try FieldCheck(body, configuration.limits).chat()
        let turn = turns.begin(received.id, at: received.at)
        let acceptsEvents = received.request.headers[all: "Accept"].contains {
            $0.lowercased().contains("text/event-stream")
        }
        guard acceptsEvents else {
            defer { turn.end() }
            return try await gateway.answer(received, body: body, by: configuration.orchestrator)
        }
        let events: FunctionGateway.Events
        do throws(APIFailure) {
            events = try await gateway.stream(received, body: body, from: configuration.orchestrator)
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
