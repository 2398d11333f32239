import AWSCore
import LocalCloud
import Testing

/// Web pages and buckets (S3 User Guide, "Using cross-origin resource sharing (CORS)"; Fetch standard, "CORS protocol").
@Suite struct CrossOriginTests {
    private static let rules = """
        <CORSConfiguration><CORSRule><AllowedOrigin>https://*.example</AllowedOrigin>\
        <AllowedMethod>GET</AllowedMethod><AllowedMethod>PUT</AllowedMethod>\
        <AllowedHeader>x-amz-*</AllowedHeader><AllowedHeader>Content-Type</AllowedHeader>\
        <ExposeHeader>ETag</ExposeHeader><MaxAgeSeconds>60</MaxAgeSeconds></CORSRule>\
        <CORSRule><AllowedOrigin>*</AllowedOrigin><AllowedMethod>HEAD</AllowedMethod></CORSRule></CORSConfiguration>
        """

    private func onBucket(rules: String? = rules, _ body: @Sendable (LocalDoor) async throws -> Void) async throws {
        try await LocalWire().onAWSPort { door in
            let signed = LocalDoor.signed("s3")
            #expect(try await door.send("PUT", "/photos", nil, signed).status == 200)
            #expect(try await door.send("PUT", "/photos/a", "picture", signed).status == 200)
            if let rules { #expect(try await door.send("PUT", "/photos?cors=", rules, signed).status == 200) }
            try await body(door)
        }
    }

    private static func preflight(
        _ method: String, from origin: String, headers: String? = nil
    ) -> HTTPHeaders {
        var fields: HTTPHeaders = ["Origin": origin, "Access-Control-Request-Method": method]
        if let headers { fields.append("Access-Control-Request-Headers", headers) }
        return fields
    }

    @Test func preflightsAreAnsweredByTheRules() async throws {
        try await onBucket { door in
            let answer = try await door.send(
                "OPTIONS", "/photos/a", nil,
                Self.preflight("PUT", from: "https://app.example", headers: "content-type, x-amz-date"))
            #expect(answer.status == 200)
            #expect(answer.headers["Access-Control-Allow-Origin"] == "https://app.example")
            #expect(answer.headers["Access-Control-Allow-Methods"] == "GET, PUT")
            #expect(answer.headers["Access-Control-Allow-Headers"] == "content-type, x-amz-date")
            #expect(answer.headers["Access-Control-Expose-Headers"] == "ETag")
            #expect(answer.headers["Access-Control-Max-Age"] == "60")
            #expect(answer.headers["Access-Control-Allow-Credentials"] == "true")
            #expect(
                answer.headers["Vary"] == "Origin, Access-Control-Request-Headers, Access-Control-Request-Method")
        }
    }

    static let misfits: [(method: String, origin: String, headers: String?)] = [
        ("PUT", "http://localhost:3000", nil), ("DELETE", "http://localhost:3000", nil),
        ("PUT", "https://app.example", "x-other"), ("DELETE", "https://app.example", nil),
        ("PUT", "https://app.example.evil", nil),
    ]

    /// Pages of this machine are told why; others learn nothing.
    @Test(arguments: misfits) func whatNoRuleFitsIsRefused(
        _ method: String, _ origin: String, _ headers: String?
    ) async throws {
        try await onBucket { door in
            let answer = try await door.send(
                "OPTIONS", "/photos/a", nil, Self.preflight(method, from: origin, headers: headers))
            #expect(answer.status == 403)
            #expect(answer.headers["Access-Control-Allow-Origin"] == nil)
            #expect(answer.text.contains("<Code>AccessForbidden</Code>") == origin.contains("localhost"))
        }
    }

    @Test func aBucketWithoutRulesSaysSo() async throws {
        try await onBucket(rules: nil) { door in
            let answer = try await door.send(
                "OPTIONS", "/photos/a", nil, Self.preflight("GET", from: "http://localhost:3000"))
            #expect(answer.status == 403)
            #expect(answer.text.contains("CORSResponse: CORS is not enabled for this bucket."))
        }
    }

    @Test func answersSayWhoMayReadThem() async throws {
        try await onBucket { door in
            var headers = LocalDoor.signed("s3")
            headers["Origin"] = "https://app.example"
            let read = try await door.send("GET", "/photos/a", nil, headers)
            #expect(read.status == 200 && read.text == "picture")
            #expect(read.headers["Access-Control-Allow-Origin"] == "https://app.example")
            #expect(read.headers["Access-Control-Expose-Headers"] == "ETag")
            headers["Origin"] = "https://anyone.test"
            let head = try await door.send("HEAD", "/photos/a", nil, headers)
            #expect(head.status == 200 && head.headers["Access-Control-Allow-Origin"] == "*")
            #expect(head.headers["Access-Control-Allow-Credentials"] == nil)
            #expect(try await door.send("GET", "/photos/a", nil, headers).status == 403)
            headers["Origin"] = "http://localhost:3000"
            let unnamed = try await door.send("GET", "/photos/a", nil, headers)
            #expect(unnamed.status == 200 && unnamed.headers["Access-Control-Allow-Origin"] == nil)
        }
    }

    /// A rule for a bucket opens that bucket, and nothing behind the same port.
    @Test func rulesOpenNoOtherService() async throws {
        try await onBucket { door in
            var headers = LocalDoor.signed("dynamodb")
            headers["X-Amz-Target"] = "DynamoDB_20120810.ListTables"
            headers["Content-Type"] = "application/x-amz-json-1.0"
            headers["Origin"] = "https://app.example"
            for path in ["/", "/photos/a"] {
                for method in ["POST", "PUT"] {
                    let answer = try await door.send(method, path, "{}", headers)
                    #expect(answer.status == 403, "\(method) \(path)")
                }
            }
            headers["X-Amz-Target"] = nil
            #expect(try await door.send("PUT", "/photos/a", "{}", headers).status == 403)
            #expect(try await door.send("GET", "/_kass/health", nil, ["Origin": "https://app.example"]).status == 403)
            var rebound = LocalDoor.signed("s3")
            rebound["Origin"] = "https://app.example"
            rebound["Host"] = "app.example"
            #expect(try await door.send("GET", "/photos/a", nil, rebound).status == 403)
        }
    }
}
