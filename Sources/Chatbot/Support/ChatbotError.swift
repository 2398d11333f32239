import AWSCore
import Functions

/// What goes wrong with a request, in words for whoever sent it.
struct ChatbotError: Error, Hashable {
    /// What programs match on: the `error` of the body, the `errorType` of a failed invocation.
    var code: Code
    var message: String

    enum Code: String {
        case validation = "ValidationError"
        case forbidden = "Forbidden"
        case notFound = "NotFound"
        case methodNotAllowed = "MethodNotAllowed"
        case throttled = "TooManyRequests"
        case internalError = "InternalError"
        case model = "ModelError"
        case unavailable = "ServiceUnavailable"
        case timeout = "Timeout"

        var status: Int {
            switch self {
            case .validation: 400
            case .forbidden: 403
            case .notFound: 404
            case .methodNotAllowed: 405
            case .throttled: 429
            case .internalError: 500
            case .model: 502
            case .unavailable: 503
            case .timeout: 504
            }
        }
    }

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// - Parameter error: whatever was thrown. What a service said stays in the log: it may name resources.
    init(_ error: any Error) {
        switch error {
        case let error as ChatbotError: self = error
        case let failure as FunctionFailure: self.init(.internalError, failure.errorMessage)
        case let failure as any ServiceFailure where failure.refusesForNow && failure.isThrottled:
            self.init(.throttled, "Too many requests at this moment; please try again shortly.")
        case let failure as any ServiceFailure where failure.refusesForNow:
            self.init(.unavailable, "A service that the answer needs is unavailable; please try again shortly.")
        case is CancellationError: self.init(.timeout, "The request took too long.")
        default: self.init(.internalError, "Something went wrong on our side.")
        }
    }

    var status: Int { code.status }
    var body: Document { ["error": .string(code.rawValue), "message": .string(message)] }
    var failure: FunctionFailure { FunctionFailure(code.rawValue, message) }
}

/// What the errors of all services have in common.
protocol ServiceFailure: Error {
    var isThrottled: Bool { get }
    /// The same call may succeed later.
    var refusesForNow: Bool { get }
    var codeText: String { get }
}

extension ServiceError: ServiceFailure {
    var codeText: String { code.rawValue }

    var isThrottled: Bool {
        isThrottling || status == 429 || code.rawValue.hasPrefix("Throttling")
            || code.rawValue.hasSuffix("ThroughputExceededException") || code.rawValue == "SlowDown"
    }

    var refusesForNow: Bool { isThrottled || isRetryable || status >= 500 }
}
