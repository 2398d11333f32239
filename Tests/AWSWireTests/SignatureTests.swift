import AWSCore
import AWSDynamoDB
import AWSS3
import AWSSTS
import AWSWire
import Testing

/// What a server that checks signatures answers. Codes and words: each service's "Common errors"; for S3 the list of
/// error codes.
@Suite struct SignatureTests {
    static let now = Timestamp(seconds: 1_735_689_600)
    static let ana = Credentials(accessKeyID: "AKIAANA", secretAccessKey: "secret of Ana")
    static let session = Credentials(
        accessKeyID: "ASIASESSION", secretAccessKey: "secret of the session", sessionToken: "token",
        expiration: Timestamp(seconds: now.seconds + 60))
    static let over = Credentials(
        accessKeyID: "ASIAOVER", secretAccessKey: "another", sessionToken: "token", expiration: now)

    struct Keys: AccessKeys {
        func holder(of accessKeyID: String) async -> AccessKeyHolder? {
            guard let credentials = [ana, session, over].first(where: { $0.accessKeyID == accessKeyID }) else {
                return nil
            }
            return AccessKeyHolder(
                credentials: credentials, account: "123456789012", arn: "arn:aws:iam::123456789012:user/ana")
        }
    }

    func answer(_ text: String, _ callers: Callers = Callers()) async throws -> RawResponse {
        let bucket = WireService.stub(S3.self, callers: callers) { name, input throws(S3Error) in
            name == "ListBuckets" ? [:] : ["ETag": "\"e\""]
        }
        let identity = WireService.stub(STS.self, callers: callers) { _, _ throws(STSError) in ["Account": "1"] }
        let server = WireServer(
            services: [.echoingDynamoDB(callers), bucket, identity], unmodelled: [UnmodelledServiceTests.echo],
            keys: Keys(), verifiesSignatures: true, port: 0, clock: { Self.now }, requestID: { _ in "ID" })
        return try await server.serving { address in
            let client = try RawConnection(port: address.port)
            try await client.send(text)
            return try await client.response()
        }
    }

    /// A request as an SDK sends it, signed.
    /// - Parameter sent: the body that is sent in place of the one that was signed.
    static func signed(
        _ service: String = "dynamodb", by credentials: Credentials = ana, at seconds: Int64 = 0,
        method: String = "POST", path: String = "/", type: String = "application/x-amz-json-1.0",
        body: String = "{}", sent: String? = nil
    ) -> String {
        var request = HTTPRequest(method: method, path: path)
        request.headers["Host"] = "localhost:4566"
        request.headers["Content-Type"] = type
        if service == "dynamodb" { request.headers["X-Amz-Target"] = "DynamoDB_20120810.ListTables" }
        let signer = SigV4Signer(service: service, region: "eu-west-1", signsPathOnce: service == "s3")
        let time = Timestamp(seconds: now.seconds + seconds)
        let signed = signer.sign(request, payload: .of(body.utf8), with: credentials, at: time).request
        return text(signed, body: sent ?? body)
    }

    static func presigned(
        by credentials: Credentials = ana, at seconds: Int64 = 0, expiresIn: Int = 60, path: String = "/photos/a%20b"
    ) -> String {
        var request = HTTPRequest(method: "GET", path: path)
        request.headers["Host"] = "localhost:4566"
        let signer = SigV4Signer(service: "s3", region: "eu-west-1", signsPathOnce: true)
        let time = Timestamp(seconds: now.seconds + seconds)
        return text(signer.presign(request, with: credentials, expiresIn: expiresIn, at: time).request, body: "")
    }

    static func text(_ request: HTTPRequest, body: String) -> String {
        let query = request.query.isEmpty ? "" : "?" + QueryString.text(of: request.query)
        let lines = request.headers.fields.map { "\($0.name): \($0.value)" } + ["Content-Length: \(body.utf8.count)"]
        return "\(request.method) \(request.path)\(query) HTTP/1.1\r\n" + lines.joined(separator: "\r\n")
            + "\r\n\r\n" + body
    }

    static let form = "Action=GetCallerIdentity&Version=2011-06-15"

    static let right: [String] = [
        signed(), signed(by: session), signed(at: -900), signed(at: 900),
        signed("s3", method: "PUT", path: "/photos/a%20b", body: "picture"),
        signed("sts", type: "application/x-www-form-urlencoded", body: form),
        signed("es", path: "/books/_search"), presigned(), presigned(by: session), presigned(at: -60),
    ]

    @Test(arguments: right) func takesWhatIsRight(request: String) async throws {
        let callers = Callers()
        let response = try await answer(request, callers)
        #expect(response.status == 200, "the answer was \(response.text)")
        #expect(callers.all.allSatisfy { $0.signature == .verified && $0.account == "123456789012" })
    }

