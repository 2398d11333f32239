import AWSCore
import AWSLambda

/// The errors of Lambda, in AWS's codes and words (recorded answers of AWS; moto and LocalStack where none is at hand).
extension ServiceError where Service == Lambda {
    /// What the model's constraints refuse.
    static func validation(_ message: String) -> Self {
        Self(ErrorCode("ValidationException"), message, status: 400)
    }

    static func invalidParameter(_ message: String) -> Self {
        Self(
            .invalidParameterValueException, message,
            details: Lambda.InvalidParameterValueException(type: "User", message: message))
    }

    static func notFound(_ message: String) -> Self {
        Self(
            .resourceNotFoundException, message,
            details: Lambda.ResourceNotFoundException(type: "User", message: message))
    }

    static func functionNotFound(_ arn: String) -> Self {
        notFound("Function not found: \(arn)")
    }

    /// What most resources of a function say when they are not there.
    static var resourceNotFound: Self {
        notFound("The resource you requested does not exist.")
    }

    static func conflict(_ message: String) -> Self {
        Self(
            .resourceConflictException, message,
            details: Lambda.ResourceConflictException(type: "User", message: message))
    }

    static var revisionMismatch: Self {
        Self(
            .preconditionFailedException,
            "The Revision Id provided does not match the latest Revision Id. "
                + "Call the GetFunction/GetAlias API to retrieve the latest Revision Id")
    }

    static func invalidContent(_ message: String) -> Self {
        Self(
            .invalidRequestContentException, message,
            details: Lambda.InvalidRequestContentException(type: "User", message: message))
    }

    static func tooLarge(_ message: String) -> Self {
        Self(.requestTooLargeException, message)
    }

    static func throttled(_ reason: Lambda.ThrottleReason) -> Self {
        let message = "Rate Exceeded."
        return Self(
            .tooManyRequestsException, message,
            details: Lambda.TooManyRequestsException(type: "User", message: message, reason: reason))
    }

    /// Words of the call chain, for the principals that only this service can check.
    static func accessDenied(_ principal: String, action: String, resource: String) -> Self {
        Self(
            ErrorCode("AccessDeniedException"),
            "User: \(principal) is not authorized to perform: \(action) on resource: \(resource) "
                + "because no resource-based policy allows the \(action) action", status: 403)
    }

    /// The storage failed: nothing the caller did.
    static func internalFailure(_ error: any Error) -> Self {
        Self(.serviceException, "\(error)", status: 500, isRetryable: true)
    }

    /// A parameter, or a value of one, of an operation that is otherwise emulated.
    static func notEmulated(_ operation: String, parameter: String) -> Self {
        Self(ErrorCode("NotImplemented"), "KASS does not emulate \(parameter) of lambda:\(operation)", status: 501)
    }

    /// Deployment packages are kept, never run.
    static func notRegistered(handler: String, function: String) -> Self {
        Self(
            ErrorCode("NotImplemented"),
            "KASS runs only functions that are registered in this process: none is registered as handler "
                + "'\(handler)', which \(function) names", status: 501)
    }
}
