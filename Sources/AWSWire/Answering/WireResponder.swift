import AWSCore

/// Turns requests into answers: everything that the wire server does between reading and writing bytes.
final class WireResponder: Sendable {
    private let table: ServiceTable
    private let defaults: WireDefaults
    let limits: HTTPLimits
    let clock: @Sendable () -> Timestamp
    let requestID: @Sendable (ServiceMetadata?) -> String

    init(
        _ services: [WireService], defaults: WireDefaults, limits: HTTPLimits,
        clock: @escaping @Sendable () -> Timestamp,
        requestID: @escaping @Sendable (ServiceMetadata?) -> String
    ) {
        table = ServiceTable(services)
        self.defaults = defaults
        self.limits = limits
        self.clock = clock
        self.requestID = requestID
    }

    func answer(_ received: HTTPRequest) async -> HTTPResponse {
        let request = received.withBucketInPath
        let credential = ClaimedCredential.read(request)
        switch table.route(request, credential: credential) {
        case .found(let route): return await answer(request, route, credential)
        case .form(let services): return await answerForm(request, services, credential)
        case .unknownOperation(let service, let wire) where wire.name == .restXML && FormUpload.isOne(request):
            return await answer(form: received, service.metadata)
        case .unknownOperation(let service, let wire): return unknownOperation(service, wire)
        case .unknownService(let name): return unknownService(name, request)
        }
    }

    /// The operation's name is in the body, so that is read first.
    private func answerForm(
        _ request: HTTPRequest, _ services: [ServedService], _ credential: SigningCredential?
    ) async -> HTTPResponse {
        var request = request
        do {
            let body = try await request.body.collect(bytesMax: limits.bodyBytesMax)
            request.body = .bytes(body)
            switch table.route(form: body, of: request, among: services) {
            case .found(let route): return await answer(request, route, credential)
            case .unknownOperation(let service, let wire): return unknownOperation(service, wire)
            case .form, .unknownService: return unknownService(nil, request)
            }
        } catch {
            let wire = WireProtocolName.query.implementation
            let refusal = refusals(wire, nil).bodyTooLarge(limits.bodyBytesMax)
            return wire.response(to: nil, of: .none, failure: refusal)
        }
    }

    private func answer(
        _ request: HTTPRequest, _ route: Route, _ credential: SigningCredential?
    ) async -> HTTPResponse {
        let caller = caller(of: request, credential, route.service.metadata)
        let refusals = Refusals(wire: route.wire.name, requestID: caller.requestID)
        if let refusal = authenticationRefusal(request, route, credential, refusals) {
            return failure(refusal, route)
        }
        do throws(Refusal) {
            let payload = request.unframedBody
            let body = try await body(of: request, route, refusals)
            let input = try input(of: request, body: body, route, refusals)
            let answer = await route.operation.answer(caller, input, payload)
            return try response(answer, input: input, route, refusals)
        } catch {
            return failure(error.failure, route)
        }
    }

    /// Empty where the body is the operation's to read.
    private func body(
        of request: HTTPRequest, _ route: Route, _ refusals: Refusals
    ) async throws(Refusal) -> [UInt8] {
        if route.operation.streamsInput { return [] }
        do {
            return try await request.body.collect(bytesMax: limits.bodyBytesMax)
        } catch {
            throw Refusal(refusals.bodyTooLarge(limits.bodyBytesMax))
        }
    }

    private func input(
        of request: HTTPRequest, body: [UInt8], _ route: Route, _ refusals: Refusals
    ) throws(Refusal) -> Document {
        do throws(WireError) {
            return try route.wire.input(of: request, body: body, for: route.operation.schema)
        } catch {
            throw Refusal(refusals.malformed(error))
        }
    }

