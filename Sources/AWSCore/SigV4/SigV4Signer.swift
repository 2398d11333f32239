/// Signs requests to one service in one region, as AWS Signature Version 4.
public struct SigV4Signer: Sendable {
    public let region: String
    /// The service's signing name, which need not be its endpoint's.
    public let service: String
    /// As S3 does: the path is neither normalised nor encoded a second time.
    public let signsPathOnce: Bool
    /// Adds `x-amz-content-sha256`, which S3 demands of signatures in headers.
    public let sendsContentHash: Bool
    /// Adds the session token after signing, as a few services want it.
    public let omitsSessionToken: Bool
    private let keys: SigningKeyCache

    public init(
        service: String, region: String, signsPathOnce: Bool = false, sendsContentHash: Bool? = nil,
        omitsSessionToken: Bool = false, keys: SigningKeyCache = SigningKeyCache()
    ) {
        self.service = service
        self.region = region
        self.signsPathOnce = signsPathOnce
        self.sendsContentHash = sendsContentHash ?? signsPathOnce
        self.omitsSessionToken = omitsSessionToken
        self.keys = keys
    }

    /// Signs by the `Authorization` header.
    /// - Parameter request: with its `Host`; what is already signed in it is replaced.
    public func sign(
        _ request: HTTPRequest, payload: SigV4Payload, with credentials: Credentials, at now: Timestamp
    ) -> SignedRequest {
        var request = request
        let date = SigningDate(now)
        request.headers["Authorization"] = nil
        request.headers["X-Amz-Security-Token"] = omitsSessionToken ? nil : credentials.sessionToken
        request.headers["X-Amz-Date"] = date.text
        if sendsContentHash || payload.isChunked || payload == .signedEvents {
            request.headers["X-Amz-Content-SHA256"] = payload.text
        }
        let names = Self.signedHeaders(of: request)
        var signed = sign(request, names, payload, credentials, date)
        let credential = SigningCredential(accessKeyID: credentials.accessKeyID, scope: signed.key.scope)
        signed.request.headers["Authorization"] =
            "\(StringToSign.algorithm) Credential=\(credential.text), SignedHeaders=\(names.joined(separator: ";")), "
            + "Signature=\(signed.signature)"
        if omitsSessionToken, let token = credentials.sessionToken {
            signed.request.headers["X-Amz-Security-Token"] = token
        }
        return signed
    }

    /// Signs by query parameters, for someone else to send.
    /// - Parameters:
    ///   - request: with its `Host`; its other headers must be sent along as they are.
    ///   - expiresIn: seconds, at most a week.
    public func presign(
        _ request: HTTPRequest, payload: SigV4Payload = .unsigned, with credentials: Credentials, expiresIn: Int,
        at now: Timestamp
    ) -> SignedRequest {
        var request = request
        let date = SigningDate(now)
        let credential = SigningCredential(accessKeyID: credentials.accessKeyID, scope: scope(of: date))
        let names = Self.signedHeaders(of: request)
        request.query += [
            .init(SigV4Query.algorithm, StringToSign.algorithm), .init(SigV4Query.credential, credential.text),
            .init(SigV4Query.date, date.text), .init(SigV4Query.signedHeaders, names.joined(separator: ";")),
            .init(SigV4Query.expires, String(expiresIn)),
        ]
        let token = credentials.sessionToken.map { HTTPRequest.QueryItem(SigV4Query.securityToken, $0) }
        if let token, !omitsSessionToken { request.query.append(token) }
        var signed = sign(request, names, payload, credentials, date)
        signed.request.query.append(.init(SigV4Query.signature, signed.signature))
        if let token, omitsSessionToken { signed.request.query.append(token) }
        return signed
    }

    private func sign(
        _ request: HTTPRequest, _ names: [String], _ payload: SigV4Payload, _ credentials: Credentials,
        _ date: SigningDate
    ) -> SignedRequest {
        let key = keys.key(secret: credentials.secretAccessKey, scope: scope(of: date))
        let canonical = CanonicalRequest(
            request, signedHeaders: names, payload: payload.text, signsPathOnce: signsPathOnce)
        let text = StringToSign.request(canonical, date: date, scope: key.scope)
        return SignedRequest(
            request: request, signature: key.signature(of: text), canonicalRequest: canonical.text, stringToSign: text,
            date: date, key: key)
    }

    private func scope(of date: SigningDate) -> CredentialScope {
        CredentialScope(date: date.day, region: region, service: service)
    }

    /// Headers that a proxy or the transport may add, change or take away.
    private static let unsignedHeaders: Set = [
        "authorization", "connection", "expect", "keep-alive", "proxy-authenticate", "proxy-authorization",
        "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade", "user-agent", "x-amzn-trace-id",
    ]

    private static func signedHeaders(of request: HTTPRequest) -> [String] {
        var names: [String] = []
        for name in request.headers.fields.map({ ASCII.lowercased($0.name) }).sorted()
        where name != names.last && !unsignedHeaders.contains(name) {
            names.append(name)
        }
        return names
    }
}

/// A request with its signature, and the steps that led to it.
public struct SignedRequest: Sendable {
    public var request: HTTPRequest
    /// Also the seed of a chunked body's signatures.
    public let signature: String
    public let canonicalRequest: String
    public let stringToSign: String
    public let date: SigningDate
    public let key: SigningKey

    /// Signs the chunks of the body.
    public var chunkSigner: ChunkSigner { ChunkSigner(seed: signature, date: date, key: key) }
}
