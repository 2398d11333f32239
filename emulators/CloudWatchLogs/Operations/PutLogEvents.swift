import AWSCloudWatchLogs
import AWSCore
import World

/// PutLogEvents: adds events to a stream, those left out that are too old or too far in the future.
enum PutLogEvents {
    static func run(
        _ input: CloudWatchLogs.PutLogEventsRequest, _ view: CloudWatchLogsEmulator
    ) async throws(CloudWatchLogsError) -> CloudWatchLogs.PutLogEventsResponse {
        if !isPlain(input) { try RequestConstraints.check(input) }
        let bytes = try check(input.logEvents)
        let (response, due) = try await view.state.write(view.call) { session in
            let group = try session.group(input.logGroupName)
            let stream = try session.stream(input.logStreamName, of: group)
            let windows = EventWindows(input.logEvents, group, at: session.now)
            try session.insert(input.logEvents[windows.accepted], into: stream, of: group)
            let response = CloudWatchLogs.PutLogEventsResponse(
                nextSequenceToken: SequenceToken.text(stream.id), rejectedLogEventsInfo: windows.rejected)
            return (response, expiry(of: input.logEvents[windows.accepted].first, in: group))
        }
        if let due { view.state.sweeper.wake(at: due, view.state) }
        view.scope.use(.ingestedBytes, Double(bytes), on: input.logGroupName)
        return response
    }

    /// What is called most should not be walked through by the model's constraints when it plainly satisfies them.
    private static func isPlain(_ input: CloudWatchLogs.PutLogEventsRequest) -> Bool {
        func isName(_ text: String, _ allowed: (UInt8) -> Bool) -> Bool {
            (1...512).contains(text.utf8.count) && text.utf8.allSatisfy(allowed)
        }
        return input.sequenceToken == nil && input.entity == nil && (1...10_000).contains(input.logEvents.count)
            && isName(input.logGroupName) { ASCIIName.isGroupByte($0) }
            && isName(input.logStreamName) { (0x20..<0x7F).contains($0) && $0 != 0x3A && $0 != 0x2A }
            && input.logEvents.allSatisfy { $0.timestamp >= 0 && !$0.message.isEmpty }
    }

    /// - Returns: the bytes of the batch as they are counted and billed.
    private static func check(_ events: [CloudWatchLogs.InputLogEvent]) throws(CloudWatchLogsError) -> Int {
        var bytes = 0
        var previous = Int.min
        for event in events {
            let size = event.message.utf8.count + CloudWatchLogsLimits.eventOverheadBytes
            guard size <= CloudWatchLogsLimits.eventBytesMax else {
                throw .invalidParameter(
                    "Log event too large: \(size) bytes exceeds limit of \(CloudWatchLogsLimits.eventBytesMax)")
            }
            guard event.timestamp >= previous else {
                throw .invalidParameter(
                    "Log events in a single PutLogEvents request must be in chronological order.")
            }
            previous = event.timestamp
            bytes += size
        }
        guard bytes <= CloudWatchLogsLimits.batchBytesMax else {
            throw .invalidParameter(
                "Upload too large: \(bytes) bytes exceeds limit of \(CloudWatchLogsLimits.batchBytesMax)")
        }
        if let first = events.first, let last = events.last,
            last.timestamp - first.timestamp > CloudWatchLogsLimits.batchSpanMs
        {
            throw .invalidParameter(
                "The batch of log events in a single PutLogEvents request cannot span more than 24 hours.")
        }
        return bytes
    }

    private static func expiry(of event: CloudWatchLogs.InputLogEvent?, in group: LogGroupRow) -> Timestamp? {
        guard let event, let days = group.retentionDays else { return nil }
        return Timestamp(milliseconds: Int64(event.timestamp) + Int64(days) * 86_400_000 + 1)
    }
}

/// Which events of a batch are taken, and what is said of the others.
struct EventWindows {
    let accepted: Range<Int>
    let rejected: CloudWatchLogs.RejectedLogEventsInfo?

    init(_ events: [CloudWatchLogs.InputLogEvent], _ group: LogGroupRow, at now: Timestamp) {
        let time = Int(now.milliseconds)
        let earliest = Int(clamping: group.earliest(at: now))
        let tooOld = events.prefix { $0.timestamp < time - CloudWatchLogsLimits.oldestMs }.count
        let expired = events.prefix { $0.timestamp < earliest }.count
        let tooNew = events.firstIndex { $0.timestamp > time + CloudWatchLogsLimits.newestMs }
        let end = tooNew ?? events.count
        accepted = min(max(tooOld, expired), end)..<end
        rejected =
            tooOld == 0 && expired == 0 && tooNew == nil
            ? nil
            : CloudWatchLogs.RejectedLogEventsInfo(
                tooNewLogEventStartIndex: tooNew, tooOldLogEventEndIndex: tooOld > 0 ? tooOld : nil,
                expiredLogEventEndIndex: expired > 0 ? expired : nil)
    }
}

/// Bytes of names, without the model's pattern.
enum ASCIIName {
    static func isGroupByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"),
            UInt8(ascii: "/"), UInt8(ascii: "#"):
            true
        default: false
        }
    }
}
