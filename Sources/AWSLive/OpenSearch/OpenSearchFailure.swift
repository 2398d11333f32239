import AWSCore

/// Which answers of an OpenSearch are worth another try: 429, 502, 503 and 504, as its own clients have it, and what
/// the signature's check says of clocks and tokens.
enum OpenSearchFailure {
    static func failure(of received: IncomingResponse, isSigned: Bool) -> Failure {
        let status = received.response.status
        switch status {
        case 429: return Failure(code: "TooManyRequests", status: status, kind: .throttling)
        case 502, 503, 504: return Failure(code: String(status), status: status, kind: .transient)
        case 401 where isSigned, 403 where isSigned: return refusal(received, status)
        default: return Failure(code: String(status), status: status, kind: .permanent)
        }
    }

    /// The signature is checked before OpenSearch sees the request; its words alone tell why it was refused.
    private static func refusal(_ received: IncomingResponse, _ status: Int) -> Failure {
        let words = String(decoding: received.body.prefix(ReceivedResponse.bodyBytesMax), as: UTF8.self).lowercased()
        if words.contains("security token") && words.contains("expired") {
            return Failure(code: "ExpiredTokenException", status: status, kind: .expiredCredentials)
        }
        if words.contains("signature expired") || words.contains("signature not yet current") {
            return Failure(code: "InvalidSignatureException", status: status, kind: .clockSkew)
        }
        return Failure(code: String(status), status: status, kind: .permanent)
    }
}