    static let unknown = Credentials(accessKeyID: "AKIANOBODY", secretAccessKey: "x")
    static let wrong = Credentials(accessKeyID: "AKIAANA", secretAccessKey: "not Ana's")
    static let withoutToken = Credentials(accessKeyID: "ASIASESSION", secretAccessKey: "secret of the session")

    static let refused: [(String, Int, code: String)] = [
        (signed(by: unknown), 400, "UnrecognizedClientException"),
        (signed(by: wrong), 400, "InvalidSignatureException"),
        (signed(by: withoutToken), 400, "UnrecognizedClientException"),
        (signed(by: over), 400, "ExpiredTokenException"),
        (signed(at: -901), 400, "InvalidSignatureException"), (signed(at: 901), 400, "InvalidSignatureException"),
        (signed(body: "{}", sent: "{ }"), 400, "InvalidSignatureException"),
        (request("ListTables", key: ""), 400, "MissingAuthenticationTokenException"),
        (
            request("ListTables", key: "", headers: ["Authorization: AWS4-HMAC-SHA256 X"]), 400,
            "IncompleteSignatureException"
        ),
        (
            signed("sts", by: unknown, type: "application/x-www-form-urlencoded", body: form), 403,
            "InvalidClientTokenId"
        ),
        (signed("sts", by: wrong, type: "application/x-www-form-urlencoded", body: form), 403, "SignatureDoesNotMatch"),
        (signed("sts", by: over, type: "application/x-www-form-urlencoded", body: form), 403, "ExpiredToken"),
        (signed("es", by: wrong), 403, "The request signature we calculated does not match"),
        (
            request(nil, "{}", service: "es", key: "", headers: ["Host: x.es.localhost"])
                .replacing("Host: localhost\r\n", with: ""), 403, "Request is missing Authentication Token"
        ),
        (signed("s3", by: unknown, method: "GET"), 403, "<Code>InvalidAccessKeyId</Code>"),
        (signed("s3", by: wrong, method: "GET"), 403, "<Code>SignatureDoesNotMatch</Code>"),
        (signed("s3", at: -901, method: "GET"), 403, "<Code>RequestTimeTooSkewed</Code>"),
        (signed("s3", by: withoutToken, method: "GET"), 400, "<Code>InvalidToken</Code>"),
        (presigned(at: -61), 403, "<Message>Request has expired</Message>"),
        (presigned(by: wrong), 403, "<Code>SignatureDoesNotMatch</Code>"),
        (
            presigned(path: "/photos/other").replacing("/photos/other", with: "/photos/this"), 403,
            "<Code>SignatureDoesNotMatch</Code>"
        ),
        (
            request(nil, "", key: "", method: "GET", path: "/b/k?AWSAccessKeyId=AKIAANA&Signature=x&Expires=1"), 400,
            "<Code>InvalidRequest</Code>"
        ),
    ]

    @Test(arguments: refused.indices) func refusesInEachServicesWords(index: Int) async throws {
        let (request, status, text) = Self.refused[index]
        let callers = Callers()
        let response = try await answer(request, callers)
        #expect(response.status == status)
        #expect(response.text.contains(text), "the answer was \(response.text)")
        #expect(callers.all.isEmpty)
    }

    /// Times of presigned URLs end for everyone, whatever else is taken of a signature: a second after the last.
    @Test(arguments: [
        (presigned(by: wrong, at: -60), 404, "<Code>NoSuchKey</Code>"),
        (presigned(by: wrong, at: 86_400), 404, "<Code>NoSuchKey</Code>"),
        (
            presigned(by: wrong, at: -61), 403,
            "<Code>AccessDenied</Code><Message>Request has expired</Message><X-Amz-Expires>60</X-Amz-Expires>"
                + "<Expires>2024-12-31T23:59:59Z</Expires><ServerTime>2025-01-01T00:00:00Z</ServerTime>"
        ),
        (presigned(by: wrong, expiresIn: 604_801), 400, "<Code>AuthorizationQueryParametersError</Code>"),
        (version2(expires: 1_735_689_600), 404, "<Code>NoSuchKey</Code>"),
        (
            version2(expires: 1_735_689_599), 403,
            "<Message>Request has expired</Message><Expires>2024-12-31T23:59:59Z</Expires>"
        ),
    ]) func presignedTimesEndForEveryone(request: String, status: Int, text: String) async throws {
        let bucket = WireService.stub(S3.self) { _, _ throws(S3Error) in throw S3Error(.noSuchKey, "None.") }
        let response = try await withServer([bucket]) { port in
            let client = try RawConnection(port: port)
            try await client.send(request)
            return try await client.response()
        }
        #expect(response.status == status)
        #expect(response.text.contains(text), "the answer was \(response.text)")
    }

    static func version2(expires: Int) -> String {
        request(
            nil, "", key: "", method: "GET", path: "/photos/a?AWSAccessKeyId=AKIAANA&Signature=x&Expires=\(expires)")
    }

