/// How each service words what any of them may answer: no permission, too many requests, a fault of its own.
struct ServiceFailures: Sendable {
    struct Failure: Hashable, Sendable {
        let code: String
        let message: String
        let status: Int
    }

    var accessDenied = "AccessDeniedException"
    var accessDeniedStatus = 400
    var throttling = Failure(code: "ThrottlingException", message: "Rate exceeded", status: 400)
    var internalError = Failure(
        code: "InternalFailure",
        message: "The request processing has failed because of an unknown error, exception or failure.", status: 500)
    var unavailable = Failure(
        code: "ServiceUnavailable", message: "The request has failed due to a temporary failure of the server.",
        status: 503)

    /// - Parameter service: IAM's prefix for it.
    static func of(_ service: String) -> ServiceFailures {
        table[service] ?? ServiceFailures()
    }

    // Sources: the "Errors" and "Common Errors" of each service's API reference; S3 User Guide, "List of error codes".
    private static let table: [String: ServiceFailures] = [
        "dynamodb": ServiceFailures(
            throttling: Failure(
                code: "ProvisionedThroughputExceededException",
                message: "The level of configured provisioned throughput for the table was exceeded. "
                    + "Consider increasing your provisioning level with the UpdateTable API.", status: 400),
            internalError: Failure(code: "InternalServerError", message: "Internal server error", status: 500)),
        "s3": ServiceFailures(
            accessDenied: "AccessDenied", accessDeniedStatus: 403,
            throttling: Failure(code: "SlowDown", message: "Please reduce your request rate.", status: 503),
            internalError: Failure(
                code: "InternalError", message: "We encountered an internal error. Please try again.", status: 500),
            unavailable: Failure(code: "ServiceUnavailable", message: "Reduce your request rate.", status: 503)),
        "lambda": ServiceFailures(
            accessDeniedStatus: 403,
            throttling: Failure(code: "TooManyRequestsException", message: "Rate Exceeded.", status: 429),
            internalError: Failure(
                code: "ServiceException", message: "The Lambda service encountered an internal error.", status: 500)),
        "bedrock": ServiceFailures(
            accessDeniedStatus: 403,
            throttling: Failure(
                code: "ThrottlingException", message: "Too many requests, please wait before trying again.",
                status: 429),
            internalError: Failure(
                code: "InternalServerException",
                message: "The system encountered an unexpected error during processing. Try your request again.",
                status: 500),
            unavailable: Failure(
                code: "ServiceUnavailableException", message: "Bedrock is unable to process your request.",
                status: 503)),
        "events": ServiceFailures(
            internalError: Failure(
                code: "InternalException", message: "This exception occurs due to unexpected causes.", status: 500)),
        "scheduler": ServiceFailures(
            accessDeniedStatus: 403,
            throttling: Failure(code: "ThrottlingException", message: "Rate exceeded", status: 429),
            internalError: Failure(
                code: "InternalServerException", message: "Unexpected error encountered while processing the request.",
                status: 500)),
        "sqs": ServiceFailures(
            accessDenied: "AccessDenied", accessDeniedStatus: 403,
            throttling: Failure(code: "RequestThrottled", message: "Request is throttled.", status: 403)),
        "cloudwatch": ServiceFailures(
            accessDenied: "AccessDenied", accessDeniedStatus: 403,
            throttling: Failure(code: "Throttling", message: "Rate exceeded", status: 400),
            internalError: Failure(
                code: "InternalServiceFault",
                message: "Request processing has failed due to some unknown error, exception, or failure.",
                status: 500)),
        "xray": ServiceFailures(
            accessDeniedStatus: 403,
            throttling: Failure(code: "ThrottledException", message: "Rate exceeded", status: 429)),
        "secretsmanager": ServiceFailures(
            internalError: Failure(
                code: "InternalServiceError", message: "An error occurred on the server side.", status: 500)),
        "sts": ServiceFailures(
            accessDenied: "AccessDenied", accessDeniedStatus: 403,
            throttling: Failure(code: "Throttling", message: "Rate exceeded", status: 400)),
        "es": ServiceFailures(
            accessDeniedStatus: 403,
            throttling: Failure(code: "ThrottlingException", message: "Rate exceeded", status: 429)),
        "aoss": ServiceFailures(
            internalError: Failure(code: "InternalServerException", message: "Internal server error", status: 500)),
        "execute-api": ServiceFailures(
            accessDenied: "ForbiddenException", accessDeniedStatus: 403,
            throttling: Failure(code: "LimitExceededException", message: "Too Many Requests", status: 429)),
    ]
}
