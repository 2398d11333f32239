import AWSCore

/// `GET /activity?since=&turn=`: the calls after a sequence number in the order in which they began, each with the chat
/// turn that it was made for.
enum ActivityAnswer {
    static func make(
        _ request: HTTPRequest, _ source: ActivitySource, _ log: TurnLog, _ limits: FrontDoorLimits
    ) throws(APIFailure) -> HTTPResponse {
        let since = try since(request)
        let wanted = request.query.first { $0.name == "turn" }?.value
        let calls = source(ActivityQuery(since: since, turn: wanted, callsMax: limits.activityEntriesMax))
        // A call ends after those that it makes, and is read before them.
        let begun = calls.entries.sorted { ($0.startedAt, $0.sequence) < ($1.startedAt, $1.sequence) }
        return .json([
            "last": .number(Number(calls.entries.map(\.sequence).max() ?? since)),
            "omitted": .number(Number(calls.omitted)), "calls": .list(begun.map(document)),
            "turns": .list(log.turns.filter { wanted == nil || wanted == $0.id }.map(document)),
        ])
    }

    private static func since(_ request: HTTPRequest) throws(APIFailure) -> Int {
        guard let text = request.query.first(where: { $0.name == "since" })?.value else { return 0 }
        guard let since = Int(text), since >= 0 else {
            throw APIFailure(400, "ValidationError", "since must be a whole number that is not negative.")
        }
        return since
    }

    private static func document(_ entry: ActivityEntry) -> Document {
        var object = Document.Object([
            .init("sequence", .number(Number(entry.sequence))),
            .init("started_at_ms", .number(Number(entry.startedAt.milliseconds))),
            .init("duration_us", .number(Number(microseconds(entry.duration)))),
            .init("service", .string(entry.service)), .init("operation", .string(entry.operation)),
            .init("price_nanodollars", .number(Number(entry.nanodollars))),
        ])
        object["resource"] = entry.resource.map { .string($0) }
        object["error"] = entry.errorCode.map { .string($0) }
        object["turn"] = entry.turn.map { .string($0) }
        return .object(object)
    }

    private static func document(_ turn: TurnLog.Turn) -> Document {
        var object = Document.Object([
            .init("turn", .string(turn.id)), .init("started_at_ms", .number(Number(turn.startedAt.milliseconds))),
        ])
        object["duration_us"] = turn.endedAt.map { .number(Number(microseconds($0 - turn.startedAt))) }
        return .object(object)
    }

    private static func microseconds(_ duration: Duration) -> Int64 {
        let (seconds, attoseconds) = duration.components
        return seconds * 1_000_000 + attoseconds / 1_000_000_000_000
    }
}
