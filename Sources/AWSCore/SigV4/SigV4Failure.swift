/// Why a request's signature was refused, with what a server needs to answer as AWS does.
public struct SigV4Failure: Error, Hashable, Sendable {
    public let reason: Reason
    /// What the verifier computed; set where the two were compared.
    public var canonicalRequest: String?
    public var stringToSign: String?
    public var signature: String?
    public var accessKeyID: String?

    public init(_ reason: Reason) {
        self.reason = reason
    }

    public enum Reason: Hashable, Sendable {
        /// The request is not signed at all.
        case missing
        case unsupportedAlgorithm(String)
        /// The header lacks these, in AWS's words.
        case incomplete([String], authorization: String)
        case incompleteQuery
        case malformed(String)
        case invalidDate(String)
        case invalidExpires(InvalidExpires)
        case invalidCredential(String)
        case wrongTerminator(String)
        case wrongRegion(String, expected: String)
        case wrongService(String, expected: String)
        case wrongDate(scope: String, request: String)
        case hostNotSigned
        /// `x-amz-` headers that the signature does not cover, which S3 demands.
        case headersNotSigned([String])
        /// Signed too long ago.
        case expired(signed: SigningDate, now: SigningDate)
        case notYetValid(signed: SigningDate, now: SigningDate)
        /// A presigned request used after its time; version 2 knows only the end of it.
        case presignedExpired(at: SigningDate, expiresIn: Int?, now: SigningDate)
        /// Nobody has this access key.
        case unknownAccessKey(String)
        /// The session token is missing, wrong, or not called for.
        case invalidToken
        /// The credentials were temporary and are over.
        case expiredToken
        case mismatch
        case missingContentHash
        case invalidContentHash
        /// The body is not the one that was signed.
        case contentHashMismatch(claimed: String, computed: String)
    }

    public enum InvalidExpires: Hashable, Sendable {
        case notANumber, negative, moreThanAWeek
    }

    /// Services word the same refusal in three ways.
    public enum Dialect: Hashable, Sendable {
        case json, query, s3
    }

    /// The window in which a signature in headers is good, before and after, in minutes.
    static let skewMinutes = 15
}

extension SigV4Failure {
    /// The error as a service of this dialect sends it: AWS's code, words and HTTP status.
    public func wireFailure(_ dialect: Dialect) -> WireFailure {
        let (code, status) = dialect == .s3 ? s3Code : commonCode(dialect)
        var failure = WireFailure(
            status: status, code: code, message: dialect == .s3 ? s3Message : commonMessage(dialect))
        if dialect == .s3 { failure.members = s3Members }
        return failure
    }

    /// Codes of the services that share AWS's common front end; JSON services say `...Exception`.
    private func commonCode(_ dialect: Dialect) -> (String, Int) {
        let isJSON = dialect == .json
        return switch reason {
        case .missing: (isJSON ? "MissingAuthenticationTokenException" : "MissingAuthenticationToken", 403)
        case .unsupportedAlgorithm, .incomplete, .incompleteQuery, .malformed, .invalidDate, .invalidExpires,
            .invalidCredential:
            (isJSON ? "IncompleteSignatureException" : "IncompleteSignature", 400)
        case .unknownAccessKey, .invalidToken:
            (isJSON ? "UnrecognizedClientException" : "InvalidClientTokenId", 403)
        case .expiredToken: (isJSON ? "ExpiredTokenException" : "ExpiredToken", 403)
        case .wrongTerminator, .wrongRegion, .wrongService, .wrongDate, .hostNotSigned, .headersNotSigned, .expired,
            .notYetValid, .presignedExpired, .mismatch, .missingContentHash, .invalidContentHash,
            .contentHashMismatch:
            (isJSON ? "InvalidSignatureException" : "SignatureDoesNotMatch", 403)
        }
    }

    private var s3Code: (String, Int) {
        switch reason {
        case .missing, .headersNotSigned, .hostNotSigned, .presignedExpired: ("AccessDenied", 403)
        case .notYetValid, .expired: ("RequestTimeTooSkewed", 403)
        case .unsupportedAlgorithm: ("InvalidArgument", 400)
        case .incompleteQuery, .invalidExpires: ("AuthorizationQueryParametersError", 400)
        case .incomplete, .malformed, .invalidCredential, .wrongTerminator, .wrongRegion, .wrongService, .wrongDate:
            ("AuthorizationHeaderMalformed", 400)
        case .invalidDate: ("AccessDenied", 403)
        case .unknownAccessKey: ("InvalidAccessKeyId", 403)
        case .invalidToken: ("InvalidToken", 400)
        case .expiredToken: ("ExpiredToken", 400)
        case .mismatch: ("SignatureDoesNotMatch", 403)
        case .missingContentHash: ("InvalidRequest", 400)
        case .invalidContentHash: ("InvalidArgument", 400)
        case .contentHashMismatch: ("XAmzContentSHA256Mismatch", 400)
        }
    }
}
