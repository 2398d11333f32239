import AWSCore
import AWSSQS

/// DeleteMessage: what was received and dealt with. What is gone already counts as deleted.
enum DeleteMessage {
    static func run(
        _ input: SQS.DeleteMessageRequest, _ view: SQSEmulator
    ) async throws(SQSError) -> SQS.DeleteMessageOutput {
        let handle = try ReceiptHandle(input.receiptHandle)
        try await view.state.write(view.call) { session in
            try session.delete(handle, from: session.queue(at: input.queueUrl))
        }
        view.use(bytes: 0, on: input.queueUrl)
        return SQS.DeleteMessageOutput()
    }
}

/// DeleteMessageBatch: up to ten of them, each by itself.
enum DeleteMessageBatch {
    static func run(
        _ input: SQS.DeleteMessageBatchRequest, _ view: SQSEmulator
    ) async throws(SQSError) -> SQS.DeleteMessageBatchResult {
        try BatchRules.check(ids: input.entries.map(\.id), entryType: "DeleteMessageBatchRequestEntry")
        let output = try await view.state.write(view.call) { session in
            let queue = try session.queue(at: input.queueUrl)
            var output = SQS.DeleteMessageBatchResult(successful: [], failed: [])
            for entry in input.entries {
                do {
                    try session.delete(ReceiptHandle(entry.receiptHandle), from: queue)
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
    /// A standard queue takes any receipt of the message; a FIFO queue only the latest, and only while it lasts
    /// (recorded answers).
    fileprivate func delete(_ handle: ReceiptHandle, from queue: Queue) throws {
        guard handle.queue == queue.id else { throw SQSError.invalidHandle(handle.text) }
        guard let message = try message(row: handle.row) else { return }
        if queue.isFIFO, handle.receive != message.receives || message.available <= now {
            throw SQSError.invalidParameter("ReceiptHandle", handle.text, "The receipt handle has expired.")
        }
        try deleteMessage(row: handle.row)
        if queue.isFIFO { signalled.insert(queue.id) }
    }
}
