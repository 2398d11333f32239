import AWSCore
import AWSSQS
import World

/// ChangeMessageVisibility: how long from now a received message stays with its receiver.
enum ChangeMessageVisibility {
    static func run(
        _ input: SQS.ChangeMessageVisibilityRequest, _ view: SQSEmulator
    ) async throws(SQSError) -> SQS.ChangeMessageVisibilityOutput {
        let handle = try ReceiptHandle(input.receiptHandle)
        try MessageRules.checkRange(
            "VisibilityTimeout", input.visibilityTimeout, 0...SQSLimits.visibilitySecondsMax)
        try await view.state.write(view.call) { session in
            try session.keep(handle, for: input.visibilityTimeout, in: session.queue(at: input.queueUrl))
        }
        view.use(bytes: 0, on: input.queueUrl)
        return SQS.ChangeMessageVisibilityOutput()
    }
}

/// ChangeMessageVisibilityBatch: up to ten of them, each by itself.
enum ChangeMessageVisibilityBatch {
    static func run(
        _ input: SQS.ChangeMessageVisibilityBatchRequest, _ view: SQSEmulator
    ) async throws(SQSError) -> SQS.ChangeMessageVisibilityBatchResult {
        try BatchRules.check(ids: input.entries.map(\.id), entryType: "ChangeMessageVisibilityBatchRequestEntry")
        let output = try await view.state.write(view.call) { session in
            let queue = try session.queue(at: input.queueUrl)
            var output = SQS.ChangeMessageVisibilityBatchResult(successful: [], failed: [])
            for entry in input.entries {
                do {
                    try session.keep(entry, in: queue)
                    output.successful.append(.init(id: entry.id))
                } catch let error as SQSError {
                    output.failed.append(.init(entry.id, error))
                }
            }
            return output
        }
        view.use(bytes: 0, on: input.queueUrl)
        return output
    }
}

extension Session {
    fileprivate func keep(_ entry: SQS.ChangeMessageVisibilityBatchRequestEntry, in queue: Queue) throws {
        let seconds = entry.visibilityTimeout ?? 0
        try MessageRules.checkRange("VisibilityTimeout", seconds, 0...SQSLimits.visibilitySecondsMax)
        try keep(ReceiptHandle(entry.receiptHandle), for: seconds, in: queue)
    }

    /// In a standard queue also a message that is visible again, as long as nobody else has received it
    /// (recorded answer).
    fileprivate func keep(_ handle: ReceiptHandle, for seconds: Int, in queue: Queue) throws {
        guard handle.queue == queue.id else { throw SQSError.invalidHandle(handle.text) }
        guard let message = try message(row: handle.row), message.receives == handle.receive,
            !queue.isFIFO || message.available > now
        else {
            throw SQSError.invalidParameter(
                "ReceiptHandle", handle.text,
                "Message does not exist or is not available for visibility timeout change.")
        }
        let received = try integer("SELECT received FROM sqs_messages WHERE id = ?", [.integer(handle.row)])
        let end = now + .seconds(seconds)
        guard end.milliseconds <= (received ?? 0) + Int64(SQSLimits.visibilitySecondsMax) * 1000 else {
            throw SQSError.invalidParameter(
                "VisibilityTimeout", "\(seconds)",
                "Total VisibilityTimeout for the message is beyond the limit [43200 seconds].")
        }
        try run("UPDATE sqs_messages SET available = ? WHERE id = ?", [.time(end), .integer(handle.row)])
        signalled.insert(queue.id)
    }
}
