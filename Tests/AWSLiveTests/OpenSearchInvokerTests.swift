import AWSCore
import AWSLive
import AWSOpenSearch
import Testing

@Suite struct OpenSearchInvokerTests {
    let surroundings = StillSurroundings()
    static let found = HTTPResponse.json(200, #"{"took":1,"timed_out":false,"hits":{"total":{"value":0},"hits":[]}}"#)

    func client(
        _ transport: ScriptedTransport, _ authentication: OpenSearchAccess.Authentication,
        url: String? = "https://abc.eu-west-1.aoss.amazonaws.com"
    ) -> any OpenSearchClient {
        var configuration = LiveConfiguration(
            region: "eu-west-1", credentials: StaticCredentials(account: "123456789012"),
            surroundings: surroundings.value)
        configuration.openSearch = OpenSearchAccess(url.flatMap { EndpointURL($0) }, authentication)
        return LiveClients(configuration, transport: transport).openSearch
    }

    @Test func signsForServerlessWithTheHashOfTheBody() async throws {
        let transport = ScriptedTransport([.success(Self.found)])
        _ = try await client(transport, .serverless).search(.init(index: "pages", body: ["size": 1]))
        let request = try #require(transport.requests.first)
        #expect(transport.origins == [Origin(host: "abc.eu-west-1.aoss.amazonaws.com")])
        #expect(request.method == "POST" && request.path == "/pages/_search")
        let body = try await request.body.collect(bytesMax: 100)
        #expect(request.headers["x-amz-content-sha256"] == HashAlgorithm.sha256.hexDigest(of: body))
        #expect(request.headers["Authorization"]?.contains("/eu-west-1/aoss/aws4_request") == true)
        #expect(request.headers["Authorization"]?.contains("x-amz-content-sha256") == true)
    }

    @Test func signsForDomains() async throws {
        let transport = ScriptedTransport([.success(Self.found)])
        _ = try await client(transport, .domain).search(.init(index: "pages"))
        #expect(transport.requests.first?.headers["Authorization"]?.contains("/eu-west-1/es/aws4_request") == true)
        #expect(transport.requests.first?.headers["x-amz-content-sha256"] == nil)
    }

    /// The example of RFC 7617, section 2.
    @Test func sendsUserAndPassword() async throws {
        let transport = ScriptedTransport([.success(Self.found)])
        let access = OpenSearchAccess.Authentication.basic(user: "Aladdin", password: "open sesame")
        _ = try await client(transport, access, url: "http://localhost:9200/base").search(.init(index: "pages"))
        #expect(transport.requests.first?.headers["Authorization"] == "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==")
        #expect(transport.requests.first?.path == "/base/pages/_search")
        #expect(!"\(access) \(String(reflecting: access))".contains("sesame"))
    }

    @Test func sendsNothingWhereNothingIsAsked() async throws {
        let transport = ScriptedTransport([.success(Self.found)])
        _ = try await client(transport, .none, url: "http://localhost:9200").search(.init(index: "pages"))
        #expect(transport.requests.first?.headers["Authorization"] == nil)
    }

    @Test(arguments: [429, 502, 503, 504]) func retriesWhatMayPass(status: Int) async throws {
        let transport = ScriptedTransport([.success(HTTPResponse(status: status)), .success(Self.found)])
        _ = try await client(transport, .none).search(.init(index: "pages"))
        #expect(transport.requests.count == 2)
    }

    @Test(arguments: [400, 403, 404, 409, 500, 501]) func doesNotRetryWhatStaysWrong(status: Int) async throws {
        let answer = HTTPResponse.json(
            status, #"{"error":{"type":"index_not_found_exception","reason":"no such index [pages]"},"status":404}"#)
        let transport = ScriptedTransport([.success(answer), .success(Self.found)])
        await #expect { try await client(transport, .none).search(.init(index: "pages")) } throws: { error in
            let error = error as? OpenSearchError
            return error?.code == .indexNotFound && error?.message == "no such index [pages]" && error?.status == status
                && error?.isRetryable == false
        }
        #expect(transport.requests.count == 1)
    }

    @Test func saysThatNoEndpointIsKnown() async throws {
        let transport = ScriptedTransport([])
        await #expect { try await client(transport, .serverless, url: nil).search(.init(index: "a")) } throws: {
            error in
            (error as? OpenSearchError)?.code == .configurationError
        }
        #expect(transport.requests.isEmpty)
    }

    @Test func learnsTheClockOfTheCollection() async throws {
        let early = HTTPResponse.json(
            403, #"{"status":403,"error":{"reason":"Signature not yet current: 20250101T000000Z"}}"#,
            headers: ["Date": "Wed, 01 Jan 2025 01:00:00 GMT"])
        let transport = ScriptedTransport([.success(early), .success(Self.found)])
        _ = try await client(transport, .serverless).search(.init(index: "pages"))
        #expect(transport.requests.map { $0.headers["X-Amz-Date"] } == ["20250101T000000Z", "20250101T010000Z"])
    }
}
