import AWSCore

// Services without a model: the server reads who calls and the body, and leaves the rest to them.
extension WireResponder {
    func answer(
        _ request: HTTPRequest, _ service: UnmodelledService, _ credential: SigningCredential?
    ) async -> HTTPResponse {
        var caller = await callers.caller(of: request, credential, service, requestID: requestID(nil))
        do throws(Refusal) {
            let body = try await body(of: request, service, &caller)
            return request.compressed(await service.answer(request, body, caller))
        } catch {
            var failure = error.failure
            failure.requestID = caller.requestID
            return service.refuse(failure)
        }
    }

    private func body(
        of request: HTTPRequest, _ service: UnmodelledService, _ caller: inout WireCaller
    ) async throws(Refusal) -> [UInt8] {
        let tooLong = Refusal(
            WireFailure(
                status: 413, code: "RequestEntityTooLargeException",
                message: "The request body is longer than \(service.bodyBytesMax) bytes."))
        guard let sent = try? await request.body.collect(bytesMax: service.bodyBytesMax) else { throw tooLong }
        try await authenticate(request, sent, &caller)
        do throws(Gzip.Failure) {
            return try request.decompressed(sent, bytesMax: service.bodyBytesMax)
        } catch {
            if error == .tooLarge { throw tooLong }
            throw Refusal(
                WireFailure(status: 400, code: "SerializationException", message: "The body is not in gzip format."))
        }
    }

    /// A key and its secret can also be sent as a name and a password.
    private func authenticate(
        _ request: HTTPRequest, _ body: [UInt8], _ caller: inout WireCaller
    ) async throws(Refusal) {
        do throws(SigV4Failure) {
            guard let check else { return try PresignedTime.check(request, at: clock()) }
            if let basic = BasicCredentials(request) {
                let holder = await callers.keys?.holder(of: basic.name)
                guard let holder, ConstantTime.isEqual(holder.credentials.secretAccessKey, basic.password) else {
                    throw SigV4Failure(.unknownAccessKey(basic.name))
                }
                caller.holder = holder
                caller.account = holder.account
            } else {
                _ = try check.verify(
                    request, body: body, signedBy: caller.holder, for: caller.signingName ?? "")
            }
        } catch {
            throw Refusal(error.wireFailure(in: .restJSON, requestID: caller.requestID))
        }
        caller.signature = .verified
    }
}
