import AWSCore
import AWSSQS

/// What the attributes of a message may be.
///
/// Sources: Developer Guide, "Amazon SQS message attributes"; recorded answers.
enum AttributeRules {
    static func check(_ attributes: [String: SQS.MessageAttributeValue]) throws(SQSError) {
        guard attributes.count <= SQSLimits.messageAttributesMax else {
            throw .invalidParameter(
                "Number of message attributes [\(attributes.count)] exceeds the allowed maximum "
                    + "[\(SQSLimits.messageAttributesMax)].")
        }
        for (name, value) in attributes.sorted(by: { $0.key < $1.key }) {
            try checkName(name)
            try checkValue(name, value)
        }
    }

    private static func checkName(_ name: String) throws(SQSError) {
        let isPlain = name.utf8.allSatisfy {
            $0.isNameByte || $0 == UInt8(ascii: ".")
        }
        let lowered = name.lowercased()
        guard !name.isEmpty, name.utf8.count <= SQSLimits.attributeNameLengthMax, isPlain, !name.hasPrefix("."),
            !name.hasSuffix("."), !name.contains(".."), !lowered.hasPrefix("aws."), !lowered.hasPrefix("amazon.")
        else {
            throw .invalidParameter(
                "Message (user) attribute name '\(name)' is invalid. It can contain A-Z, a-z, 0-9, underscore (_), "
                    + "hyphen (-), and period (.), must not start with AWS. or Amazon., must not start or end with a "
                    + "period, must not have periods in succession, and can be up to "
                    + "\(SQSLimits.attributeNameLengthMax) characters long.")
        }
    }

    private static func checkValue(_ name: String, _ value: SQS.MessageAttributeValue) throws(SQSError) {
        guard !value.dataType.isEmpty else {
            throw .invalidParameter("The message attribute '\(name)' must contain non-empty message attribute type.")
        }
        let kind = value.dataType.prefix { $0 != "." }
        guard ["String", "Number", "Binary"].contains(kind),
            value.dataType.utf8.count <= SQSLimits.attributeTypeLengthMax
        else {
            throw .invalidParameter(
                "The message attribute '\(name)' has an invalid message attribute type, the set of supported type "
                    + "prefixes is Binary, Number, and String.")
        }
        guard value.stringListValues == nil, value.binaryListValues == nil else {
            throw SQSError(
                .unsupportedOperation, "Message attribute list values in SendMessage operation are not supported.")
        }
        let isEmpty = kind == "Binary" ? value.binaryValue?.isEmpty ?? true : value.stringValue?.isEmpty ?? true
        guard !isEmpty else {
            throw .invalidParameter(
                "Message (user) attribute '\(name)' must contain a non-empty value of type '\(kind)'.")
        }
        if let text = value.stringValue { try checkText(name, text, isNumber: kind == "Number") }
    }

    private static func checkText(_ name: String, _ text: String, isNumber: Bool) throws(SQSError) {
        guard text.unicodeScalars.allSatisfy(MessageRules.isValid) else {
            throw SQSError(
                .invalidMessageContents, "Invalid characters found in the value of message attribute '\(name)'.")
        }
        guard !isNumber || Double(text)?.isFinite ?? false else {
            throw .invalidParameter("Can't cast the value of message (user) attribute '\(name)' to a number.")
        }
    }

    static func checkSystem(_ attributes: [String: SQS.MessageSystemAttributeValue]) throws(SQSError) {
        for (name, value) in attributes.sorted(by: { $0.key < $1.key }) {
            guard name == "AWSTraceHeader" else {
                throw .invalidParameter("Message system attribute name '\(name)' is invalid.")
            }
            guard value.dataType == "String", let text = value.stringValue, !text.isEmpty else {
                throw .invalidParameter(
                    "Message (system) attribute '\(name)' must contain a non-empty value of type 'String'.")
            }
        }
    }
}
