import AWSCore

/// What a web page asks of a bucket, or asks whether it may ask (a preflight).
///
/// Source: Fetch standard, "CORS protocol"; S3 User Guide, "Using cross-origin resource sharing (CORS)".
public struct CrossOriginRequest: Sendable {
    public let bucket: String
    /// "https://app.example".
    public let origin: String
    /// Of the request that is to come, in a preflight.
    public let method: String
    /// Names of the headers that it will carry; none where it is here already.
    public let headers: [String]
    public let isPreflight: Bool

    /// nil for what no page has sent, and for what concerns no bucket.
    init?(_ request: HTTPRequest) {
        guard let origin = request.headers["Origin"], request.headers["X-Amz-Target"] == nil else { return nil }
        let credential = ClaimedCredential.read(request)
        guard credential == nil || credential?.scope.service == "s3" else { return nil }
        let path = request.withBucketInPath(credential).path.utf8.dropFirst()
        let bucket = String(Substring(path.prefix { $0 != UInt8(ascii: "/") }))
        guard !bucket.isEmpty else { return nil }
        let asked = request.method == "OPTIONS" ? request.headers["Access-Control-Request-Method"] : nil
        self.bucket = bucket
        self.origin = origin
        method = asked ?? request.method
        isPreflight = asked != nil
        headers =
            isPreflight
            ? request.headers[all: "Access-Control-Request-Headers"].flatMap { $0.split(separator: ",") }
                .map { $0.lowercased().filter { $0 != " " } }.filter { !$0.isEmpty } : []
    }
}

/// What a bucket's rules say of a page's request.
public enum CrossOriginVerdict: Sendable {
    case noRules
    case refused
    case allowed(CrossOriginPermission)
}

/// The rule that lets a page do something.
public struct CrossOriginPermission: Sendable {
    public var isForEveryone: Bool
    public var methods: [String]
    public var exposedHeaders: [String]
    public var maxAgeSeconds: Int?

    /// - Parameter isForEveryone: the rule names no origin but `*`.
    public init(isForEveryone: Bool, methods: [String], exposedHeaders: [String], maxAgeSeconds: Int?) {
        self.isForEveryone = isForEveryone
        self.methods = methods
        self.exposedHeaders = exposedHeaders
        self.maxAgeSeconds = maxAgeSeconds
    }

    /// What the browser is told.
    func headers(for request: CrossOriginRequest) -> HTTPHeaders {
        var headers: HTTPHeaders = [
            "Access-Control-Allow-Origin": isForEveryone ? "*" : request.origin,
            "Access-Control-Allow-Methods": methods.joined(separator: ", "),
        ]
        if !request.headers.isEmpty {
            headers.append("Access-Control-Allow-Headers", request.headers.joined(separator: ", "))
        }
        if !exposedHeaders.isEmpty {
            headers.append("Access-Control-Expose-Headers", exposedHeaders.joined(separator: ", "))
        }
        if let maxAgeSeconds { headers.append("Access-Control-Max-Age", String(maxAgeSeconds)) }
        if !isForEveryone { headers.append("Access-Control-Allow-Credentials", "true") }
        headers.append("Vary", "Origin, Access-Control-Request-Headers, Access-Control-Request-Method")
        return headers
    }
}
