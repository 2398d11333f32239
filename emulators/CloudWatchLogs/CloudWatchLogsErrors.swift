import AWSCloudWatchLogs
import AWSCore

/// The errors of CloudWatch Logs, in AWS's codes and words.
extension ServiceError where Service == CloudWatchLogs {
    static func invalidParameter(_ message: String) -> Self {
        Self(.invalidParameterException, message)
    }

    static func notFound(_ message: String) -> Self {
        Self(.resourceNotFoundException, message)
    }

    static var groupNotFound: Self { notFound("The specified log group does not exist.") }

    static var streamNotFound: Self { notFound("The specified log stream does not exist.") }

    static func alreadyExists(_ message: String) -> Self {
        Self(.resourceAlreadyExistsException, message)
    }

    /// The storage failed: nothing the caller did.
    static func internalFailure(_ error: any Error) -> Self {
        Self(ErrorCode("InternalFailure"), "\(error)", status: 500, isRetryable: true)
    }

    /// An operation of CloudWatch Logs that this emulator does not have.
    static func notEmulated(_ operation: String) -> Self {
        Self(ErrorCode("NotImplemented"), "KASS does not emulate logs:\(operation)", status: 501)
    }

    /// A parameter, or a value of one, of an operation that is otherwise emulated.
    static func notEmulated(_ operation: String, parameter: String) -> Self {
        Self(ErrorCode("NotImplemented"), "KASS does not emulate \(parameter) of logs:\(operation)", status: 501)
    }
}
