import AWSCore

/// Reads who a request says has signed it, from the `Authorization` header or the query; checks nothing.
enum ClaimedCredential {
    static func read(_ request: HTTPRequest) -> SigningCredential? {
        if let header = request.headers["Authorization"] { return read(header) ?? version2(header: header) }
        return request.query.first { $0.name == "X-Amz-Credential" }?.value.flatMap { SigningCredential($0) }
            ?? version2(query: request.query)
    }

    /// `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/s3/aws4_request, SignedHeaders=…, Signature=…`
    static func read(_ header: String) -> SigningCredential? {
        var header = header
        return header.withUTF8(credential(in:)).flatMap { SigningCredential($0) }
    }

    /// Every request is read so: a search for any pattern costs more than all else that routing does.
    private static func credential(in header: UnsafeBufferPointer<UInt8>) -> String? {
        let name = "Credential=".utf8
        guard header.count >= name.count else { return nil }
        for start in 0..<(header.count - name.count) where header[start] == name.first {
            let end = start + name.count
            guard header[start..<end].elementsEqual(name) else { continue }
            let text = header[end...].prefix { $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: " ") }
            return String(decoding: UnsafeBufferPointer(rebasing: text), as: UTF8.self)
        }
        return nil
    }

    /// `AWS AKIDEXAMPLE:signature`
    private static func version2(header: String) -> SigningCredential? {
        guard header.hasPrefix("AWS "), let colon = header.lastIndex(of: ":") else { return nil }
        return version2(key: header[..<colon].dropFirst(4).filter { $0 != " " })
    }

    /// `?AWSAccessKeyId=AKIDEXAMPLE&Signature=…&Expires=…`: boto3 and the CLI presign so in us-east-1 to this day.
    private static func version2(query: [HTTPRequest.QueryItem]) -> SigningCredential? {
        guard query.contains(where: { $0.name == "Signature" }) else { return nil }
        return query.first { $0.name == "AWSAccessKeyId" }?.value.flatMap { version2(key: $0) }
    }

    /// Version 2 names no region; S3 alone takes it, where it was first.
    private static func version2(key: String) -> SigningCredential? {
        key.isEmpty
            ? nil : SigningCredential(accessKeyID: key, scope: .init(date: "", region: "us-east-1", service: "s3"))
    }

    /// The request is signed in version 2.
    static func isVersion2(_ request: HTTPRequest) -> Bool {
        request.headers["Authorization"].map { version2(header: $0) != nil } ?? (version2(query: request.query) != nil)
    }

    /// A request may carry a signature that names no credential.
    static func isSigned(_ request: HTTPRequest) -> Bool {
        request.headers["Authorization"] != nil || request.query.contains { $0.name == "X-Amz-Algorithm" }
            || isVersion2(request)
    }
}
