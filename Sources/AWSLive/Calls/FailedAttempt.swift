import AWSCore

/// An attempt that failed: what there is to decide by, and what the caller gets if it was the last.
struct FailedAttempt<Service: ServiceModel>: Error {
    var failure: Failure
    var error: ServiceError<Service>
    /// Seconds that the service asks to wait.
    var retryAfter: Double?

    init(failure: Failure, error: ServiceError<Service>, retryAfter: Double? = nil) {
        self.failure = failure
        self.error = error
        self.retryAfter = retryAfter
    }

    init(_ error: any Error) {
        switch error {
        case let error as TransportError:
            self.init(failure: Failure(error), error: ServiceError(error))
        case let error as CredentialsError:
            self.init(
                failure: Failure(code: "NoCredentialsError", status: 0, kind: .permanent),
                error: ServiceError(.noCredentialsError, error.message, status: 0))
        default:
            let error = TransportError(.other, "\(error)")
            self.init(failure: Failure(error), error: ServiceError(error))
        }
    }
}
