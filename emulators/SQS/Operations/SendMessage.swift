import AWSCore
import AWSSQS
import World

/// SendMessage: puts one message into a queue.
enum SendMessage {
    static func run(_ input: SQS.SendMessageRequest, _ view: SQSEmulator) async throws(SQSError)
        -> SQS.SendMessageResult
    {
        let draft = MessageRules.Draft(
            body: input.messageBody, delay: input.delaySeconds, attributes: input.messageAttributes ?? [:],
            systemAttributes: input.messageSystemAttributes ?? [:], deduplicationID: input.messageDeduplicationId,
            group: input.messageGroupId)
        try MessageRules.check(draft)
        let sender = view.sender
        let sent = try await view.state.write(view.call) { session in
            let queue = try session.queue(at: input.queueUrl)
            try MessageRules.check(draft, for: queue, isBatch: false)
            try MessageRules.checkFIFO(draft, for: queue, isBatch: false)
            return try session.send(draft, to: queue, sender: sender)
        }
        view.use(bytes: draft.size, on: input.queueUrl)
        return SQS.SendMessageResult(
            md5OfMessageBody: MessageDigests.body(draft.body),
            md5OfMessageAttributes: MessageDigests.attributes(draft.attributes),
            md5OfMessageSystemAttributes: MessageDigests.systemAttributes(traceHeader: draft.traceHeader),
            messageId: sent.id, sequenceNumber: sent.sequenceNumber)
    }
}

extension SQSEmulator {
    /// What the SenderId of messages says: on AWS, the unique id of the user or role.
    var sender: String {
        switch scope.principal.kind {
        case .account: scope.principal.account
        case .anonymous: "anonymous"
        default: scope.principal.arn
        }
    }

    func use(bytes: Int, on url: String) {
        let chunks = max(1, (bytes + SQSLimits.billedChunkBytes - 1) / SQSLimits.billedChunkBytes)
        scope.use(.requests, Double(chunks), on: (try? QueueAddress(url: url))?.name)
    }
}

extension Session {
    /// Puts a checked message into a queue; what a FIFO queue has met in the last five minutes is not put in again.
    func send(_ draft: MessageRules.Draft, to queue: Queue, sender: String) throws -> NewMessage {
        // A delay of zero does not override the delay of a FIFO queue (recorded answer).
        let delay = queue.isFIFO ? queue.integer(Attribute.delay) : draft.delay ?? queue.integer(Attribute.delay)
        var message = NewMessage(
            id: state.identifiers.uuid(), body: draft.body, sent: now, available: now + .seconds(delay),
            group: draft.group ?? "")
        message.details.sender = sender
        message.details.traceHeader = draft.traceHeader
        message.details.attributes = draft.attributes
        guard queue.isFIFO else {
            try insert(message, into: queue)
            return message
        }
        message.deduplicationID = draft.deduplicationID ?? Hex.text(of: HashAlgorithm.sha256.digest(of: draft.body))
        let scope = queue.deduplicationScope(of: message.group)
        if let known = try deduplication(message.deduplicationID ?? "", scope: scope, of: queue) {
            message.id = known.messageID
            message.sequenceNumber = known.sequenceNumber
            return message
        }
        message.sequenceNumber = try nextSequenceNumber(of: queue)
        try remember(message, scope: scope, of: queue)
        try insert(message, into: queue)
        return message
    }
}
