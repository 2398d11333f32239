import AWSCore

/// How requests say who sends them.
enum RequestAuthorization: Sendable {
    case signature(SigV4Signer)
    /// The whole value of the `Authorization` header.
    case header(String)
    case none

    init(_ service: ServiceMetadata, region: String, bedrockAPIKey: APIKey?) {
        if let bedrockAPIKey, service.signingName == "bedrock" {
            self = .header("Bearer \(bedrockAPIKey.text)")
        } else {
            self = .signature(
                SigV4Signer(service: service.signingName, region: region, signsPathOnce: service.signsPathOnce))
        }
    }

    init(_ authentication: OpenSearchAccess.Authentication, region: String) {
        switch authentication {
        // Serverless demands the hash of the body in a header of its own.
        case .serverless: self = .signature(SigV4Signer(service: "aoss", region: region, sendsContentHash: true))
        case .domain: self = .signature(SigV4Signer(service: "es", region: region))
        case .basic(let user, let password): self = .header("Basic " + Blob("\(user):\(password)").base64)
        case .none: self = .none
        }
    }

    /// The request as it is sent, and what signed it.
    func authorize(
        _ outgoing: OutgoingRequest, _ request: HTTPRequest, by provider: any CredentialsProvider,
        clock: @escaping @Sendable () -> Timestamp
    ) async throws(CredentialsError) -> (request: HTTPRequest, credentials: Credentials?) {
        switch self {
        case .signature(let signer) where !outgoing.isAnonymous:
            let now = clock()
            let credentials = try await provider.credentials(at: now)
            var signed = signer.sign(request, payload: outgoing.payload, with: credentials, at: now)
            signed.request.body = outgoing.framing.body(of: signed, payload: outgoing.payload, clock: clock)
            return (signed.request, credentials)
        case .header(let value):
            var request = request
            request.headers["Authorization"] = value
            return (request, nil)
        case .signature, .none: return (request, nil)
        }
    }
}
