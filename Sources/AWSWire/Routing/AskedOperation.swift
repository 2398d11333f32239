import AWSCore

/// What can be told of a request for an operation that nobody here knows: its name, and how to word the answer.
enum AskedOperation {
    /// `CreateRole`, or method and path where the request has no name.
    /// - Parameter body: of a form.
    static func name(in request: HTTPRequest, _ body: [UInt8]) -> String {
        if let target = request.headers["X-Amz-Target"] {
            return String(target.split(separator: ".").last ?? Substring(target))
        }
        if request.headers["smithy-protocol"] != nil, let last = request.path.split(separator: "/").last {
            return String(last)
        }
        let form = (try? QueryString.parse(String(decoding: body, as: UTF8.self), plusIsSpace: true)) ?? []
        if let action = (request.query + form).first(where: { $0.name == "Action" })?.value { return action }
        let query = request.query.filter { !$0.name.lowercased().hasPrefix("x-amz-") }
        return "\(request.method) \(request.path)\(query.isEmpty ? "" : "?" + QueryString.text(of: query))"
    }

    /// The protocol that the client most likely reads an answer in.
    /// - Parameter service: that the request is signed for.
    static func likelyProtocol(of request: HTTPRequest, signedFor service: String?) -> WireProtocolName {
        let type = request.headers["Content-Type"] ?? ""
        if request.headers["smithy-protocol"] != nil { return .rpcV2CBOR }
        if type.hasPrefix("application/x-amz-json-1.1") { return .awsJSON1_1 }
        if request.headers["X-Amz-Target"] != nil || type.hasPrefix("application/x-amz-json") { return .awsJSON1_0 }
        if type.hasPrefix("application/x-www-form-urlencoded") { return .query }
        guard let service else { return type.hasPrefix("application/json") ? .restJSON : .restXML }
        return xmlServices.contains(service) ? .restXML : .restJSON
    }

    /// Those whose models say rest-xml.
    private static let xmlServices: Set = [
        "s3", "s3express", "s3-outposts", "s3-object-lambda", "cloudfront", "route53",
    ]
}
