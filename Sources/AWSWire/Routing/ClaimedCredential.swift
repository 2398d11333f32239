import AWSCore

/// Reads who a request says has signed it, from the `Authorization` header or the query; checks nothing.
enum ClaimedCredential {
    static func read(_ request: HTTPRequest) -> SigningCredential? {
        if let header = request.headers["Authorization"] { return read(header) }
        if let key = oldPresignedKey(request) {
            return SigningCredential(accessKeyID: key, scope: CredentialScope(date: "", region: "", service: "s3"))
        }
        return request.query.first { $0.name == "X-Amz-Credential" }?.value.flatMap { SigningCredential($0) }
    }

    /// The key in a URL presigned by signature version 2, as boto3 still makes them for S3 in us-east-1.
    static func oldPresignedKey(_ request: HTTPRequest) -> String? {
        guard request.query.contains(where: { $0.name == "Signature" }) else { return nil }
        return request.query.first { $0.name == "AWSAccessKeyId" }?.value
    }

    /// `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/s3/aws4_request, SignedHeaders=…, Signature=…`
    static func read(_ header: String) -> SigningCredential? {
        let name = "Credential="
        guard let start = header.utf8.firstRange(of: name.utf8)?.upperBound else { return nil }
        let text = header.utf8[start...].prefix { $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: " ") }
        return SigningCredential(String(Substring(text)))
    }

    /// A request may carry a signature that names no credential.
    static func isSigned(_ request: HTTPRequest) -> Bool {
        request.headers["Authorization"] != nil || request.query.contains { $0.name == "X-Amz-Algorithm" }
            || oldPresignedKey(request) != nil
    }
}
