import AWSCore

/// What a retry decision needs to know of a failed attempt.
struct Failure: Sendable {
    /// As sent: "ThrottlingException", or the name of what went wrong on the way.
    let code: String
    /// nil when no response came.
    let status: Int?
    let isTimeout: Bool
    let kind: Kind

    enum Kind: Sendable {
        /// Sending the same again gives the same.
        case permanent
        case transient
        case throttling
        /// Our clock differs from the service's.
        case clockSkew
        /// The token ran out before the time that it came with.
        case expiredCredentials
    }

    init(code: String, status: Int?, isTimeout: Bool = false, kind: Kind) {
        self.code = code
        self.status = status
        self.isTimeout = isTimeout
        self.kind = kind
    }

    init(_ error: TransportError) {
        code = error.kind.rawValue
        status = nil
        isTimeout = error.isTimeout
        kind = error.isTransient ? .transient : .permanent
    }

    /// - Parameter traits: what the model says of the error.
    init(code: String, status: Int, traits: ErrorTraits?) {
        self.code = code
        self.status = status
        isTimeout = code == "RequestTimeout" || code == "RequestTimeoutException"
        kind =
            if Self.throttlingCodes.contains(code) || traits?.isThrottling == true {
                .throttling
            } else if Self.clockSkewCodes.contains(code) {
                .clockSkew
            } else if Self.expiredTokenCodes.contains(code) {
                .expiredCredentials
            } else if Self.transientCodes.contains(code) || Self.transientStatuses.contains(status)
                || traits?.isRetryable == true
            {
                .transient
            } else {
                .permanent
            }
    }

    // Source: the lists of the SDKs' standard mode, as botocore/retries/standard.py has them.
    static let throttlingCodes: Set = [
        "Throttling", "ThrottlingException", "ThrottledException", "RequestThrottledException",
        "TooManyRequestsException", "ProvisionedThroughputExceededException", "TransactionInProgressException",
        "RequestLimitExceeded", "BandwidthLimitExceeded", "LimitExceededException", "RequestThrottled", "SlowDown",
        "PriorRequestNotComplete", "EC2ThrottledException",
    ]
    static let transientCodes: Set = [
        "RequestTimeout", "RequestTimeoutException", "IDPCommunicationError", "CRC32CheckFailed",
    ]
    static let transientStatuses: Set = [500, 502, 503, 504]
    // A signature may be refused for many reasons: only a difference of clocks makes another attempt worth while.
    static let clockSkewCodes: Set = [
        "RequestTimeTooSkewed", "RequestExpired", "RequestInTheFuture", "InvalidSignatureException",
        "SignatureDoesNotMatch", "AuthFailure",
    ]
    static let expiredTokenCodes: Set = ["ExpiredToken", "ExpiredTokenException"]
}
