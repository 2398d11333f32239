import AWSCloudWatchLogs
import AWSCore
import World

/// FilterLogEvents: a page of the events of a group, or of some of its streams, that match a pattern.
enum FilterLogEvents {
    static func run(
        _ input: CloudWatchLogs.FilterLogEventsRequest, _ view: CloudWatchLogsEmulator
    ) async throws(CloudWatchLogsError) -> CloudWatchLogs.FilterLogEventsResponse {
        try RequestConstraints.check(input)
        let name = try LogNames.group(name: input.logGroupName, identifier: input.logGroupIdentifier)
        if input.logStreamNames != nil, input.logStreamNamePrefix != nil {
            throw .invalidParameter("logStreamNamePrefix and logStreamNames are mutually exclusive parameters.")
        }
        let pattern = try FilterPattern(input.filterPattern ?? "")
        let start = try input.nextToken.map { token throws(CloudWatchLogsError) in
            guard let place = EventToken.place(token) else {
                throw .invalidParameter("The specified nextToken is invalid.")
            }
            return place
        }
        return try await view.state.read(view.call) { session in
            let group = try session.group(name)
            let streams = try wanted(input, of: group, session)
            let from = max(Int64(input.startTime ?? 0), group.earliest(at: session.now))
            // The end is included (API reference, FilterLogEvents, endTime).
            let end = max(from, input.endTime.map { Int64($0) + 1 } ?? .max)
            var page = EventsPage(limit: input.limit)
            try session.forEachEvent(.group(group.id), in: from..<end, after: start) { event in
                guard streams[event.stream] != nil, pattern.matches(event.message) else { return true }
                return page.take(event)
            }
            return CloudWatchLogs.FilterLogEventsResponse(
                events: page.events.map { filtered($0, streams) }, searchedLogStreams: [],
                nextToken: page.isFull ? page.events.last.map { EventToken.digits($0.place) } : nil)
        }
    }

    private static func filtered(
        _ event: StoredEvent, _ streams: [Int64: String]
    ) -> CloudWatchLogs.FilteredLogEvent {
        CloudWatchLogs.FilteredLogEvent(
            logStreamName: streams[event.stream], timestamp: Int(event.place.at), message: event.message,
            ingestionTime: Int(event.ingested), eventId: event.eventID)
    }

    /// Names of the streams that are searched, by id.
    private static func wanted(
        _ input: CloudWatchLogs.FilterLogEventsRequest, of group: LogGroupRow, _ session: Session
    ) throws -> [Int64: String] {
        let all = try session.streams(of: group)
        let streams: [LogStreamRow]
        if let names = input.logStreamNames {
            streams = all.filter { names.contains($0.name) }
            guard streams.count == Set(names).count else { throw CloudWatchLogsError.streamNotFound }
        } else if let prefix = input.logStreamNamePrefix {
            streams = all.filter { $0.name.hasPrefix(prefix) }
            guard !streams.isEmpty else { throw CloudWatchLogsError.streamNotFound }
        } else {
            streams = all
        }
        return Dictionary(uniqueKeysWithValues: streams.map { ($0.id, $0.name) })
    }
}
