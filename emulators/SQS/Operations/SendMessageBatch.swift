import AWSCore
import AWSSQS

/// SendMessageBatch: up to ten messages, each of which succeeds or fails by itself.
enum SendMessageBatch {
    static func run(
        _ input: SQS.SendMessageBatchRequest, _ view: SQSEmulator
    ) async throws(SQSError) -> SQS.SendMessageBatchResult {
        try BatchRules.check(ids: input.entries.map(\.id), entryType: "SendMessageBatchRequestEntry")
        let drafts = input.entries.map(MessageRules.Draft.init)
        let bytes = drafts.reduce(0) { $0 + $1.size }
        try BatchRules.checkSize(bytes)
        let sender = view.sender
        let results = try await view.state.write(view.call) { session in
            let queue = try session.queue(at: input.queueUrl)
            for draft in drafts { try MessageRules.checkFIFO(draft, for: queue, isBatch: true) }
            return try drafts.map { draft in try session.sendOne(draft, to: queue, sender: sender) }
        }
        view.use(bytes: bytes, on: input.queueUrl)
        var output = SQS.SendMessageBatchResult(successful: [], failed: [])
        for (entry, result) in zip(zip(input.entries, drafts), results) {
            switch result {
            case .success(let message): output.successful.append(.init(entry.0.id, entry.1, message))
            case .failure(let error): output.failed.append(.init(entry.0.id, error))
            }
        }
        return output
    }
}

extension Session {
    fileprivate func sendOne(
        _ draft: MessageRules.Draft, to queue: Queue, sender: String
    ) throws -> Result<NewMessage, SQSError> {
        do throws(SQSError) {
            try MessageRules.check(draft)
            try MessageRules.check(draft, for: queue, isBatch: true)
        } catch {
            return .failure(error)
        }
        return .success(try send(draft, to: queue, sender: sender))
    }
}

extension MessageRules.Draft {
    fileprivate init(_ entry: SQS.SendMessageBatchRequestEntry) {
        self.init(
            body: entry.messageBody, delay: entry.delaySeconds, attributes: entry.messageAttributes ?? [:],
            systemAttributes: entry.messageSystemAttributes ?? [:], deduplicationID: entry.messageDeduplicationId,
            group: entry.messageGroupId)
    }
}

extension SQS.SendMessageBatchResultEntry {
    fileprivate init(_ id: String, _ draft: MessageRules.Draft, _ message: NewMessage) {
        self.init(
            id: id, messageId: message.id, md5OfMessageBody: MessageDigests.body(draft.body),
            md5OfMessageAttributes: MessageDigests.attributes(draft.attributes),
            md5OfMessageSystemAttributes: MessageDigests.systemAttributes(traceHeader: draft.traceHeader),
            sequenceNumber: message.sequenceNumber)
    }
}
