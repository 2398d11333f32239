import AWSCore
import AWSSQS

/// The errors of SQS, in the codes that its clients have known since the query protocol, and in AWS's words.
///
/// Sources of the words, where nothing else is said: recorded answers of AWS in LocalStack's SQS tests.
extension ServiceError where Service == SQS {
    static var queueDoesNotExist: Self { Self(.queueDoesNotExist, "The specified queue does not exist.") }

    static func invalidParameter(_ message: String) -> Self {
        Self(ErrorCode("InvalidParameterValue"), message, status: 400)
    }

    static func invalidParameter(_ name: String, _ value: String, _ reason: String) -> Self {
        invalidParameter("Value \(value) for parameter \(name) is invalid. Reason: \(reason)")
    }

    static func missingParameter(_ name: String) -> Self {
        Self(ErrorCode("MissingParameter"), "The request must contain the parameter \(name).", status: 400)
    }

    static func unknownAttribute(_ name: String) -> Self {
        Self(.invalidAttributeName, "Unknown Attribute \(name).")
    }

    static func invalidAttribute(_ name: String, _ reason: String? = nil) -> Self {
        Self(
            .invalidAttributeValue,
            "Invalid value for the parameter \(name)." + (reason.map { " Reason: \($0)" } ?? ""))
    }

    static func invalidHandle(_ handle: String) -> Self {
        Self(.receiptHandleIsInvalid, "The input receipt handle \"\(handle)\" is not a valid receipt handle.")
    }

    static func wrongForQueueType(_ name: String, _ value: String) -> Self {
        invalidParameter(
            name, value, "The request include parameter that is not valid for this queue type.")
    }

    /// The storage failed: nothing the caller did.
    static func internalFailure(_ error: any Error) -> Self {
        Self(ErrorCode("InternalFailure"), "\(error)", status: 500, isRetryable: true)
    }

    /// A parameter of an operation that is otherwise emulated.
    static func notEmulated(_ operation: String, parameter: String) -> Self {
        Self(ErrorCode("NotImplemented"), "KASS does not emulate \(parameter) of sqs:\(operation)", status: 501)
    }
}
