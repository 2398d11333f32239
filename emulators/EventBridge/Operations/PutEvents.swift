import AWSCore
import AWSEventBridge
import World

/// PutEvents: up to ten events, each of which is accepted or refused by itself.
///
/// An event that is accepted is in the outbox of every target that it matches before the call is answered.
enum PutEvents {
    static func run(
        _ input: EventBridge.PutEventsRequest, _ view: EventBridgeEmulator
    ) async throws(EventBridgeError) -> EventBridge.PutEventsResponse {
        try RequestConstraints.check(input)
        guard input.endpointId == nil else { throw .notEmulated("PutEvents", parameter: "EndpointId") }
        let bytes = input.entries.reduce(0) { $0 + $1.size }
        guard bytes <= EventBridgeLimits.putEventsBytesMax else {
            throw .validation("Total size of the entries in the request is over the limit.")
        }
        var results: [EventBridge.PutEventsResultEntry] = []
        var accepted: [Accepted] = []
        for entry in input.entries {
            switch event(entry, view) {
            case .success(let event):
                accepted.append(Accepted(event: event, bus: entry.eventBusName))
                results.append(.init(eventId: event.id))
            case .failure(let refusal):
                results.append(.init(errorCode: refusal.code, errorMessage: refusal.message))
            }
        }
        try await accept(accepted, view)
        for entry in input.entries where entry.source != nil { view.use(entry.size) }
        return EventBridge.PutEventsResponse(
            failedEntryCount: results.count - accepted.count, entries: results)
    }

    private struct Accepted: Sendable {
        let event: Event
        let bus: String?
    }

    private struct Refusal: Error {
        let code: String
        let message: String

        static func missing(_ name: String) -> Refusal {
            Refusal(
                code: "InvalidArgument",
                message: "Parameter \(name) is not valid. Reason: \(name) is a required argument.")
        }
    }

    /// Events for a bus that is not there are accepted, and go nowhere (recorded answer).
    private static func accept(_ accepted: [Accepted], _ view: EventBridgeEmulator) async throws(EventBridgeError) {
        if accepted.isEmpty { return }
        try await view.state.write(view.call) { session in
            for entry in accepted {
                guard let bus = try session.findBus(entry.bus) else { continue }
                try session.accept(entry.event, on: bus)
            }
        }
    }

    private static func event(
        _ entry: EventBridge.PutEventsRequestEntry, _ view: EventBridgeEmulator
    ) -> Result<Event, Refusal> {
        guard let source = entry.source, !source.isEmpty else { return .failure(.missing("Source")) }
        guard let detailType = entry.detailType, !detailType.isEmpty else { return .failure(.missing("DetailType")) }
        guard let text = entry.detail, !text.isEmpty else { return .failure(.missing("Detail")) }
        guard let detail = try? Document(json: text), case .object = detail else {
            return .failure(Refusal(code: "MalformedDetail", message: "Detail is malformed."))
        }
        // Only AWS's own services may speak in their name.
        guard !source.lowercased().hasPrefix("aws.") else {
            return .failure(
                Refusal(code: "NotAuthorizedForSourceException", message: "Not authorized for the source."))
        }
        return .success(
            Event(
                id: view.state.identifiers.uuid(), detailType: detailType, source: source, account: view.call.account,
                time: entry.time ?? view.call.now, region: view.call.region, resources: entry.resources ?? [],
                detail: detail))
    }
}

extension EventBridge.PutEventsRequestEntry {
    /// As AWS counts it: User Guide, "Calculating PutEvents event entry size".
    fileprivate var size: Int {
        (time == nil ? 0 : EventBridgeLimits.entryTimeBytes) + (source?.utf8.count ?? 0)
            + (detailType?.utf8.count ?? 0) + (detail?.utf8.count ?? 0)
            + (resources ?? []).reduce(0) { $0 + $1.utf8.count }
    }
}

extension EventBridgeEmulator {
    fileprivate func use(_ bytes: Int) {
        let chunks = max(1, (bytes + EventBridgeLimits.billedChunkBytes - 1) / EventBridgeLimits.billedChunkBytes)
        scope.use(.events, Double(chunks))
    }
}

/// TestEventPattern: whether an event matches a pattern; nothing is kept.
enum TestEventPattern {
    static func run(
        _ input: EventBridge.TestEventPatternRequest, _ view: EventBridgeEmulator
    ) async throws(EventBridgeError) -> EventBridge.TestEventPatternResponse {
        try RequestConstraints.check(input)
        guard let event = try? Document(json: input.event), case .object = event else {
            throw .validation("Parameter Event is not valid.")
        }
        do throws(PatternError) {
            let matcher = RuleMatcher([try EventPattern(input.eventPattern)])
            return EventBridge.TestEventPatternResponse(result: !matcher.matches(event).isEmpty)
        } catch {
            throw .invalidPattern(error)
        }
    }
}
