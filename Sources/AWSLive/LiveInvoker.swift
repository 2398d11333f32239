public import AWSCore

/// Carries calls to AWS, or to whatever speaks its protocols: encodes, signs, sends, retries and decodes.
public struct LiveInvoker<Service: ServiceModel>: OperationInvoker {
    private let configuration: LiveConfiguration
    private let transport: any HTTPTransport
    private let wire: any WireProtocol
    private let signer: SigV4Signer
    private let errors: ErrorDecoder<Service>
    private let quota = RetryQuota()
    private let skew = ClockSkew()

    /// - Parameter transport: may be shared by the clients of all services.
    public init(_: Service.Type = Service.self, _ configuration: LiveConfiguration, transport: any HTTPTransport) {
        let metadata = Service.metadata
        self.configuration = configuration
        self.transport = transport
        wire = metadata.protocols[0].implementation
        errors = ErrorDecoder(wire)
        signer = SigV4Signer(
            service: metadata.signingName, region: configuration.region, signsPathOnce: metadata.signsPathOnce)
    }

    public func invoke<Input, Output>(
        _ operation: Operation<Service, Input, Output>, _ input: Input
    ) async throws(ServiceError<Service>) -> Output {
        let outgoing = try outgoing(operation, input)
        let streams = Output.self is any StreamingStructure.Type || Output.self is any EventStreamStructure.Type
        let invocationID = configuration.surroundings.uuid()
        var taken: Int?
        var number = 1
        while true {
            let attempt = await attempt(
                outgoing, operation.schema, streams: streams, number: number, invocationID: invocationID)
            switch attempt {
            case .success(let received):
                quota.give(taken ?? 1)
                do throws(WireError) {
                    return try received.output(of: operation, wire)
                } catch {
                    throw ServiceError(.responseParserError, "the response cannot be read: \(error)", status: 0)
                }
            case .failure(let failed):
                guard number < configuration.retries.attemptsMax, outgoing.isReplayable, failed.failure.isRetryable,
                    let cost = quota.take(afterTimeout: failed.failure.isTimeout)
                else { throw failed.error }
                taken = cost
                try await wait(afterAttempt: number, failed)
                number += 1
            }
        }
    }

    private func outgoing<Input, Output>(
        _ operation: Operation<Service, Input, Output>, _ input: Input
    ) throws(ServiceError<Service>) -> OutgoingRequest {
        let document = operation.schema.fillingIdempotencyTokens(in: input.document, configuration.surroundings.uuid)
        let stream = (input as? any StreamingStructure)?.payloadStream
        do throws(WireError) {
            return try OutgoingRequest(
                operation.schema, of: Service.metadata, input: document, stream: stream, wire: wire,
                configuration: configuration)
        } catch {
            throw ServiceError(.paramValidationError, "the request cannot be written: \(error)", status: 0)
        }
    }

    private struct Failed: Error {
        let failure: Failure
        let error: ServiceError<Service>
        /// Seconds that the service asks to wait.
        var retryAfter: Double?
    }

    private func attempt(
        _ outgoing: OutgoingRequest, _ operation: OperationSchema, streams: Bool, number: Int, invocationID: String
    ) async -> Result<IncomingResponse, Failed> {
        do {
            let request = try await signed(outgoing, number: number, invocationID: invocationID)
            let wish: ResponseBodyWish = streams ? .streamed : .collected(bytesMax: configuration.responseBytesMax)
            let response = try await transport.send(
                request, to: outgoing.origin, body: wish, timeouts: configuration.timeouts)
            return try await judge(response, operation, streams: streams)
        } catch let error as TransportError {
            return .failure(Failed(failure: Failure(error), error: ServiceError(error)))
        } catch let error as CredentialsError {
            let error = ServiceError<Service>(.noCredentialsError, error.message, status: 0)
            return .failure(Failed(failure: Failure(code: error.code.rawValue, status: 0, traits: nil), error: error))
        } catch {
            let error = TransportError(.other, "\(error)")
            return .failure(Failed(failure: Failure(error), error: ServiceError(error)))
        }
    }

    private func signed(_ outgoing: OutgoingRequest, number: Int, invocationID: String) async throws -> HTTPRequest {
        var request = outgoing.request
        request.headers["amz-sdk-invocation-id"] = invocationID
        request.headers["amz-sdk-request"] = "attempt=\(number); max=\(configuration.retries.attemptsMax)"
        if outgoing.isAnonymous { return request }
        let now = skew.corrected(configuration.surroundings.now())
        let credentials = try await configuration.credentials.credentials(at: now)
        return signer.sign(request, payload: outgoing.payload, with: credentials, at: now).request
    }

    private func judge(
        _ response: HTTPResponse, _ operation: OperationSchema, streams: Bool
    ) async throws -> Result<IncomingResponse, Failed> {
        if streams, (200..<300).contains(response.status) {
            return .success(IncomingResponse(response: response, body: []))
        }
        let body = try await response.body.collect(bytesMax: configuration.responseBytesMax)
        let received = IncomingResponse(response: response, body: body)
        if received.hasBrokenChecksum {
            let failure = Failure(code: "CRC32CheckFailed", status: response.status, traits: nil)
            let error = ServiceError<Service>(ErrorCode(failure.code), "the response's CRC-32 is wrong", status: 0)
            return .failure(Failed(failure: failure, error: error))
        }
        guard wire.isFailure(response, body: body, for: operation) else { return .success(received) }
        let failure = wire.failure(of: response, body: body, of: Service.metadata)
        return .failure(
            Failed(
                failure: Failure(code: failure.code, status: failure.status, traits: errors.traits(of: failure.code)),
                error: errors.error(failure, in: received),
                retryAfter: response.headers["x-amz-retry-after"].flatMap { Double($0) }.map { $0 / 1000 }))
    }

    /// - Throws: the attempt's own error when waiting makes no sense: our clock is right, or the task was cancelled.
    private func wait(afterAttempt number: Int, _ failed: Failed) async throws(ServiceError<Service>) {
        if failed.failure.kind == .clockSkew {
            let date = failed.error.received?.headers["Date"]
            guard skew.learn(date: date, now: configuration.surroundings.now()) else { throw failed.error }
            return
        }
        let backoff = configuration.retries.backoff(
            afterAttempt: number, fraction: configuration.surroundings.fraction())
        let asked = Duration.milliseconds(Int(min(failed.retryAfter ?? 0, 20) * 1000))
        do {
            try await configuration.surroundings.sleep(max(backoff, asked))
        } catch {
            throw failed.error
        }
    }
}
