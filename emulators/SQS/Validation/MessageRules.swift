import AWSCore
import AWSSQS

/// What a message may be, before its queue is looked at.
enum MessageRules {
    /// One message of a send, alone or in a batch.
    struct Draft: Sendable {
        var body: String
        var delay: Int?
        var attributes: [String: SQS.MessageAttributeValue]
        var systemAttributes: [String: SQS.MessageSystemAttributeValue]
        var deduplicationID: String?
        var group: String?

        /// Body, names, types and values, in bytes.
        var size: Int {
            attributes.reduce(body.utf8.count) { sum, entry in
                sum + entry.key.utf8.count + entry.value.dataType.utf8.count
                    + (entry.value.stringValue?.utf8.count ?? entry.value.binaryValue?.count ?? 0)
            }
        }

        var traceHeader: String? { systemAttributes["AWSTraceHeader"]?.stringValue }
    }

    static func check(_ draft: Draft) throws(SQSError) {
        guard !draft.body.isEmpty else { throw .missingParameter("MessageBody") }
        guard draft.body.unicodeScalars.allSatisfy(isValid) else { throw invalidCharacters }
        try AttributeRules.check(draft.attributes)
        try AttributeRules.checkSystem(draft.systemAttributes)
        if let delay = draft.delay, !(0...SQSLimits.delaySecondsMax).contains(delay) {
            throw .invalidParameter(
                "DelaySeconds", "\(delay)", "DelaySeconds must be >= 0 and <= \(SQSLimits.delaySecondsMax).")
        }
        try checkToken("MessageGroupId", draft.group)
        try checkToken("MessageDeduplicationId", draft.deduplicationID)
    }

    static func checkRange(_ name: String, _ value: Int, _ range: ClosedRange<Int>) throws(SQSError) {
        guard range.contains(value) else {
            throw .invalidParameter(
                name, "\(value)", "Must be >= \(range.lowerBound) and <= \(range.upperBound), if provided.")
        }
    }

    private static func checkToken(_ name: String, _ value: String?) throws(SQSError) {
        guard let value else { return }
        // Letters, digits and punctuation are all of ASCII between the space and the delete character.
        guard (1...SQSLimits.tokenLengthMax).contains(value.utf8.count),
            value.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else {
            throw .invalidParameter(
                name, value, "\(name) can only include alphanumeric and punctuation characters. 1 to 128 in length.")
        }
    }

    /// XML 1.0's characters (API reference, SendMessage).
    static func isValid(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x9, 0xA, 0xD, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
    }

    private static var invalidCharacters: SQSError {
        SQSError(
            .invalidMessageContents,
            "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | "
                + "#xE000 to #xFFFD | #x10000 to #x10FFFF")
    }

    /// What only the queue can tell.
    static func check(_ draft: Draft, for queue: Queue, isBatch: Bool) throws(SQSError) {
        // A batch is held against its own limit alone (an observed answer, 2025-08).
        let sizeMax = queue.integer(Attribute.maximumSize)
        guard isBatch || draft.size <= sizeMax else {
            throw .invalidParameter(
                "One or more parameters are invalid. Reason: Message must be shorter than \(sizeMax) bytes.")
        }
        if queue.isFIFO {
            if let delay = draft.delay, delay > 0 { throw .wrongForQueueType("DelaySeconds", "\(delay)") }
        } else if let token = draft.deduplicationID {
            throw .wrongForQueueType("MessageDeduplicationId", token)
        }
    }

    /// A batch in which one message lacks its group or deduplication id is refused as a whole, and in another code
    /// (recorded answers).
    static func checkFIFO(_ draft: Draft, for queue: Queue, isBatch: Bool) throws(SQSError) {
        guard queue.isFIFO else { return }
        guard draft.group != nil else {
            let missing = SQSError.missingParameter("MessageGroupId")
            throw isBatch ? .invalidParameter(missing.message ?? "") : missing
        }
        guard draft.deduplicationID != nil || queue.deduplicatesByContent else {
            throw .invalidParameter(
                "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided "
                    + "explicitly")
        }
    }
}
