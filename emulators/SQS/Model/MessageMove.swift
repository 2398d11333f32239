import AWSCore
import AWSSQS

/// A message move task: a dead-letter queue on its way back to where its messages came from.
struct MessageMove: Sendable {
    let row: Int64
    let id: String
    let account: String
    let region: String
    let source: String
    /// Nil: each message goes back to the queue that gave it up.
    let destination: String?
    /// Messages a second, where the caller asked for fewer than AWS moves of itself.
    let rate: Int?
    var status: Status
    var moved: Int
    let total: Int
    let started: Timestamp
    var failure: String?

    enum Status: String, Sendable {
        case running = "RUNNING"
        case completed = "COMPLETED"
        case cancelled = "CANCELLED"
        case failed = "FAILED"
    }

    /// What callers name the task by while it runs: its id and source, in base64.
    var handle: String { Self.handle(id: id, source: source) }

    static func handle(id: String, source: String) -> String {
        let document: Document = ["taskId": .string(id), "sourceArn": .string(source)]
        return Blob(document.json()).base64
    }

    /// - Throws: InvalidParameterValue for what is no handle of a task.
    static func parse(handle: String) throws(SQSError) -> (id: String, source: String) {
        guard let bytes = Blob(base64: handle)?.bytes, let document = try? Document(json: bytes),
            let id = document["taskId"]?.string, let source = document["sourceArn"]?.string
        else { throw .invalidParameter("Value for parameter TaskHandle is invalid.") }
        return (id, source)
    }

    var entry: SQS.ListMessageMoveTasksResultEntry {
        SQS.ListMessageMoveTasksResultEntry(
            taskHandle: status == .running ? handle : nil, status: status.rawValue, sourceArn: source,
            destinationArn: destination, maxNumberOfMessagesPerSecond: rate,
            approximateNumberOfMessagesMoved: moved, approximateNumberOfMessagesToMove: total,
            failureReason: failure, startedTimestamp: Int(started.milliseconds))
    }
}
