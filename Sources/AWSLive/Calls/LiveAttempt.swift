public import AWSCore

/// One request that was sent, and what came of it, for a log: secrets removed, bodies left out.
public struct LiveAttempt: Sendable {
    /// "DynamoDB"
    public var service: String
    /// "GetItem"
    public var operation: String
    /// 1 is the first.
    public var number: Int
    public var method: String
    /// Without its query's signature and token.
    public var url: String
    public var requestHeaders: HTTPHeaders
    /// 0 when no response came.
    public var status: Int
    public var responseHeaders: HTTPHeaders
    /// What failed, where it did: code and message.
    public var error: String?
    public var duration: Duration
}

extension LiveAttempt: CustomStringConvertible {
    /// `DynamoDB.GetItem #1 POST https://dynamodb.eu-west-1.amazonaws.com/ 200 in 12 ms`
    public var description: String {
        let end = error.map { ": \($0)" } ?? ""
        return
            "\(service).\(operation) #\(number) \(method) \(url) \(status) in "
            + "\(Int(duration / .milliseconds(1))) ms\(end)"
    }
}

/// What must not get into logs or errors.
enum Secrets {
    private static let headers: Set = [
        "authorization", "x-amz-security-token", "x-amz-s3session-token", "set-cookie", "cookie",
        "proxy-authorization", "proxy-authenticate", "x-amz-server-side-encryption-customer-key",
        "x-amz-copy-source-server-side-encryption-customer-key", "x-aws-ec2-metadata-token", "x-amz-sso_bearer_token",
    ]
    private static let parameters: Set = ["x-amz-signature", "x-amz-security-token", "x-amz-credential"]
    static let mark = "(removed)"

    static func removed(from headers: HTTPHeaders) -> HTTPHeaders {
        HTTPHeaders(
            headers.fields.map { field in
                Self.headers.contains(field.name.lowercased()) ? .init(field.name, mark) : field
            })
    }

    /// Without the fields that are secret.
    static func left(of headers: HTTPHeaders) -> HTTPHeaders {
        HTTPHeaders(headers.fields.filter { !Self.headers.contains($0.name.lowercased()) })
    }

    static func removed(from query: [HTTPRequest.QueryItem]) -> [HTTPRequest.QueryItem] {
        query.map { parameters.contains($0.name.lowercased()) ? .init($0.name, mark) : $0 }
    }
}
