public import AWSCore
public import Logging

/// Serves AWS services over HTTP on one port, each in its own wire protocols.
public struct WireServer: Sendable {
    private let server: HTTPServer

    /// - Parameters:
    ///   - unmodelled: services without a model. One that is served alone gets every request.
    ///   - keys: the access keys that the server knows; callers with others are taken for what they say.
    ///   - verifiesSignatures: takes requests only of those who hold a known key and have signed with its secret.
    ///   - host: to listen on; loopback unless told otherwise.
    ///   - port: 0 takes any that is free.
    ///   - clock: for the `Date` of answers.
    ///   - requestID: a new id for a request to this service; nil when the service is not known.
    public init(
        services: [WireService], unmodelled: [UnmodelledService] = [], keys: (any AccessKeys)? = nil,
        verifiesSignatures: Bool = false,
        host: String = "127.0.0.1", port: Int = 4566, defaults: WireDefaults = WireDefaults(),
        limits: HTTPLimits = HTTPLimits(), clock: @escaping @Sendable () -> Timestamp, logger: Logger? = nil,
        requestID: @escaping @Sendable (ServiceMetadata?) -> String
    ) {
        self.init(
            host: host, port: port, limits: limits, clock: clock, logger: logger,
            answer: Self.answer(
                services, unmodelled: unmodelled, keys: keys, verifiesSignatures: verifiesSignatures,
                defaults: defaults, limits: limits, clock: clock, requestID: requestID))
    }

    /// What answers requests to these services, for a server of which it is only a part.
    public static func answer(
        _ services: [WireService], unmodelled: [UnmodelledService] = [], keys: (any AccessKeys)? = nil,
        verifiesSignatures: Bool = false, defaults: WireDefaults = WireDefaults(), limits: HTTPLimits = HTTPLimits(),
        clock: @escaping @Sendable () -> Timestamp, requestID: @escaping @Sendable (ServiceMetadata?) -> String
    ) -> HTTPServer.Answer {
        let responder = WireResponder(
            services, unmodelled, callers: CallerReader(defaults: defaults, keys: keys),
            check: verifiesSignatures ? SignatureCheck(clock: clock) : nil, limits: limits, clock: clock,
            requestID: requestID)
        return { await responder.answer($0) }
    }

    /// - Parameters:
    ///   - tls: also serves clients that begin with a handshake.
    ///   - crossOrigin: the rules of buckets, by which web pages may come in; nil keeps all of them out.
    ///   - answer: gets the requests that may come in.
    public init(
        host: String = "127.0.0.1", port: Int = 4566, limits: HTTPLimits = HTTPLimits(), tls: TLSContext? = nil,
        clock: @escaping @Sendable () -> Timestamp, logger: Logger? = nil, crossOrigin: CrossOriginRules? = nil,
        answer: @escaping HTTPServer.Answer
    ) {
        let gate = PageGate(loopback: LoopbackGuard(listeningOn: host), rules: crossOrigin, answer: answer)
        server = HTTPServer(host: host, port: port, limits: limits, tls: tls, clock: clock, logger: logger) {
            await gate($0)
        }
    }

    public typealias CrossOriginRules = @Sendable (CrossOriginRequest) async -> CrossOriginVerdict

    /// Serves while `body` runs; afterwards lets requests under way finish, for ``HTTPLimits/drainSecondsMax`` at most.
    /// - Parameter body: is called once connections are accepted, with the address that the server listens on.
    /// - Throws: ``HTTPServerError`` when the port cannot be had; whatever `body` throws.
    public func serving<Result: Sendable>(
        _ body: @Sendable (HTTPAddress) async throws -> Result
    ) async throws -> Result {
        try await server.serving(body)
    }
}
