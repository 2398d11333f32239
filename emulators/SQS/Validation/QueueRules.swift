import AWSCore
import AWSSQS
import World

/// What a queue may be called, and what its attributes may be.
enum QueueRules {
    private static let fifoSuffix = ".fifo"

    static func checkName(_ name: String, isFIFO: Bool) throws(SQSError) {
        let isLong = name.utf8.count > SQSLimits.queueNameLengthMax
        if isFIFO {
            guard name.hasSuffix(fifoSuffix), !isLong, isPlain(name.dropLast(fifoSuffix.count)) else {
                throw .invalidParameter(
                    "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, "
                        + "must end with .fifo suffix and be 1 to 80 in length.")
            }
        } else if isLong || !isPlain(name[...]) {
            throw .invalidParameter(
                "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length")
        }
    }

    private static func isPlain(_ name: Substring) -> Bool {
        !name.isEmpty && name.utf8.allSatisfy { $0.isNameByte }
    }

    /// Each attribute by itself, in the order of their names.
    static func check(_ attributes: [String: String], isFIFO: Bool) throws(SQSError) {
        for (name, value) in attributes.sorted(by: { $0.key < $1.key }) {
            guard let rule = Attribute.settable[name] else { throw .unknownAttribute(name) }
            try checkType(name, isFIFO: isFIFO)
            if value.isEmpty, Attribute.removable.contains(name) { continue }
            switch rule {
            case .integer(let range):
                guard let number = Int(value), range.contains(number) else { throw .invalidAttribute(name) }
            case .oneOf(let values):
                guard values.contains(value) else { throw .invalidAttribute(name) }
            case .text, .document: break
            }
        }
    }

    /// Recorded answers: the older two attributes are unknown to standard queues, the newer two say why not.
    private static func checkType(_ name: String, isFIFO: Bool) throws(SQSError) {
        if isFIFO { return }
        switch name {
        case Attribute.fifoQueue, Attribute.contentDeduplication: throw .unknownAttribute(name)
        case Attribute.deduplicationScope, Attribute.throughputLimit:
            throw SQSError(
                .invalidAttributeName, "You can specify the \(name) only when FifoQueue is set to true.")
        default: break
        }
    }

    /// Rules between the attributes of one queue, once they are put together.
    static func checkTogether(_ queue: Queue) throws(SQSError) {
        if queue.value(Attribute.throughputLimit) == "perMessageGroupId",
            queue.value(Attribute.deduplicationScope) != "messageGroup"
        {
            throw .invalidAttribute(
                Attribute.throughputLimit,
                "The perMessageGroupId value is allowed only when the value for DeduplicationScope is messageGroup.")
        }
        if let policy = queue.attributes[Attribute.policy], (try? PolicyDocument(json: policy)) == nil {
            throw .invalidAttribute(Attribute.policy)
        }
        if let policy = queue.attributes[Attribute.redriveAllowPolicy], RedriveAllowPolicy(policy) == nil {
            throw .invalidParameter(
                Attribute.redriveAllowPolicy, policy,
                "Amazon SQS can't create the redrive allow policy, as it's in an unsupported format.")
        }
    }

    /// One kind of encryption at a time, where both are asked for at once.
    static func checkEncryption(_ attributes: [String: String]) throws(SQSError) {
        if !(attributes[Attribute.kmsKey] ?? "").isEmpty, attributes[Attribute.managedEncryption] == "true" {
            throw SQSError(
                .invalidAttributeName,
                "You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or "
                    + "SQS SSE.")
        }
    }

    static func checkTags(_ tags: [String: String]) throws(SQSError) {
        guard tags.count <= SQSLimits.tagsMax else {
            throw .invalidParameter("Too many tags added for queue. Maximum number of tags is \(SQSLimits.tagsMax).")
        }
        for (key, value) in tags.sorted(by: { $0.key < $1.key }) {
            guard (1...SQSLimits.tagKeyLengthMax).contains(key.unicodeScalars.count) else {
                throw .invalidParameter(
                    "Tag keys must be between 1 and \(SQSLimits.tagKeyLengthMax) characters in length.")
            }
            guard value.unicodeScalars.count <= SQSLimits.tagValueLengthMax else {
                throw .invalidParameter(
                    "Tag values must be between 0 and \(SQSLimits.tagValueLengthMax) characters in length.")
            }
            guard !key.lowercased().hasPrefix("aws:") else {
                throw .invalidParameter("Tag keys cannot start with the reserved prefix aws:.")
            }
        }
    }
}
