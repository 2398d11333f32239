import AWSCore
import AWSSTS

/// The errors of STS, in AWS's codes and words.
extension ServiceError where Service == STS {
    static func validation(_ message: String) -> Self {
        Self(ErrorCode("ValidationError"), message, status: 400)
    }

    static func accessDenied(_ message: String) -> Self {
        Self(ErrorCode("AccessDenied"), message, status: 403)
    }

    /// The storage failed: nothing the caller did.
    static func internalFailure(_ error: any Error) -> Self {
        Self(ErrorCode("InternalFailure"), "\(error)", status: 500, isRetryable: true)
    }

    static func notEmulated(_ operation: String) -> Self {
        Self(ErrorCode("NotImplemented"), "KASS does not emulate sts:\(operation)", status: 501)
    }

    /// A parameter of an operation that is otherwise emulated.
    static func notEmulated(_ operation: String, parameter: String) -> Self {
        Self(ErrorCode("NotImplemented"), "KASS does not emulate \(parameter) of sts:\(operation)", status: 501)
    }
}
