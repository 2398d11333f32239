/// Checks the signatures of requests to one service, as that service does.
///
/// Order of the checks: the authorization is whole, its scope is this service's, `Host` is signed, the time is near,
/// the session token is right, and last the signature and the body.
public struct SigV4Verifier: Sendable {
    public let service: String
    /// nil: any region is served.
    public let region: String?
    /// True for S3, which also takes a presigned request's body unsigned and demands the content hash in a header.
    public let signsPathOnce: Bool
    /// The service's clients leave the session token out of what they sign.
    public let omitsSessionToken: Bool
    private let keys: SigningKeyCache

    public init(
        service: String, region: String? = nil, signsPathOnce: Bool = false, omitsSessionToken: Bool = false,
        keys: SigningKeyCache = SigningKeyCache()
    ) {
        self.service = service
        self.region = region
        self.signsPathOnce = signsPathOnce
        self.omitsSessionToken = omitsSessionToken
        self.keys = keys
    }

    /// - Parameters:
    ///   - request: with the path as it was sent, and `Host` among the headers.
    ///   - body: the whole body; nil when it is still to come. Then the caller reads it through
    ///     ``VerifiedSignature/checked(_:)``.
    ///   - credentials: those of `authorization`'s access key.
    /// - Throws: ``SigV4Failure``.
    public func verify(
        _ request: HTTPRequest, _ authorization: SigV4Authorization, body: [UInt8]?, credentials: Credentials,
        at now: Timestamp
    ) throws(SigV4Failure) -> VerifiedSignature {
        do throws(SigV4Failure) {
            try checkScope(authorization)
            try checkSignedHeaders(request, authorization)
            try checkTime(authorization, now)
            try checkToken(authorization, credentials, now)
            let claimed = try claimedPayload(of: request, authorization)
            guard let payload = claimed ?? body.map(SigV4Payload.of) else { throw SigV4Failure(.missingContentHash) }
            let key = try checkSignature(request, authorization, payload, credentials)
            if let body, claimed != nil { try Self.check(body, against: payload) }
            return VerifiedSignature(authorization: authorization, payload: payload, key: key)
        } catch {
            var failure = error
            failure.accessKeyID = authorization.credential.accessKeyID
            failure.signature = authorization.signature
            throw failure
        }
    }

    private func checkScope(_ authorization: SigV4Authorization) throws(SigV4Failure) {
        let scope = authorization.credential.scope
        if let region, scope.region != region { throw SigV4Failure(.wrongRegion(scope.region, expected: region)) }
        guard scope.service == service else { throw SigV4Failure(.wrongService(scope.service, expected: service)) }
        guard scope.date == authorization.date.day else {
            throw SigV4Failure(.wrongDate(scope: scope.date, request: authorization.date.text))
        }
    }

    private func checkSignedHeaders(
        _ request: HTTPRequest, _ authorization: SigV4Authorization
    ) throws(SigV4Failure) {
        guard authorization.signedHeaders.contains(where: { $0 == "host" || $0 == ":authority" }) else {
            throw SigV4Failure(.hostNotSigned)
        }
        guard signsPathOnce else { return }
        let names = request.headers.fields.map { ASCII.lowercased($0.name) }
        let unsigned = names.filter { name in
            name.utf8.starts(with: "x-amz-".utf8) && !authorization.signedHeaders.contains(name)
        }
        guard unsigned.isEmpty else { throw SigV4Failure(.headersNotSigned(unsigned.sorted())) }
    }

    private func checkTime(_ authorization: SigV4Authorization, _ now: Timestamp) throws(SigV4Failure) {
        let signed = authorization.date
        let age = now.seconds - signed.timestamp.seconds
        let skew = 60 * SigV4Failure.skewMinutes
        guard age >= -skew else { throw SigV4Failure(.notYetValid(signed: signed, now: SigningDate(now))) }
        switch authorization.place {
        case .header:
            guard age <= skew else { throw SigV4Failure(.expired(signed: signed, now: SigningDate(now))) }
        case .query(let expiresIn):
            guard age <= expiresIn else {
                let end = SigningDate(Timestamp(seconds: signed.timestamp.seconds + Int64(expiresIn)))
                throw SigV4Failure(.presignedExpired(at: end, expiresIn: expiresIn, now: SigningDate(now)))
            }
        }
    }

    private func checkToken(
        _ authorization: SigV4Authorization, _ credentials: Credentials, _ now: Timestamp
    ) throws(SigV4Failure) {
        guard credentials.accessKeyID == authorization.credential.accessKeyID else {
            throw SigV4Failure(.unknownAccessKey(authorization.credential.accessKeyID))
        }
        guard ConstantTime.isEqual(authorization.sessionToken ?? "", credentials.sessionToken ?? "") else {
            throw SigV4Failure(.invalidToken)
        }
        guard !credentials.isExpired(at: now) else { throw SigV4Failure(.expiredToken) }
    }

    /// What the request says of its body; nil where the service goes by the body that it received.
    private func claimedPayload(
        of request: HTTPRequest, _ authorization: SigV4Authorization
    ) throws(SigV4Failure) -> SigV4Payload? {
        if let text = request.headers["X-Amz-Content-SHA256"] {
            guard let payload = SigV4Payload(text) else { throw SigV4Failure(.invalidContentHash) }
            return payload
        }
        guard signsPathOnce else { return nil }
        guard authorization.place != .header else { throw SigV4Failure(.missingContentHash) }
        return .unsigned
    }

    private func checkSignature(
        _ request: HTTPRequest, _ authorization: SigV4Authorization, _ payload: SigV4Payload,
        _ credentials: Credentials
    ) throws(SigV4Failure) -> SigningKey {
        let key = keys.key(secret: credentials.secretAccessKey, scope: authorization.credential.scope)
        let canonical = CanonicalRequest(
            request, signedHeaders: authorization.signedHeaders, payload: payload.text, signsPathOnce: signsPathOnce,
            omitsSessionToken: omitsSessionToken)
        let text = StringToSign.request(canonical, date: authorization.date, scope: key.scope)
        guard ConstantTime.isEqual(key.signature(of: text), authorization.signature) else {
            var failure = SigV4Failure(.mismatch)
            failure.canonicalRequest = canonical.text
            failure.stringToSign = text
            throw failure
        }
        return key
    }

    static func check(_ body: [UInt8], against payload: SigV4Payload) throws(SigV4Failure) {
        guard case .hash(let claimed) = payload else { return }
        let computed = HashAlgorithm.sha256.hexDigest(of: body)
        guard ConstantTime.isEqual(computed, claimed) else {
            throw SigV4Failure(.contentHashMismatch(claimed: claimed, computed: computed))
        }
    }
}

/// A signature that was found to be right.
public struct VerifiedSignature: Sendable {
    public let authorization: SigV4Authorization
    public let payload: SigV4Payload
    let key: SigningKey

    /// Verifies the chunks of a body whose chunks are signed.
    public var chunkSigner: ChunkSigner? {
        guard payload == .signedChunks || payload == .signedChunksAndTrailer else { return nil }
        return ChunkSigner(seed: authorization.signature, date: authorization.date, key: key)
    }
}
