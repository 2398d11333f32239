import AWSCore
import TestSupport
import Testing

/// What servers answer when a signature is not right, in AWS's codes and words.
@Suite struct SigV4FailureTests {
    static let now = Timestamp("2015-08-30T12:36:00Z", .dateTime)!
    static let credentials = Credentials(accessKeyID: "AKIDEXAMPLE", secretAccessKey: "secret")
    static let dynamoDB = SigV4Verifier(service: "dynamodb", region: "us-east-1")
    static let s3 = SigV4Verifier(service: "s3", region: "us-east-1", signsPathOnce: true)
    static let plain = HTTPRequest(headers: ["Host": "localhost"])

    static func signed(_ service: String = "dynamodb", region: String = "us-east-1") -> HTTPRequest {
        SigV4Signer(service: service, region: region, signsPathOnce: service == "s3")
            .sign(plain, payload: .empty, with: credentials, at: now).request
    }

    static func presigned(_ expiresIn: Int = 60) -> HTTPRequest {
        SigV4Signer(service: "s3", region: "us-east-1", signsPathOnce: true)
            .presign(plain, with: credentials, expiresIn: expiresIn, at: now).request
    }

    private func failure(
        _ request: HTTPRequest, _ verifier: SigV4Verifier = dynamoDB, _ credentials: Credentials = credentials,
        body: [UInt8]? = [], at now: Timestamp = now
    ) -> SigV4Failure? {
        do throws(SigV4Failure) {
            let authorization = try SigV4Authorization(of: request)
            _ = try verifier.verify(request, authorization, body: body, credentials: credentials, at: now)
            return nil
        } catch {
            return error
        }
    }

    private func authorized(_ header: String) -> HTTPRequest {
        var request = Self.signed()
        request.headers["Authorization"] = header
        return request
    }

    @Test func rightOnesPass() {
        #expect(failure(Self.signed()) == nil)
        #expect(failure(Self.signed("s3"), Self.s3) == nil)
        #expect(failure(Self.presigned(), Self.s3, body: nil) == nil)
    }

    @Test func unsignedRequests() {
        let failure = failure(Self.plain)
        #expect(failure?.reason == .missing)
        #expect(failure?.wireFailure(.json).code == "MissingAuthenticationTokenException")
        #expect(failure?.wireFailure(.query).message == "Request is missing Authentication Token")
        #expect(failure?.wireFailure(.s3).code == "AccessDenied")
    }

    @Test(arguments: [
        (
            "AWS4-HMAC-SHA256 Credential=A/20150830/us-east-1/dynamodb/aws4_request",
            "Authorization header requires 'Signature' parameter. Authorization header requires 'SignedHeaders' "
                + "parameter. Authorization=AWS4-HMAC-SHA256 Credential=A/20150830/us-east-1/dynamodb/aws4_request"
        ),
        (
            "AWS4-HMAC-SHA256 Credential=A/b, SignedHeaders=host, Signature=0",
            "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got 'A/b'"
        ),
        ("Basic YTpi", "Unsupported AWS 'algorithm': 'Basic'"),
        ("AWS4-HMAC-SHA256", "Unsupported AWS 'algorithm': 'AWS4-HMAC-SHA256'"),
    ])
    func incompleteOnes(_ header: String, _ message: String) {
        let failure = failure(authorized(header))?.wireFailure(.json)
        #expect(failure?.code == "IncompleteSignatureException")
        #expect(failure?.status == 400)
        #expect(failure?.message == message)
    }

