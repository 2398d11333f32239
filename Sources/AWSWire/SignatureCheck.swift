import AWSCore

/// Checks who has signed a request, against the access keys that the server knows.
struct SignatureCheck: Sendable {
    let clock: @Sendable () -> Timestamp
    private let signingKeys = SigningKeyCache()

    /// - Parameters:
    ///   - request: as it was sent: its path as it stands in the request line.
    ///   - body: nil while it is still to come.
    ///   - signingName: of the service that the request is for.
    /// - Throws: ``SigV4Failure`` with what AWS says.
    func verify(
        _ request: HTTPRequest, body: [UInt8]?, signedBy holder: AccessKeyHolder?, for signingName: String,
        signsPathOnce: Bool = false
    ) throws(SigV4Failure) -> VerifiedSignature {
        let authorization = try SigV4Authorization(of: request)
        let key = authorization.credential.accessKeyID
        guard let holder else {
            var failure = SigV4Failure(.unknownAccessKey(key))
            failure.accessKeyID = key
            throw failure
        }
        let verifier = SigV4Verifier(service: signingName, signsPathOnce: signsPathOnce, keys: signingKeys)
        return try verifier.verify(request, authorization, body: body, credentials: holder.credentials, at: clock())
    }
}

extension SigV4Failure {
    /// The refusal as a service answers it that speaks this protocol.
    func wireFailure(in wire: WireProtocolName, requestID: String) -> WireFailure {
        var failure =
            switch wire {
            case .restXML: wireFailure(.s3)
            case .query: wireFailure(.query)
            case .awsJSON1_0, .awsJSON1_1, .restJSON, .rpcV2CBOR: wireFailure(.json)
            }
        // DynamoDB and its like refuse with 400 what others refuse with 403.
        if wire == .awsJSON1_0 || wire == .awsJSON1_1 { failure.status = 400 }
        failure.requestID = requestID
        return failure
    }
}
