public import AWSCore

/// Carries calls to AWS, or to whatever speaks its protocols: encodes, sends and decodes.
public struct LiveInvoker<Service: ServiceModel>: OperationInvoker {
    private let configuration: LiveConfiguration
    private let wire: any WireProtocol
    private let errors: ErrorDecoder<Service>
    private let endpoint: Result<EndpointResolver, ConfigurationError>
    private let sender: CallSender<Service>
    private let userAgent: String

    /// - Parameter transport: may be shared by the clients of all services.
    public init(_: Service.Type = Service.self, _ configuration: LiveConfiguration, transport: any HTTPTransport) {
        let metadata = Service.metadata
        self.configuration = configuration
        wire = Self.preferred(metadata.protocols).implementation
        errors = ErrorDecoder(wire)
        let endpoint = Result { () throws(ConfigurationError) in try EndpointResolver(metadata, configuration) }
        self.endpoint = endpoint
        let region = (try? endpoint.get().signingRegion) ?? configuration.region
        sender = CallSender(
            configuration, transport: transport,
            authorization: RequestAuthorization(metadata, region: region, bedrockAPIKey: configuration.bedrockAPIKey))
        userAgent = UserAgent.text(metadata, configuration)
    }

    /// JSON where the service speaks it, as botocore chooses: not all that stands in for AWS reads CBOR.
    private static func preferred(_ protocols: [WireProtocolName]) -> WireProtocolName {
        protocols.first { $0 == .awsJSON1_0 || $0 == .awsJSON1_1 } ?? protocols[0]
    }

    public func invoke<Input, Output>(
        _ operation: Operation<Service, Input, Output>, _ input: Input
    ) async throws(ServiceError<Service>) -> Output {
        let outgoing = try outgoing(operation, input)
        let streams = Output.self is any StreamingStructure.Type || Output.self is any EventStreamStructure.Type
        let wish: ResponseBodyWish = streams ? .streamed : .collected(bytesMax: configuration.responseBytesMax)
        let received = try await sender.send(outgoing, operation: operation.schema.name, body: wish) { response in
            try await judge(response, operation.schema, streams: streams)
        }
        do throws(WireError) {
            return try received.output(of: operation, wire, checking: configuration.checksums.responses == .supported)
        } catch {
            throw ServiceError(.responseParserError, "the response cannot be read: \(error)", status: 0)
        }
    }

    private func outgoing<Input, Output>(
        _ operation: Operation<Service, Input, Output>, _ input: Input
    ) throws(ServiceError<Service>) -> OutgoingRequest {
        let schema = operation.schema
        let endpoint: EndpointResolver
        do throws(ConfigurationError) {
            endpoint = try self.endpoint.get()
        } catch {
            throw ServiceError(.configurationError, error.message, status: 0)
        }
        var document = schema.fillingIdempotencyTokens(in: input.document, configuration.surroundings.uuid)
        document = configuration.checksums.asking(schema, document)
        do throws(WireError) {
            var request = try wire.request(for: schema, of: Service.metadata, input: document)
            if let stream = (input as? any StreamingStructure)?.payloadStream { request.body = stream }
            if let events = input as? any EventStreamStructure { request.body = body(of: events) }
            request.headers["User-Agent"] = userAgent
            let origin = try endpoint.place(
                &request, of: schema, prefix: try schema.resolvedHostPrefix(for: document))
            return try OutgoingRequest(
                request, to: origin, schema, of: Service.metadata, input: document, checksums: configuration.checksums)
        } catch {
            throw ServiceError(.paramValidationError, "the request cannot be written: \(error)", status: 0)
        }
    }

    private func body<Input: EventStreamStructure>(of input: Input) -> ByteStream {
        wire.name.eventCodec.body(of: input.eventStream, of: Service.self)
    }

    private func judge(
        _ response: HTTPResponse, _ operation: OperationSchema, streams: Bool
    ) async throws -> Result<IncomingResponse, FailedAttempt<Service>> {
        if streams, (200..<300).contains(response.status) {
            return .success(IncomingResponse(response: response, body: []))
        }
        let body = try await response.body.collect(bytesMax: configuration.responseBytesMax)
        let received = IncomingResponse(response: response, body: body)
        guard wire.isFailure(response, body: body, for: operation) else {
            guard received.hasBrokenChecksum(operation) else { return .success(received) }
            let failure = Failure(code: "CRC32CheckFailed", status: response.status, traits: nil)
            let error = ServiceError<Service>(ErrorCode(failure.code), "the response's checksum is wrong", status: 0)
            return .failure(FailedAttempt(failure: failure, error: error))
        }
        let failure = wire.failure(of: response, body: body, of: Service.metadata)
        return .failure(
            FailedAttempt(
                failure: Failure(code: failure.code, status: failure.status, traits: errors.traits(of: failure.code)),
                error: errors.error(failure, in: received),
                retryAfter: response.headers["x-amz-retry-after"].flatMap { Double($0) }.map { $0 / 1000 }))
    }
}
