import AWSCloudWatchLogs
import AWSCore
import AWSLambda
import AWSSQS
import World

/// Why an event did not reach its target, as the attributes of a dead letter say it.
///
/// Source: EventBridge User Guide, "Using dead-letter queues to process undelivered events".
struct DeliveryFailure: Error, Hashable, Sendable {
    /// `NO_RESOURCE`, `THROTTLING` and their like.
    let code: String
    let message: String
    let isRetryable: Bool
    /// `MaximumRetryAttempts` or `MaximumEventAgeInSeconds`, where retrying came to an end.
    var exhausted: String?

    init(_ code: String, _ message: String, isRetryable: Bool = false) {
        self.code = code
        self.message = message
        self.isRetryable = isRetryable
    }

    /// - Parameter error: what a target's service threw.
    init<Service>(_ error: ServiceError<Service>) {
        let name = error.code.rawValue
        let message = error.message ?? name
        if error.isThrottling || ["TooManyRequests", "Throttl"].contains(where: name.contains) {
            self.init("THROTTLING", message, isRetryable: true)
        } else if error.status >= 500, error.status != 501 {
            self.init("INTERNAL_ERROR", message, isRetryable: true)
        } else if name.contains("AccessDenied") {
            self.init("NO_PERMISSIONS", message)
        } else if ["NotFound", "NonExistent", "DoesNotExist"].contains(where: name.contains) {
            self.init("NO_RESOURCE", message)
        } else if name.contains("Invalid") || name.contains("Validation") || name.contains("Missing") {
            self.init("INVALID_PARAMETER", message)
        } else {
            self.init("SDK_CLIENT_ERROR", message)
        }
    }

    var document: Document {
        [
            "code": .string(code), "message": .string(message), "retryable": .bool(isRetryable),
            "exhausted": exhausted.map { .string($0) } ?? .null,
        ]
    }

    init(_ document: Document) {
        self.init(
            document["code"]?.string ?? "UNKNOWN", document["message"]?.string ?? "",
            isRetryable: document["retryable"]?.bool ?? false)
        exhausted = document["exhausted"]?.string
    }
}
