import AWSCore
import AWSEventBridge

/// The errors of EventBridge, in AWS's codes and words.
///
/// Sources of the words, where nothing else is said: recorded answers of AWS in LocalStack's EventBridge tests.
extension ServiceError where Service == EventBridge {
    static func validation(_ message: String) -> Self {
        Self(ErrorCode("ValidationException"), message, status: 400)
    }

    static func notFound(_ message: String) -> Self {
        Self(.resourceNotFoundException, message)
    }

    static func alreadyExists(_ message: String) -> Self {
        Self(.resourceAlreadyExistsException, message)
    }

    static var limitExceeded: Self {
        Self(.limitExceededException, "The requested resource exceeds the maximum number allowed.")
    }

    static func invalidPattern(_ error: PatternError) -> Self {
        Self(.invalidEventPatternException, error.message)
    }

    /// The storage failed: nothing the caller did.
    static func internalFailure(_ error: any Error) -> Self {
        Self(.internalException, "\(error)", status: 500, isRetryable: true)
    }

    /// An operation of EventBridge that this emulator does not have.
    static func notEmulated(_ operation: String) -> Self {
        Self(ErrorCode("NotImplemented"), "KASS does not emulate events:\(operation)", status: 501)
    }

    /// A parameter of an operation that is otherwise emulated.
    static func notEmulated(_ operation: String, parameter: String) -> Self {
        Self(ErrorCode("NotImplemented"), "KASS does not emulate \(parameter) of events:\(operation)", status: 501)
    }
}

enum RequestConstraints {
    /// - Throws: ValidationException that names every member at fault, in AWS's words.
    static func check(_ input: some Structure) throws(EventBridgeError) {
        if let message = ConstraintCheck.message(ConstraintCheck.violations(of: input)) {
            throw .validation(message)
        }
    }
}
