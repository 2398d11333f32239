import AWSCore
import AWSDynamoDB

/// The errors of DynamoDB, in AWS's codes and words.
extension ServiceError where Service == DynamoDB {
    /// The code that the model does not name and most requests meet first.
    static func validation(_ message: String) -> Self {
        Self(ErrorCode("ValidationException"), message, status: 400)
    }

    /// A validation error of the family that starts with AWS's most used sentence.
    static func invalidParameter(_ message: String) -> Self {
        validation("One or more parameter values were invalid: " + message)
    }

    /// What operations on items say of a table that is not there, or not yet.
    static var resourceNotFound: Self {
        Self(.resourceNotFoundException, "Requested resource not found")
    }

    /// What operations on tables say of a table that is not there.
    static func tableNotFound(_ name: String) -> Self {
        Self(.resourceNotFoundException, "Requested resource not found: Table: \(name) not found")
    }

    static func resourceInUse(_ message: String) -> Self {
        Self(.resourceInUseException, message)
    }

    static func limitExceeded(_ message: String) -> Self {
        Self(.limitExceededException, message)
    }

    /// - Parameter item: the item as it is, for those who asked for it.
    static func conditionalCheckFailed(_ item: Item?) -> Self {
        let message = "The conditional request failed"
        return Self(
            .conditionalCheckFailedException, message,
            details: DynamoDB.ConditionalCheckFailedException(message: message, item: item))
    }

    /// The storage failed: nothing the caller did.
    static func internalFailure(_ error: any Error) -> Self {
        Self(.internalServerError, "\(error)", status: 500, isRetryable: true)
    }

    /// An operation of DynamoDB that this emulator does not have.
    static func notEmulated(_ operation: String) -> Self {
        Self(ErrorCode("NotImplemented"), "KASS does not emulate dynamodb:\(operation)", status: 501)
    }

    /// A parameter of an operation that is otherwise emulated.
    static func notEmulated(_ operation: String, parameter: String) -> Self {
        Self(
            ErrorCode("NotImplemented"), "KASS does not emulate \(parameter) of dynamodb:\(operation)", status: 501)
    }
}
