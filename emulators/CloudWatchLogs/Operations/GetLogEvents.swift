import AWSCloudWatchLogs
import AWSCore
import World

/// GetLogEvents: a page of a stream's events, always in order of time; from its end unless told otherwise.
enum GetLogEvents {
    static func run(
        _ input: CloudWatchLogs.GetLogEventsRequest, _ view: CloudWatchLogsEmulator
    ) async throws(CloudWatchLogsError) -> CloudWatchLogs.GetLogEventsResponse {
        try RequestConstraints.check(input)
        let name = try LogNames.group(name: input.logGroupName, identifier: input.logGroupIdentifier)
        let token = try StreamToken(input.nextToken)
        let isBackward = token.map(\.isBackward) ?? !(input.startFromHead ?? false)
        return try await view.state.read(view.call) { session in
            let group = try session.group(name)
            let stream = try session.stream(input.logStreamName, of: group)
            // The end is excluded (API reference, GetLogEvents, endTime).
            let start = max(Int64(input.startTime ?? 0), group.earliest(at: session.now))
            let end = max(start, input.endTime.map { Int64($0) } ?? .max)
            var page = EventsPage(limit: input.limit)
            try session.forEachEvent(
                .stream(stream.id), in: start..<end, after: token?.place, backward: isBackward
            ) { page.take($0) }
            let events = isBackward ? page.events.reversed() : page.events
            return response(events, token?.place)
        }
    }

    /// At the end of a stream a page gives back the token that led to it.
    private static func response(
        _ events: [StoredEvent], _ asked: EventPlace?
    ) -> CloudWatchLogs.GetLogEventsResponse {
        let edge = asked ?? EventPlace(at: 0, id: 0)
        return CloudWatchLogs.GetLogEventsResponse(
            events: events.map { event in
                CloudWatchLogs.OutputLogEvent(
                    timestamp: Int(event.place.at), message: event.message, ingestionTime: Int(event.ingested))
            },
            nextForwardToken: StreamToken(events.last?.place ?? edge, isBackward: false).text,
            nextBackwardToken: StreamToken(events.first?.place ?? edge, isBackward: true).text)
    }
}

/// A place in a stream and a direction: `f/<56 digits>/s`.
struct StreamToken {
    let place: EventPlace
    let isBackward: Bool

    init(_ place: EventPlace, isBackward: Bool) {
        self.place = place
        self.isBackward = isBackward
    }

    /// nil when there is none.
    init?(_ text: String?) throws(CloudWatchLogsError) {
        guard let text else { return nil }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "f" || parts[0] == "b", parts[2] == "s",
            let place = EventToken.place(parts[1])
        else { throw .invalidParameter("The specified nextToken is invalid.") }
        self.place = place
        isBackward = parts[0] == "b"
    }

    var text: String { "\(isBackward ? "b" : "f")/\(EventToken.digits(place))/s" }
}

/// Events up to a count and a size.
struct EventsPage {
    private let limit: Int
    private var bytes = 0
    private(set) var events: [StoredEvent] = []
    /// There is at least one more.
    private(set) var isFull = false

    init(limit: Int?) {
        self.limit = min(limit ?? CloudWatchLogsLimits.eventsPage, CloudWatchLogsLimits.eventsPage)
    }

    /// - Returns: whether it may take another one.
    mutating func take(_ event: StoredEvent) -> Bool {
        let size = event.message.utf8.count
        guard events.count < limit, events.isEmpty || bytes + size <= CloudWatchLogsLimits.eventsPageBytes else {
            isFull = true
            return false
        }
        events.append(event)
        bytes += size
        return true
    }
}
