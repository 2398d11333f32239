public import AWSCore
public import Logging

/// Serves AWS services over HTTP on one port, each in its own wire protocols.
public struct WireServer: Sendable {
    private let server: HTTPServer

    /// - Parameters:
    ///   - host: to listen on; loopback unless told otherwise.
    ///   - port: 0 takes any that is free.
    ///   - clock: for the `Date` of answers.
    ///   - requestID: a new id for a request to this service; nil when the service is not known.
    public init(
        services: [WireService], host: String = "127.0.0.1", port: Int = 4566, defaults: WireDefaults = WireDefaults(),
        limits: HTTPLimits = HTTPLimits(), clock: @escaping @Sendable () -> Timestamp, logger: Logger? = nil,
        requestID: @escaping @Sendable (ServiceMetadata?) -> String
    ) {
        let responder = WireResponder(services, defaults: defaults, limits: limits, clock: clock, requestID: requestID)
        let loopback = LoopbackGuard(listeningOn: host)
        server = HTTPServer(host: host, port: port, limits: limits, clock: clock, logger: logger) { request in
            guard loopback.allows(request) else {
                let words = "This server is for programs of this machine: not for web pages, nor under other names."
                return HTTPResponse(
                    status: 403, headers: ["Content-Type": "text/plain"], body: .bytes(Array(words.utf8)))
            }
            return await responder.answer(request)
        }
    }

    /// Serves while `body` runs; afterwards lets requests under way finish, for ``HTTPLimits/drainSecondsMax`` at most.
    /// - Parameter body: is called once connections are accepted, with the address that the server listens on.
    /// - Throws: ``HTTPServerError`` when the port cannot be had; whatever `body` throws.
    public func serving<Result: Sendable>(
        _ body: @Sendable (HTTPAddress) async throws -> Result
    ) async throws -> Result {
        try await server.serving(body)
    }
}
