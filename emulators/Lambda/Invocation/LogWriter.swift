import AWSCloudWatchLogs
import AWSCore
import World

/// Writes what an invocation logged, as the function's role.
///
/// A function does not fail because its log cannot be written; as on AWS, the lines are then lost (Developer Guide,
/// "Sending Lambda function logs to CloudWatch Logs").
struct LogWriter: Sendable {
    /// API reference, PutLogEvents.
    private static let batchBytesMax = 1_048_576
    private static let batchEventsMax = 10_000
    private static let overheadBytes = 26

    let client: any CloudWatchLogsClient
    let group: String
    let stream: String

    /// - Parameter isNew: the stream is not there yet.
    func write(_ lines: [CloudWatchLogs.InputLogEvent], isNew: Bool) async {
        do throws(CloudWatchLogsError) {
            if isNew { try await makeStream() }
            for batch in Self.batches(lines) { try await put(batch) }
        } catch {
            return
        }
    }

    private func put(_ batch: [CloudWatchLogs.InputLogEvent]) async throws(CloudWatchLogsError) {
        let input = CloudWatchLogs.PutLogEventsRequest(logGroupName: group, logStreamName: stream, logEvents: batch)
        do throws(CloudWatchLogsError) {
            _ = try await client.putLogEvents(input)
        } catch  where error.code == .resourceNotFoundException {
            // Someone has deleted the group, or its permission came later.
            try await makeStream()
            _ = try await client.putLogEvents(input)
        }
    }

    private func makeStream() async throws(CloudWatchLogsError) {
        let input = CloudWatchLogs.CreateLogStreamRequest(logGroupName: group, logStreamName: stream)
        do throws(CloudWatchLogsError) {
            try await client.createLogStream(input)
        } catch  where error.code == .resourceNotFoundException {
            do throws(CloudWatchLogsError) {
                try await client.createLogGroup(CloudWatchLogs.CreateLogGroupRequest(logGroupName: group))
            } catch  where error.code == .resourceAlreadyExistsException {}
            try await client.createLogStream(input)
        }
    }

    private static func batches(
        _ lines: [CloudWatchLogs.InputLogEvent]
    ) -> [[CloudWatchLogs.InputLogEvent]] {
        var batches: [[CloudWatchLogs.InputLogEvent]] = [[]]
        var bytes = 0
        for line in lines {
            let size = line.message.utf8.count + overheadBytes
            if bytes + size > batchBytesMax || batches[batches.count - 1].count == batchEventsMax {
                batches.append([])
                bytes = 0
            }
            batches[batches.count - 1].append(line)
            bytes += size
        }
        return batches.filter { !$0.isEmpty }
    }
}
