import AWSCloudWatchLogs
import AWSCore
import World

/// CreateLogStream.
enum CreateLogStream {
    static func run(
        _ input: CloudWatchLogs.CreateLogStreamRequest, _ view: CloudWatchLogsEmulator
    ) async throws(CloudWatchLogsError) -> CloudWatchLogs.CreateLogStreamOutput {
        try RequestConstraints.check(input)
        try await view.state.write(view.call) { session in
            let group = try session.group(input.logGroupName)
            guard try session.findStream(input.logStreamName, of: group) == nil else {
                throw CloudWatchLogsError.alreadyExists("The specified log stream already exists")
            }
            try session.insertStream(input.logStreamName, into: group)
        }
        return CloudWatchLogs.CreateLogStreamOutput()
    }
}

/// DeleteLogStream: with its events.
enum DeleteLogStream {
    static func run(
        _ input: CloudWatchLogs.DeleteLogStreamRequest, _ view: CloudWatchLogsEmulator
    ) async throws(CloudWatchLogsError) -> CloudWatchLogs.DeleteLogStreamOutput {
        try RequestConstraints.check(input)
        try await view.state.write(view.call) { session in
            let group = try session.group(input.logGroupName)
            try session.deleteStream(try session.stream(input.logStreamName, of: group))
        }
        return CloudWatchLogs.DeleteLogStreamOutput()
    }
}

/// DescribeLogStreams: by name, or by the time of the last event.
enum DescribeLogStreams {
    static func run(
        _ input: CloudWatchLogs.DescribeLogStreamsRequest, _ view: CloudWatchLogsEmulator
    ) async throws(CloudWatchLogsError) -> CloudWatchLogs.DescribeLogStreamsResponse {
        try RequestConstraints.check(input)
        let name = try LogNames.group(name: input.logGroupName, identifier: input.logGroupIdentifier)
        let isByTime = input.orderBy == .lastEventTime
        if isByTime, input.logStreamNamePrefix != nil {
            throw .invalidParameter("Cannot order by LastEventTime with a logStreamNamePrefix.")
        }
        let limit = input.limit ?? CloudWatchLogsLimits.describePage
        let start = try PageToken.read(input.nextToken)
        return try await view.state.read(view.call) { session in
            var all = try session.streams(of: try session.group(name))
            if let prefix = input.logStreamNamePrefix { all = all.filter { $0.name.hasPrefix(prefix) } }
            if isByTime { all.sort { ($0.last ?? $0.created, $0.name) < ($1.last ?? $1.created, $1.name) } }
            if input.descending == true { all.reverse() }
            let begin = all.firstIndex { $0.name == start }.map { $0 + 1 } ?? 0
            let rest = all[begin...]
            let page = rest.prefix(limit).map { describe($0, group: name, session) }
            return CloudWatchLogs.DescribeLogStreamsResponse(
                logStreams: page, nextToken: rest.count > limit ? PageToken.text(page.last?.logStreamName ?? "") : nil
            )
        }
    }

    private static func describe(
        _ stream: LogStreamRow, group: String, _ session: Session
    ) -> CloudWatchLogs.LogStream {
        CloudWatchLogs.LogStream(
            logStreamName: stream.name, creationTime: Int(stream.created),
            firstEventTimestamp: stream.first.map { Int($0) }, lastEventTimestamp: stream.last.map { Int($0) },
            lastIngestionTime: stream.ingested.map { Int($0) },
            uploadSequenceToken: SequenceToken.text(stream.id),
            arn: LogNames.groupARN(group, session) + ":log-stream:\(stream.name)",
            // Streams report nothing since 2019 (API reference, LogStream, storedBytes).
            storedBytes: 0)
    }
}

/// A token of AWS's form: it has meant nothing since 2023 (API reference, PutLogEvents).
enum SequenceToken {
    static func text(_ stream: Int64) -> String {
        let digits = String(stream)
        return "49" + String(repeating: "0", count: 54 - digits.utf8.count) + digits
    }
}
