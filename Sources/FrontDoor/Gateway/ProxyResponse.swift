import AWSCore

/// A function's response as API Gateway reads it, payload format version 2.0.
struct ProxyResponse: Sendable {
    var status: Int
    var headers: HTTPHeaders
    var body: [UInt8]

    /// Without `statusCode` the whole value is the body of a 200 (API Gateway developer guide, "Lambda function
    /// response for format 2.0").
    /// - Throws: ``APIFailure/functionFailed`` for what is no response.
    init(_ payload: [UInt8]) throws(APIFailure) {
        guard let document = try? Document(json: payload) else { throw .functionFailed }
        guard let code = document["statusCode"] else {
            self.init(status: 200, headers: ["Content-Type": "application/json"], body: payload)
            return
        }
        guard let status = code.int ?? code.string.flatMap({ Int($0) }), (100...599).contains(status) else {
            throw .functionFailed
        }
        self.init(status: status, headers: Self.headers(of: document), body: try Self.body(of: document))
    }

    private init(status: Int, headers: HTTPHeaders, body: [UInt8]) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    var response: HTTPResponse { HTTPResponse(status: status, headers: headers, body: .bytes(body)) }

    /// What the connection sets itself, and what would open the API to pages of other origins.
    private static let withheld: Set = ["connection", "content-length", "date", "keep-alive", "transfer-encoding"]

    private static func headers(of document: Document) -> HTTPHeaders {
        var headers = HTTPHeaders()
        for entry in document["headers"]?.object?.entries ?? [] {
            let name = entry.name.lowercased()
            guard !withheld.contains(name), !name.hasPrefix("access-control-"), isToken(name),
                let text = text(of: entry.value)
            else { continue }
            headers[entry.name] = text
        }
        for cookie in document["cookies"]?.list ?? [] {
            if let cookie = cookie.string { headers.append("Set-Cookie", cookie) }
        }
        if headers["Content-Type"] == nil { headers["Content-Type"] = "text/plain;charset=utf-8" }
        return headers
    }

    private static func text(of value: Document) -> String? {
        switch value {
        case .string(let text): text
        case .number(let number): number.text
        case .bool(let flag): flag ? "true" : "false"
        default: nil
        }
    }

    /// RFC 9110, section 5.6.2.
    private static func isToken(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !separators.contains($0) }
    }

    private static let separators = Set("()<>@,;:\\\"/[]?={}".utf8)

    private static func body(of document: Document) throws(APIFailure) -> [UInt8] {
        guard let body = document["body"], !body.isNull else { return [] }
        guard let text = body.string else { throw .functionFailed }
        guard document["isBase64Encoded"]?.bool == true else { return Array(text.utf8) }
        guard let blob = Blob(base64: text) else { throw .functionFailed }
        return blob.bytes
    }
}
