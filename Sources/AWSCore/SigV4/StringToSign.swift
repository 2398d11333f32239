/// The query parameters of a presigned request.
enum SigV4Query {
    static let algorithm = "X-Amz-Algorithm"
    static let credential = "X-Amz-Credential"
    static let date = "X-Amz-Date"
    static let expires = "X-Amz-Expires"
    static let signedHeaders = "X-Amz-SignedHeaders"
    static let securityToken = "X-Amz-Security-Token"
    static let signature = "X-Amz-Signature"
}

/// What is signed in place of a request, a chunk, or trailing headers.
enum StringToSign {
    static let algorithm = "AWS4-HMAC-SHA256"

    static func request(_ canonical: CanonicalRequest, date: SigningDate, scope: CredentialScope) -> String {
        lines([algorithm, date.text], scope, [canonical.hash])
    }

    static func chunk(hash: String, after signature: String, date: SigningDate, scope: CredentialScope) -> String {
        lines(["AWS4-HMAC-SHA256-PAYLOAD", date.text], scope, [signature, SigV4Payload.emptyHash, hash])
    }

    static func trailer(hash: String, after signature: String, date: SigningDate, scope: CredentialScope) -> String {
        lines(["AWS4-HMAC-SHA256-TRAILER", date.text], scope, [signature, hash])
    }

    private static func lines(_ head: [String], _ scope: CredentialScope, _ tail: [String]) -> String {
        var text = ""
        text.reserveCapacity(384)
        for line in head {
            text += line
            text += "\n"
        }
        scope.write(to: &text)
        for line in tail {
            text += "\n"
            text += line
        }
        return text
    }
}
