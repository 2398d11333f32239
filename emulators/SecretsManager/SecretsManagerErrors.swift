import AWSCore
import AWSSecretsManager

/// The errors of Secrets Manager, in AWS's codes and words.
extension ServiceError where Service == SecretsManager {
    /// What the model's constraints refuse.
    static func validation(_ message: String) -> Self {
        Self(ErrorCode("ValidationException"), message, status: 400)
    }

    static func invalidParameter(_ message: String) -> Self { Self(.invalidParameterException, message) }

    static func invalidRequest(_ message: String) -> Self { Self(.invalidRequestException, message) }

    static func exists(_ message: String) -> Self { Self(.resourceExistsException, message) }

    static func notFound(_ message: String) -> Self { Self(.resourceNotFoundException, message) }

    static var secretNotFound: Self { notFound("Secrets Manager can't find the specified secret.") }

    static var markedForDeletion: Self {
        invalidRequest("You can't perform this operation on the secret because it was marked for deletion.")
    }

    /// The storage failed: nothing the caller did.
    static func internalFailure(_ error: any Error) -> Self {
        Self(.internalServiceError, "\(error)", status: 500, isRetryable: true)
    }

    /// An operation of Secrets Manager that this emulator does not have.
    static func notEmulated(_ operation: String) -> Self {
        Self(ErrorCode("NotImplemented"), "KASS does not emulate secretsmanager:\(operation)", status: 501)
    }

    /// A parameter of an operation that is otherwise emulated.
    static func notEmulated(_ operation: String, parameter: String) -> Self {
        Self(
            ErrorCode("NotImplemented"), "KASS does not emulate \(parameter) of secretsmanager:\(operation)",
            status: 501)
    }
}
