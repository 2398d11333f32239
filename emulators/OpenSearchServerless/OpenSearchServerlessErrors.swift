import AWSCore
import AWSOpenSearchServerless

/// The errors of OpenSearch Serverless, in AWS's words as they are reported in public issues.
extension ServiceError where Service == OpenSearchServerless {
    static func validation(_ message: String) -> Self { Self(.validationException, message) }

    static func conflict(_ message: String) -> Self { Self(.conflictException, message) }

    static func notFound(_ message: String) -> Self { Self(.resourceNotFoundException, message) }

    /// The storage failed: nothing the caller did.
    static func internalFailure(_ error: any Error) -> Self {
        Self(.internalServerException, "\(error)", status: 500, isRetryable: true)
    }

    static func notEmulated(_ operation: String) -> Self {
        Self(ErrorCode("NotImplemented"), "KASS does not emulate aoss:\(operation)", status: 501)
    }

    /// A parameter of an operation that is otherwise emulated.
    static func notEmulated(_ operation: String, parameter: String) -> Self {
        Self(ErrorCode("NotImplemented"), "KASS does not emulate \(parameter) of aoss:\(operation)", status: 501)
    }
}