    @Test func datesAreNeededAndReadInBothForms() {
        var request = Self.signed()
        request.headers["X-Amz-Date"] = nil
        let message = failure(request)?.wireFailure(.json).message ?? ""
        #expect(
            message.hasPrefix(
                "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. Authorization="))
        request.headers["Date"] = "Sun, 30 Aug 2015 12:36:00 GMT"
        #expect(failure(request)?.reason == .mismatch)
        request.headers["X-Amz-Date"] = "2015-08-30T12:36:00Z"
        #expect(failure(request)?.reason == .invalidDate("2015-08-30T12:36:00Z"))
    }

    @Test func scopesMustBeTheServers() {
        #expect(failure(Self.signed(region: "eu-west-1"))?.reason == .wrongRegion("eu-west-1", expected: "us-east-1"))
        #expect(failure(Self.signed("sqs"))?.reason == .wrongService("sqs", expected: "dynamodb"))
        var request = Self.signed()
        let header = request.headers["Authorization"] ?? ""
        request.headers["Authorization"] = header.replacing("/20150830/", with: "/20150829/")
        #expect(
            failure(request)?.wireFailure(.json).message
                == "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: "
                + "'20150829' != '20150830', from '20150830T123600Z'.")
        request.headers["Authorization"] = header.replacing("aws4_request", with: "aws5_request")
        #expect(failure(request)?.reason == .wrongTerminator("aws5_request"))
        let s3 = failure(Self.signed("s3", region: "eu-west-1"), Self.s3)?.wireFailure(.s3)
        #expect(s3?.code == "AuthorizationHeaderMalformed")
        #expect(s3?.members["Region"] == "us-east-1")
    }

    @Test func hostMustBeSigned() {
        let header = Self.signed().headers["Authorization"] ?? ""
        let failure = failure(authorized(header.replacing("=host;", with: "=")))
        #expect(failure?.reason == .hostNotSigned)
    }

    @Test func s3WantsItsHeadersSigned() {
        var request = Self.signed("s3")
        request.headers["x-amz-acl"] = "public-read"
        let failure = failure(request, Self.s3)?.wireFailure(.s3)
        #expect(failure?.code == "AccessDenied")
        #expect(failure?.members["HeadersNotSigned"] == "x-amz-acl")
    }

    @Test func theTimeMustBeNear() {
        let edge = Duration.seconds(15 * 60)
        #expect(failure(Self.signed(), at: Self.now + edge) == nil)
        #expect(failure(Self.signed(), at: Self.now + .seconds(-900)) == nil)
        let late = failure(Self.signed(), at: Self.now + edge + .seconds(1))
        #expect(
            late?.wireFailure(.query).message
                == "Signature expired: 20150830T123600Z is now earlier than 20150830T123601Z "
                + "(20150830T125101Z - 15 min.)")
        let early = failure(Self.signed(), at: Self.now + .seconds(-901))
        #expect(
            early?.wireFailure(.query).message
                == "Signature not yet current: 20150830T123600Z is still later than 20150830T123559Z "
                + "(20150830T122059Z + 15 min.)")
        let s3 = failure(Self.signed("s3"), Self.s3, at: Self.now + edge + .seconds(1))?.wireFailure(.s3)
        #expect(s3?.code == "RequestTimeTooSkewed")
        #expect(s3?.members["MaxAllowedSkewMilliseconds"] == "900000")
    }

    @Test func presignedOnesExpire() {
        #expect(failure(Self.presigned(), Self.s3, at: Self.now + .seconds(60)) == nil)
        let failure = failure(Self.presigned(), Self.s3, at: Self.now + .seconds(61))?.wireFailure(.s3)
        #expect(failure?.code == "AccessDenied")
        #expect(failure?.message == "Request has expired")
        #expect(failure?.members["Expires"] == "2015-08-30T12:37:00Z")
        #expect(failure?.members["X-Amz-Expires"] == "60")
    }

    static let queries: [(String, String?, SigV4Failure.Reason)] = [
        ("X-Amz-Expires", "604801", .invalidExpires(.moreThanAWeek)),
        ("X-Amz-Expires", "-1", .invalidExpires(.negative)), ("X-Amz-Expires", "1h", .invalidExpires(.notANumber)),
        ("X-Amz-Expires", "604800", .mismatch), ("X-Amz-Signature", nil, .incompleteQuery),
        ("X-Amz-Credential", "", .incompleteQuery), ("X-Amz-Algorithm", "AWS3", .unsupportedAlgorithm("AWS3")),
        ("X-Amz-Date", "today", .invalidDate("today")),
    ]

    @Test(arguments: queries)
    func queriesMustBeWhole(_ name: String, _ value: String?, _ reason: SigV4Failure.Reason) {
        var request = Self.presigned()
        for index in request.query.indices where request.query[index].name == name {
            request.query[index].value = value
        }
        #expect(failure(request, Self.s3)?.reason == reason)
    }

    @Test func tokensMustBeTheCallers() {
        let temporary = Credentials(
            accessKeyID: "AKIDEXAMPLE", secretAccessKey: "secret", sessionToken: "token",
            expiration: Self.now + .seconds(60))
        let signed = SigV4Signer(service: "dynamodb", region: "us-east-1")
            .sign(Self.plain, payload: .empty, with: temporary, at: Self.now).request
        #expect(failure(signed, credentials: temporary) == nil)
        #expect(failure(signed)?.reason == .invalidToken)
        #expect(failure(Self.signed(), credentials: temporary)?.reason == .invalidToken)
        #expect(failure(signed, credentials: temporary, at: Self.now + .seconds(60))?.reason == .expiredToken)
        let other = Credentials(accessKeyID: "AKIDOTHER", secretAccessKey: "secret")
        #expect(failure(Self.signed(), credentials: other)?.reason == .unknownAccessKey("AKIDEXAMPLE"))
    }

    private func failure(
        _ request: HTTPRequest, credentials: Credentials, at now: Timestamp = now
    ) -> SigV4Failure? {
        failure(request, Self.dynamoDB, credentials, at: now)
    }

    @Test func mismatchesShowWhatWasComputed() {
        let other = Credentials(accessKeyID: "AKIDEXAMPLE", secretAccessKey: "other")
        let failure = failure(Self.signed("s3"), Self.s3, other)
        #expect(failure?.reason == .mismatch)
        let s3 = failure?.wireFailure(.s3)
        #expect(s3?.members["AWSAccessKeyId"] == "AKIDEXAMPLE")
        #expect(s3?.members["StringToSign"]?.string == failure?.stringToSign)
        let query = failure?.wireFailure(.query).message ?? ""
        #expect(query.contains("The Canonical String for this request should have been\n'GET\n/\n\nhost:localhost\n"))
        #expect(failure?.wireFailure(.json).code == "InvalidSignatureException")
    }

    @Test func bodiesMustBeTheSignedOnes() {
        let s3 = failure(Self.signed("s3"), Self.s3, body: [1])?.wireFailure(.s3)
        #expect(s3?.code == "XAmzContentSHA256Mismatch")
        #expect(s3?.members["ClientComputedContentSHA256"]?.string == SigV4Payload.empty.text)
        #expect(failure(Self.signed(), body: [1])?.reason == .mismatch)
        var request = Self.signed("s3")
        request.headers["X-Amz-Content-SHA256"] = "sha"
        #expect(failure(request, Self.s3)?.wireFailure(.s3).code == "InvalidArgument")
        request.headers["X-Amz-Content-SHA256"] = nil
        #expect(failure(request, Self.s3)?.reason == .missingContentHash)
    }

    @Test func streamedBodiesAreCheckedAtTheirEnd() async throws {
        let payload = SigV4Payload.of([1, 2, 3])
        #expect(try await ByteStream.bytes([1, 2, 3]).checked(against: payload).collect(bytesMax: 10) == [1, 2, 3])
        await #expect(throws: SigV4Failure.self) {
            try await ByteStream.bytes([1, 2, 4]).checked(against: payload).collect(bytesMax: 10)
        }
    }

    @Test func credentialsAreReadFromTheRight() {
        let credential = SigningCredential("a/b/20150830/us-east-1/s3/aws4_request")
        #expect(credential?.accessKeyID == "a/b")
        #expect(credential?.scope.text == "20150830/us-east-1/s3/aws4_request")
        for text in ["", "////", "a/20150830/us-east-1/s3", "a//us-east-1/s3/aws4_request"] {
            #expect(SigningCredential(text) == nil)
        }
    }

    @Test func mutatedAuthorizationsNeverTrapNorPass() {
        var generator = SeededGenerator(seed: SeededGenerator.seed)
        let header = Self.signed().headers["Authorization"] ?? ""
        for _ in 0..<5000 {
            let mutated = String(decoding: generator.mutated(Array(header.utf8)), as: UTF8.self)
            let request = authorized(mutated)
            guard let authorization = try? SigV4Authorization(of: request) else { continue }
            let isSame = authorization == (try? SigV4Authorization(of: Self.signed()))
            #expect(isSame == (failure(request) == nil), "\(mutated)")
        }
    }
}
