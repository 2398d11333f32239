import AWSCore

/// Reads a request as far as its operation needs it read: the body, and whether it was signed by whom it says.
struct RequestIntake {
    /// The bucket stands in its path.
    let request: HTTPRequest
    /// As the request line has it, which is what was signed.
    let pathAsSent: String
    let route: Route
    let refusals: Refusals
    let bodyBytesMax: Int
    /// nil when signatures are not checked.
    let check: SignatureCheck?
    let now: Timestamp

    struct Content {
        /// Empty where it is the operation's to read.
        var body: [UInt8]
        var payload: ByteStream
    }

    /// - Parameter caller: is found to be what it claims.
    func read(_ caller: inout WireCaller) async throws(Refusal) -> Content {
        let isStreamed = route.operation.streamsInput
        let isFramed = request.claimedPayload?.isChunked ?? false
        let sent = isStreamed || isFramed ? nil : try await collect(request.body)
        let signature = try verify(sent, &caller)
        if let sent { return Content(body: try decompressed(sent), payload: .bytes(sent)) }
        let payload = request.unframedBody(signature)
        return Content(body: isStreamed ? [] : try decompressed(try await collect(payload)), payload: payload)
    }

    private func verify(_ body: [UInt8]?, _ caller: inout WireCaller) throws(Refusal) -> VerifiedSignature? {
        if route.operation.schema.isAnonymous { return nil }
        guard let check else {
            try checkTime()
            return nil
        }
        let service = route.service.metadata
        if route.wire.name == .restXML, !ClaimedCredential.isSigned(request) {
            caller.signature = .anonymous
            return nil
        }
        if ClaimedCredential.isVersion2(request) { throw Refusal(refusals.signatureVersionTooOld()) }
        var signed = request
        signed.path = pathAsSent
        do throws(SigV4Failure) {
            let signature = try check.verify(
                signed, body: body, signedBy: caller.holder, for: service.signingName,
                signsPathOnce: service.signsPathOnce)
            caller.signature = .verified
            return signature
        } catch {
            throw Refusal(error.wireFailure(in: route.wire.name, requestID: refusals.requestID))
        }
    }

    private func checkTime() throws(Refusal) {
        do throws(SigV4Failure) {
            try PresignedTime.check(request, at: now)
        } catch {
            throw Refusal(error.wireFailure(in: route.wire.name, requestID: refusals.requestID))
        }
    }

    private func collect(_ body: ByteStream) async throws(Refusal) -> [UInt8] {
        do {
            return try await body.collect(bytesMax: bodyBytesMax)
        } catch let error as AWSChunkedError {
            throw Refusal(refusals.completed(error.wireFailure))
        } catch let error as SigV4Failure {
            throw Refusal(error.wireFailure(in: route.wire.name, requestID: refusals.requestID))
        } catch {
            throw Refusal(refusals.bodyTooLarge(bodyBytesMax))
        }
    }

    /// S3 keeps what comes compressed as it comes.
    private func decompressed(_ body: [UInt8]) throws(Refusal) -> [UInt8] {
        if route.wire.name == .restXML { return body }
        do throws(Gzip.Failure) {
            return try request.decompressed(body, bytesMax: bodyBytesMax)
        } catch {
            let isBomb = error == .tooLarge
            throw Refusal(
                isBomb ? refusals.bodyTooLarge(bodyBytesMax) : refusals.malformed(.malformed("gzip", offset: 0)))
        }
    }
}
