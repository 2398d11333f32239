import AWSCore
import AWSSQS

extension ReceivedMessage {
    /// The message as its receiver asked to see it.
    /// - Parameters:
    ///   - system: names of system attributes; `All` stands for every one.
    ///   - names: names of its own attributes, `All`, or beginnings of names with `.*` at the end.
    func shown(system: Set<String>, names: [String]) -> SQS.Message {
        let attributes = message.details.attributes.filter { Self.isWanted($0.key, by: names) }
        let all = systemAttributes
        let wanted = system.contains("All") ? all : all.filter { system.contains($0.key) }
        return SQS.Message(
            messageId: message.id, receiptHandle: handle, md5OfBody: MessageDigests.body(message.body),
            body: message.body, attributes: wanted.isEmpty ? nil : wanted,
            md5OfMessageAttributes: MessageDigests.attributes(attributes),
            messageAttributes: attributes.isEmpty ? nil : attributes)
    }

    private var systemAttributes: [String: String] {
        var attributes = [
            "SenderId": message.details.sender, "SentTimestamp": String(message.sent.milliseconds),
            "ApproximateReceiveCount": String(message.receives),
        ]
        attributes["ApproximateFirstReceiveTimestamp"] = message.firstReceived.map { String($0.milliseconds) }
        attributes["SequenceNumber"] = message.sequenceNumber
        attributes["MessageDeduplicationId"] = message.deduplicationID
        attributes["MessageGroupId"] = message.group.isEmpty ? nil : message.group
        attributes["AWSTraceHeader"] = message.details.traceHeader
        attributes["DeadLetterQueueSourceArn"] = message.details.deadLetterSource
        return attributes
    }

    private static func isWanted(_ name: String, by names: [String]) -> Bool {
        names.contains { wanted in
            if wanted == "All" || wanted == name { return true }
            return wanted.hasSuffix(".*") && name.hasPrefix(wanted.dropLast(2))
        }
    }
}