    private func response(
        _ answer: ServedOperation.Answer, input: Document, _ route: Route, _ refusals: Refusals
    ) throws(Refusal) -> HTTPResponse {
        switch answer {
        case .failure(let failure): throw Refusal(failure)
        case .refusal(let error): throw Refusal(refusals.misfit(error, input, of: route.operation.schema))
        case .output(let document, let body):
            do throws(WireError) {
                var response = try route.wire.response(
                    to: route.operation.schema, of: route.service.metadata, output: document,
                    requestID: refusals.requestID)
                switch body {
                case .none: break
                case .payload(let payload): response.body = payload
                case .events(let write):
                    response.headers["Content-Type"] = "application/vnd.amazon.eventstream"
                    response.body = try events(write, beside: document, route)
                }
                return response
            } catch {
                throw Refusal(refusals.internalFailure(error))
            }
        }
    }

    private func events(
        _ write: (EventStreamCodec) -> ByteStream, beside output: Document, _ route: Route
    ) throws(WireError) -> ByteStream {
        let codec = route.wire.name.eventCodec
        guard route.wire.name.hasInitialEvent else { return write(codec) }
        let first = try codec.message(initial: output, of: route.operation.schema.output)
        do throws(EventStreamError) {
            return .stream(PrecededStream(first: try first.encoded(), rest: write(codec)), length: nil)
        } catch {
            throw .tooLarge("the initial response does not fit an event")
        }
    }

    private func failure(_ failure: WireFailure, _ route: Route) -> HTTPResponse {
        route.wire.response(to: route.operation.schema, of: route.service.metadata, failure: failure)
    }

    private func unknownOperation(_ service: ServedService, _ wire: any WireProtocol) -> HTTPResponse {
        let refusal = refusals(wire, service.metadata).unknownOperation()
        return wire.response(to: nil, of: service.metadata, failure: refusal)
    }

    private func unknownService(_ name: String?, _ request: HTTPRequest) -> HTTPResponse {
        let wire = Self.likelyProtocol(of: request).implementation
        let refusal = refusals(wire, nil).notServed(name, served: table.names)
        return wire.response(to: nil, of: .none, failure: refusal)
    }

    private func refusals(_ wire: any WireProtocol, _ service: ServiceMetadata?) -> Refusals {
        Refusals(wire: wire.name, requestID: requestID(service))
    }

    /// S3 alone takes anonymous requests, and decides by itself.
    private func authenticationRefusal(
        _ request: HTTPRequest, _ route: Route, _ credential: SigningCredential?, _ refusals: Refusals
    ) -> WireFailure? {
        if credential != nil || route.operation.schema.isAnonymous { return nil }
        if ClaimedCredential.isSigned(request) { return refusals.incompleteSignature() }
        return route.wire.name == .restXML ? nil : refusals.missingAuthentication()
    }

    /// A test's access key of 12 digits is the account it means; other keys belong to the default account.
    private func caller(
        of request: HTTPRequest, _ credential: SigningCredential?, _ service: ServiceMetadata
    ) -> WireCaller {
        let id = requestID(service)
        guard let credential else {
            return WireCaller(account: defaults.account, region: defaults.region, requestID: id)
        }
        let key = credential.accessKeyID
        let isAccount = key.utf8.count == 12 && key.utf8.allSatisfy { (0x30...0x39).contains($0) }
        return WireCaller(
            accessKeyID: key, account: isAccount ? key : defaults.account, region: credential.scope.region,
            requestID: id, signature: .unchecked)
    }

    /// In which protocol to tell a client that there is no service for it.
    private static func likelyProtocol(of request: HTTPRequest) -> WireProtocolName {
        let type = request.headers["Content-Type"] ?? ""
        if request.headers["smithy-protocol"] != nil { return .rpcV2CBOR }
        if type.hasPrefix("application/x-amz-json-1.1") { return .awsJSON1_1 }
        if request.headers["X-Amz-Target"] != nil || type.hasPrefix("application/x-amz-json") { return .awsJSON1_0 }
        if type.hasPrefix("application/x-www-form-urlencoded") { return .query }
        return type.hasPrefix("application/json") ? .restJSON : .restXML
    }
}

extension ServiceMetadata {
    /// For answers of no service in particular.
    static let none = ServiceMetadata(
        serviceID: "", iamPrefix: "", endpointPrefix: "", signingName: "", apiVersion: "", protocols: [])
}
