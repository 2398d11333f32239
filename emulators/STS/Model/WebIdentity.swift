import AWSCore
import AWSSTS

/// What a web identity token says: the claims of a JSON Web Token, whose signature nobody checks here.
struct WebIdentity {
    let subject: String
    let audience: String
    let issuer: String

    /// - Throws: InvalidIdentityToken for what is no token, ExpiredTokenException for one that is over.
    init(_ token: String, at now: Timestamp) throws(STSError) {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let bytes = Self.decode(parts[1]), let claims = try? Document(json: bytes),
            let subject = claims["sub"]?.string, let issuer = claims["iss"]?.string
        else {
            throw STSError(
                .invalidIdentityTokenException,
                "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)")
        }
        if let expiry = claims["exp"]?.number?.int64, expiry <= now.seconds {
            throw STSError(
                .expiredTokenException,
                "Token expired: current date/time \(now.seconds) must be before the expiration date/time\(expiry)")
        }
        self.subject = subject
        self.issuer = issuer
        audience = claims["aud"]?.string ?? claims["aud"]?.list?.first?.string ?? ""
    }

    /// Base 64 for URLs, without padding.
    private static func decode(_ text: Substring) -> [UInt8]? {
        let plain = text.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 }
        let padding = String(repeating: "=", count: (4 - plain.count % 4) % 4)
        return Blob(base64: String(plain) + padding)?.bytes
    }
}
