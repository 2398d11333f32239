import AWSCore
import AWSSQS

/// A message about to be stored.
struct NewMessage: Sendable {
    var id: String
    var body: String
    var sent: Timestamp
    /// When it can first be received.
    var available: Timestamp
    /// Empty where the message belongs to none.
    var group: String = ""
    var deduplicationID: String?
    var sequenceNumber: String?
    /// How often it was received before: a dead-letter queue counts on.
    var receives: Int = 0
    var firstReceived: Timestamp?
    var details = MessageDetails()
}

/// A message that a call receives.
struct ReceivedMessage: Sendable {
    var row: Int64
    var message: NewMessage
    var handle: String
}

/// What a message has beside its body: its own attributes, and what SQS noted when it was sent.
struct MessageDetails: Sendable {
    var sender = ""
    var traceHeader: String?
    /// The queue that gave the message up, in a dead-letter queue.
    var deadLetterSource: String?
    var attributes: [String: SQS.MessageAttributeValue] = [:]

    private static let sender = SQS.MessageSystemAttributeName.senderId.rawValue
    private static let trace = SQS.MessageSystemAttributeName.awsTraceHeader.rawValue
    private static let source = SQS.MessageSystemAttributeName.deadLetterQueueSourceArn.rawValue

    /// As the store keeps them: a message of the model without a body.
    var bytes: [UInt8] {
        var system = [Self.sender: sender]
        system[Self.trace] = traceHeader
        system[Self.source] = deadLetterSource
        let message = SQS.Message(attributes: system, messageAttributes: attributes.isEmpty ? nil : attributes)
        return message.document.json()
    }

    init() {}

    init(_ bytes: [UInt8]) throws(WireError) {
        let message = try SQS.Message(Document(json: bytes, as: .structure { SQS.Message.schema }))
        sender = message.attributes?[Self.sender] ?? ""
        traceHeader = message.attributes?[Self.trace]
        deadLetterSource = message.attributes?[Self.source]
        attributes = message.messageAttributes ?? [:]
    }
}
