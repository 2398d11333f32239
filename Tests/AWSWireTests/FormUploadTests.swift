import AWSCore
import AWSS3
import AWSWire
import Testing

/// Uploads by forms of web pages (S3 API reference, "POST Object" and "POST Policy").
@Suite struct FormUploadTests {
    static let policy = #"""
        {"expiration": "2025-01-01T01:00:00.000Z", "conditions": [
            {"bucket": "photos"}, ["starts-with", "$key", "user/"], {"success_action_status": "201"},
            ["starts-with", "$Content-Type", "image/"], ["content-length-range", 2, 5]]}
        """#
    static let fields = [
        ("key", "user/${filename}"), ("success_action_status", "201"), ("Content-Type", "image/png"),
        ("policy", Blob(policy).base64), ("AWSAccessKeyId", "123456789012"), ("signature", "x"),
    ]

    struct Answer {
        let response: RawResponse
        /// What PutObject was called with; nil when it was not.
        let put: Document?
        let callers: [WireCaller]
    }

    /// Sends a form to a bucket `photos`, in 2025's first second.
    static func post(
        _ fields: [(String, String)], file: String? = "abc", path: String = "/photos", host: String = "s3.localhost"
    ) async throws -> Answer {
        let parts = fields.map { "Content-Disposition: form-data; name=\"\($0)\"\r\n\r\n\($1)" }
        let last = file.map {
            ["Content-Disposition: form-data; name=\"file\"; filename=\"C:\\pictures\\a b.png\"\r\n\r\n\($0)"]
        }
        let body = (parts + (last ?? [])).map { "--X\r\n\($0)\r\n" }.joined() + "--X--\r\n"
        let put = Lock<Document?>(nil)
        let callers = Callers()
        let s3 = WireService.stub(S3.self, callers: callers) { name, input throws(S3Error) in
            put.withLock { $0 = name == "PutObject" ? input : nil }
            return ["ETag": #""e""#]
        }
        let response = try await withServer([s3]) { port in
            let client = try RawConnection(port: port)
            try await client.send(
                "POST \(path) HTTP/1.1\r\nHost: \(host)\r\nContent-Type: multipart/form-data; boundary=X\r\n"
                    + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
            return try await client.response()
        }
        return Answer(response: response, put: put.withLock { $0 }, callers: callers.all)
    }

    static func with(_ name: String, _ value: String?) -> [(String, String)] {
        fields.filter { $0.0 != name } + (value.map { [(name, $0)] } ?? [])
    }

    @Test func storesTheFileAsThePolicysSigner() async throws {
        let answer = try await Self.post(Self.fields + [("x-ignore-me", "1")])
        #expect(answer.response.status == 201)
        #expect(answer.put?["Bucket"] == "photos" && answer.put?["Key"] == "user/a b.png")
        #expect(answer.put?["ContentType"] == "image/png")
        #expect(answer.callers.map(\.account) == ["123456789012"])
        #expect(answer.response.headers["location"] == "http://s3.localhost/photos/user/a%20b.png")
        #expect(
            answer.response.text.hasSuffix(
                "<PostResponse><Location>http://s3.localhost/photos/user/a%20b.png</Location><Bucket>photos</Bucket>"
                    + "<Key>user/a b.png</Key><ETag>\"e\"</ETag></PostResponse>"))
    }

    @Test func knowsTheBucketByItsHost() async throws {
        let answer = try await Self.post(Self.fields, path: "/", host: "photos.s3.localhost")
        #expect(answer.put?["Bucket"] == "photos")
        #expect(answer.response.headers["location"] == "http://photos.s3.localhost/user/a%20b.png")
    }

    @Test(
        arguments: [
            ([("key", "a")], 204, "http://s3.localhost/photos/a"),
            ([("key", "a"), ("success_action_status", "200")], 200, "http://s3.localhost/photos/a"),
            ([("key", "a"), ("success_action_status", "404")], 204, "http://s3.localhost/photos/a"),
            (
                [("key", "a"), ("success_action_redirect", "https://example.com/done?x=1")], 303,
                "https://example.com/done?x=1&bucket=photos&key=a&etag=%22e%22"
            ),
        ] as [([(String, String)], Int, String)])
    func answersAsThePageAsksFor(_ fields: [(String, String)], status: Int, location: String) async throws {
        let answer = try await Self.post(fields)
        #expect(answer.response.status == status)
        #expect(answer.response.headers["location"] == location)
        #expect(answer.response.text.isEmpty)
    }

    static let failed = "Invalid according to Policy: Policy Condition failed: "
    static let refused: [(fields: [(String, String)], file: String?, status: Int, code: String, message: String)] = [
        (with("key", "other/a"), "abc", 403, "AccessDenied", failed + #"["starts-with", "$key", "user/"]"#),
        (
            with("success_action_status", nil), "abc", 403, "AccessDenied",
            failed + #"["eq", "$success_action_status", "201"]"#
        ),
        (
            with("Content-Type", "image/png, text/html"), "abc", 403, "AccessDenied",
            failed + #"["starts-with", "$content-type", "image/"]"#
        ),
        (
            fields + [("acl", "private"), ("x-amz-meta-a", "1")], "abc", 403, "AccessDenied",
            "Invalid according to Policy: Extra input fields: acl, x-amz-meta-a"
        ),
        (
            with("policy", Blob(#"{"expiration": "2025-01-01T00:00:00.000Z", "conditions": []}"#).base64), "abc", 403,
            "AccessDenied", "Invalid according to Policy: Policy expired."
        ),
        (
            with("policy", "not base64"), "abc", 400, "InvalidPolicyDocument",
            "The content of the form does not meet the conditions specified in the policy document."
        ),
        (fields, "abcdef", 400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size"),
        (fields, "a", 400, "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size"),
        (
            fields, nil, 400, "IncorrectNumberOfFilesInPostRequest",
            "POST requires exactly one file upload per request."
        ),
        (
            with("key", nil), "abc", 400, "InvalidArgument",
            "Bucket POST must contain a field named 'key'.  If it is specified, please check the order of the fields."
        ),
        (
            fields + [("a", String(repeating: "a", count: 20_480))], "abc", 400, "MaxPostPreDataLengthExceededError",
            "Your POST request fields preceding the upload file were too large."
        ),
        (
            fields + [("key", "a\r\nx: y")], "abc", 400, "MalformedPOSTRequest",
            "The body of your POST request is not well-formed multipart/form-data."
        ),
        (
            [("key", "a"), ("tagging", "<Tagging/>")], "abc", 501, "NotImplemented",
            "The form field 'tagging' is not emulated."
        ),
    ]

    @Test(arguments: refused)
    func refusesWhatThePolicyDoesNotAllow(
        fields: [(String, String)], file: String?, status: Int, code: String, message: String
    ) async throws {
        let answer = try await Self.post(fields, file: file)
        #expect(answer.put == nil)
        #expect(answer.response.status == status)
        let text = answer.response.text.replacing("&quot;", with: "\"")
        #expect(text.contains("<Code>\(code)</Code><Message>\(message)</Message>"), "\(text)")
    }
}
