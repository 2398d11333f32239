import AWSCore

/// Turns requests into answers: everything that the wire server does between reading and writing bytes.
final class WireResponder: Sendable {
    private let table: ServiceTable
    private let unmodelled: [UnmodelledService]
    let callers: CallerReader
    let check: SignatureCheck?
    let limits: HTTPLimits
    let clock: @Sendable () -> Timestamp
    let requestID: @Sendable (ServiceMetadata?) -> String

    init(
        _ services: [WireService], _ unmodelled: [UnmodelledService], callers: CallerReader, check: SignatureCheck?,
        limits: HTTPLimits, clock: @escaping @Sendable () -> Timestamp,
        requestID: @escaping @Sendable (ServiceMetadata?) -> String
    ) {
        table = ServiceTable(services)
        self.unmodelled = unmodelled
        self.callers = callers
        self.check = check
        self.limits = limits
        self.clock = clock
        self.requestID = requestID
    }

    /// - Parameter isTrusted: who sends it has been found out already.
    func answer(_ received: HTTPRequest, isTrusted: Bool = false) async -> HTTPResponse {
        let credential = ClaimedCredential.read(received)
        if let service = unmodelledService(for: received, credential) {
            return await answer(received, service, credential)
        }
        let request = received.withBucketInPath(credential).withTrailingChecksumNamed
        switch table.route(request, credential: credential) {
        case .found(let route):
            return await answer(request, sentAs: received.path, route, credential, isTrusted: isTrusted)
        case .form(let services): return await answerForm(request, services, credential)
        case .unknownOperation(let service, let wire) where wire.name == .restXML && FormUpload.isOne(request):
            return await answer(form: received, service.metadata)
        case .unknownOperation(let service, let wire): return unknownOperation(of: service, wire, request)
        case .unknownService(let name): return await unknownService(name, request)
        }
    }

    private func unmodelledService(
        for request: HTTPRequest, _ credential: SigningCredential?
    ) -> UnmodelledService? {
        let isAlone = table.names.isEmpty && unmodelled.count == 1
        return isAlone ? unmodelled[0] : unmodelled.first { $0.claims(request, credential) }
    }

    /// The operation's name is in the body, so that is read first.
    private func answerForm(
        _ request: HTTPRequest, _ services: [ServedService], _ credential: SigningCredential?
    ) async -> HTTPResponse {
        var request = request
        do {
            let sent = try await request.body.collect(bytesMax: limits.bodyBytesMax)
            request.body = .bytes(sent)
            let body = try request.decompressed(sent, bytesMax: limits.bodyBytesMax)
            switch table.route(form: body, of: request, among: services) {
            case .found(let route): return await answer(request, sentAs: request.path, route, credential)
            case .unknownOperation(let service, let wire): return unknownOperation(of: service, wire, request, body)
            case .form, .unknownService: return await unknownService(nil, request)
            }
        } catch {
            let wire = WireProtocolName.query.implementation
            let refusals = refusals(wire, nil)
            let isBroken = (error as? Gzip.Failure) == .malformed
            let refusal =
                isBroken
                ? refusals.malformed(.malformed("gzip", offset: 0)) : refusals.bodyTooLarge(limits.bodyBytesMax)
            return wire.response(to: nil, of: .none, failure: refusal)
        }
    }

    private func answer(
        _ request: HTTPRequest, sentAs path: String, _ route: Route, _ credential: SigningCredential?,
        isTrusted: Bool = false
    ) async -> HTTPResponse {
        var caller = await callers.caller(credential, requestID: requestID(route.service.metadata))
        caller.endpoint = request.endpoint
        if isTrusted { caller.signature = .verified }
        let refusals = Refusals(wire: route.wire.name, requestID: caller.requestID)
        if let refusal = authenticationRefusal(request, route, credential, refusals) {
            return failure(refusal, route)
        }
        let intake = RequestIntake(
            request: request, pathAsSent: path, route: route, refusals: refusals, bodyBytesMax: limits.bodyBytesMax,
            check: isTrusted ? nil : check, now: clock())
        do throws(Refusal) {
            let content = try await intake.read(&caller)
            let input = try input(of: request, body: content.body, route, refusals)
            let headers = AnswerHeaders()
            let answer = await AnswerHeaders.$current.withValue(headers) { [caller] in
                await route.operation.answer(caller, input, content.payload)
            }
            var response = try response(answer, input: input, route, refusals)
            if let status = headers.status { response.status = status }
            for header in headers.all { response.headers[header.name] = header.value }
            return response
        } catch {
            return failure(error.failure, route)
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

    private func unknownOperation(
        of service: ServedService, _ wire: any WireProtocol, _ request: HTTPRequest, _ body: [UInt8] = []
    ) -> HTTPResponse {
        let refusals = refusals(wire, service.metadata)
        let isKnownMethod = ["GET", "HEAD", "PUT", "POST", "DELETE"].contains(request.method)
        let refusal =
            wire.name == .restXML && !isKnownMethod
            ? refusals.methodNotAllowed()
            : refusals.notEmulated(service.metadata.iamPrefix, AskedOperation.name(in: request, body))
        return wire.response(to: nil, of: service.metadata, failure: refusal)
    }

    private func unknownService(_ name: String?, _ request: HTTPRequest) async -> HTTPResponse {
        let wire = AskedOperation.likelyProtocol(of: request, signedFor: name).implementation
        let refusals = refusals(wire, nil)
        guard let name else { return wire.response(to: nil, of: .none, failure: refusals.namesNoService()) }
        let body = wire.name == .query ? try? await request.body.collect(bytesMax: limits.bodyBytesMax) : nil
        let refusal = refusals.notEmulated(name, AskedOperation.name(in: request, body ?? []))
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
        if ClaimedCredential.isSigned(request) { return check == nil ? refusals.incompleteSignature() : nil }
        return route.wire.name == .restXML ? nil : refusals.missingAuthentication()
    }
}

extension ServiceMetadata {
    /// For answers of no service in particular.
    static let none = ServiceMetadata(
        serviceID: "", iamPrefix: "", endpointPrefix: "", signingName: "", apiVersion: "", protocols: [])
}