    /// S3 shows what it has signed (S3 User Guide, "Troubleshooting", SignatureDoesNotMatch).
    @Test func s3ShowsWhatItHasSigned() async throws {
        let text = try await answer(Self.signed("s3", by: Self.wrong, method: "GET", path: "/photos/a%20b")).text
            .replacing("&#xA;", with: "\n")
        #expect(text.contains("<AWSAccessKeyId>AKIAANA</AWSAccessKeyId>"))
        #expect(text.contains("<StringToSign>AWS4-HMAC-SHA256\n20250101T000000Z\n20250101/eu-west-1/s3/aws4_request\n"))
        #expect(text.contains("<CanonicalRequest>GET\n/photos/a%20b\n\n"))
        #expect(text.contains("<SignatureProvided>"))
    }

    /// Whether everyone may read a bucket is for its policy to say.
    @Test func unsignedRequestsForS3AreAnonymous() async throws {
        let callers = Callers()
        _ = try await answer(request(nil, "", key: "", method: "GET", path: "/photos/a"), callers)
        #expect(callers.all.map(\.signature) == [.anonymous])
    }

    /// Ana's key and secret as name and password, in base 64.
    @Test(arguments: [("QUtJQUFOQTpzZWNyZXQgb2YgQW5h", 200), ("QUtJQUFOQTp3cm9uZw==", 403)])
    func takesNameAndPassword(basic: String, status: Int) async throws {
        let headers = ["Authorization: Basic \(basic)", "Host: books.es.localhost"]
        let text = request(nil, "{}", key: "", headers: headers).replacing("Host: localhost\r\n", with: "")
        let response = try await answer(text)
        #expect(response.status == status)
    }

    /// A form of a web page, whose policy Ana has signed with the key of the scope that it names.
    static func form(secret: String, key: String = "AKIAANA") -> String {
        let policy =
            #"{"expiration":"2025-01-02T00:00:00Z","conditions":[{"bucket":"photos"},["starts-with","$key","a"],"#
            + #"["starts-with","$x-amz-credential",""]]}"#
        let encoded = Blob(policy).base64
        let scope = CredentialScope(date: "20250101", region: "eu-west-1", service: "s3")
        let fields = [
            ("key", "a"), ("policy", encoded), ("x-amz-credential", "\(key)/20250101/eu-west-1/s3/aws4_request"),
            ("x-amz-signature", SigningKey(secret: secret, scope: scope).signature(of: encoded)), ("file", "picture"),
        ]
        let parts = fields.map { name, value in
            "--limit\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
        }
        return request(
            nil, parts.joined() + "--limit--\r\n", key: "",
            headers: ["Content-Type: multipart/form-data; boundary=limit"], path: "/photos")
    }

    @Test func formsAreSignedToo() async throws {
        let callers = Callers()
        #expect(try await answer(Self.form(secret: "secret of Ana"), callers).status == 204)
        #expect(callers.all.map(\.account) == ["123456789012"])
        #expect(callers.all.map(\.signature) == [.verified])
        let wrong = try await answer(Self.form(secret: "wrong"))
        #expect(wrong.status == 403)
        #expect(wrong.text.contains("<Code>SignatureDoesNotMatch</Code>"))
        let unknown = try await answer(Self.form(secret: "x", key: "AKIANOBODY"))
        #expect(unknown.text.contains("<Code>InvalidAccessKeyId</Code>"))
    }

    /// A body that is not the one whose hash was signed, found out only as it streams.
    @Test func streamsAreHeldAgainstTheirHash() async throws {
        let put = Self.signed("s3", method: "PUT", path: "/photos/a", body: "picture", sent: "pictures")
        let service = WireService(S3.self) { _ in BodyReadingInvoker() }
        let server = WireServer(
            services: [service], keys: Keys(), verifiesSignatures: true, port: 0, clock: { Self.now },
            requestID: { _ in "ID" })
        let response = try await server.serving { address in
            let client = try RawConnection(port: address.port)
            try await client.send(put)
            return try await client.response()
        }
        #expect(response.status == 400)
        #expect(response.text.contains("<Code>XAmzContentSHA256Mismatch</Code>"))
    }

    /// Reads the body of PutObject, and passes on why that failed.
    struct BodyReadingInvoker: OperationInvoker {
        func invoke<Input, Output>(
            _ operation: Operation<S3, Input, Output>, _ input: Input
        ) async throws(S3Error) -> Output {
            guard let put = input as? S3.PutObjectRequest else { preconditionFailure("only PutObject is called") }
            do {
                _ = try await put.body.collect(bytesMax: 1000)
            } catch {
                let failure = (error as? SigV4Failure)?.wireFailure(.s3)
                throw S3Error(ErrorCode(failure?.code ?? "\(error)"), failure?.message, status: failure?.status)
            }
            throw S3Error(ErrorCode("Reached"), status: 500)
        }
    }
}
