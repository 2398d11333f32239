import AWSCore

/// All that the rules of a plan do to one call.
struct FaultEffect: Hashable, Sendable {
    enum Outcome: Hashable, Sendable {
        case performed
        /// The call fails, after it was performed if `isPerformed`.
        case fails(FaultKind, isPerformed: Bool)
        case eventDropped
    }

    var delay: Duration = .zero
    var outcome = Outcome.performed
    var eventsMax: Int?

    static let none = FaultEffect()

    /// No later rule can change what happens.
    var isFinal: Bool { outcome != .performed }

    mutating func add(_ kind: FaultKind, drawingFrom stream: SeededStream) {
        switch kind {
        case .throttle, .internalError, .unavailable, .error: outcome = .fails(kind, isPerformed: false)
        case .timeout(let after, let isPerformed):
            delay += after
            outcome = .fails(kind, isPerformed: isPerformed)
        case .latency(let range): delay += stream.nextDuration(in: range)
        case .cutStream(let events): eventsMax = min(events, eventsMax ?? events)
        case .drop: outcome = .eventDropped
        }
    }
}

extension ServiceError {
    /// The error that a fault makes of a call to this service.
    init(_ fault: FaultKind, _ failures: ServiceFailures) {
        switch fault {
        case .throttle: self.init(failures.throttling, isRetryable: true, isThrottling: true)
        case .internalError: self.init(failures.internalError, isRetryable: true)
        case .unavailable: self.init(failures.unavailable, isRetryable: true)
        case .error(let code, let message, let status): self.init(ErrorCode(code), message, status: status)
        case .timeout(let after, _):
            self.init(ErrorCode("RequestTimeout"), "no answer within \(after)", status: 408, isRetryable: true)
        case .latency, .cutStream, .drop: preconditionFailure("\(fault) fails no call")
        }
    }

    private init(_ failure: ServiceFailures.Failure, isRetryable: Bool, isThrottling: Bool? = nil) {
        self.init(
            ErrorCode(failure.code), failure.message, status: failure.status, isRetryable: isRetryable,
            isThrottling: isThrottling)
    }
}
