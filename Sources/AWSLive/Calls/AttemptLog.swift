import AWSCore

/// Gathers what is logged of one attempt; costs nothing where nobody reads it.
struct AttemptLog {
    private let write: (@Sendable (LiveAttempt) -> Void)?
    private var attempt: LiveAttempt?
    private let startedAt: Duration

    init(_ configuration: LiveConfiguration, _ service: ServiceMetadata, _ operation: String, number: Int) {
        write = configuration.log
        startedAt = write == nil ? .zero : SystemTime.uptime
        guard write != nil else { return }
        attempt = LiveAttempt(
            service: service.serviceID, operation: operation, number: number, method: "", url: "",
            requestHeaders: HTTPHeaders(), status: 0, responseHeaders: HTTPHeaders(), duration: .zero)
    }

    mutating func sent(_ request: HTTPRequest, to origin: Origin) {
        guard attempt != nil else { return }
        let query = request.query.isEmpty ? "" : "?" + QueryString.text(of: Secrets.removed(from: request.query))
        attempt?.method = request.method
        attempt?.url = origin.url + request.path + query
        attempt?.requestHeaders = Secrets.removed(from: request.headers)
    }

    mutating func received(_ response: HTTPResponse) {
        guard attempt != nil else { return }
        attempt?.status = response.status
        attempt?.responseHeaders = Secrets.removed(from: response.headers)
    }

    func end(_ error: String?) {
        guard let write, var attempt else { return }
        attempt.error = error
        attempt.duration = SystemTime.uptime - startedAt
        write(attempt)
    }
}
