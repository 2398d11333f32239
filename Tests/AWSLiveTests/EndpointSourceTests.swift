import AWSCore
import AWSLive
import Testing

/// Credentials by endpoints that are no services: single sign-on, containers, instances.
@Suite struct EndpointSourceTests {
    typealias Sources = CredentialsSourceTests
    let sources = CredentialsSourceTests()

    static func json(_ status: Int = 200, _ body: String) -> HTTPResponse { .json(status, body) }
    static func text(_ status: Int = 200, _ body: String) -> HTTPResponse {
        HTTPResponse(status: status, body: .bytes(Array(body.utf8)))
    }

    // Single sign-on.

    static let session = """
        [profile a]
        sso_session = ours
        sso_account_id = 123456789012
        sso_role_name = Reader
        [sso-session ours]
        sso_region = eu-central-1
        sso_start_url = https://ours.awsapps.com/start
        """
    static let cache = "/home/me/.aws/sso/cache/"

    /// The file's name is `printf ours | sha1sum`.
    static func sessionCache(_ name: String) -> String {
        if name == "ours" { return cache + "48537f613ab85111413f2369616ae97481429bd1.json" }
        return cache + HashAlgorithm.sha1.hexDigest(of: name.utf8) + ".json"
    }

    static let roleAnswer =
        #"{"roleCredentials":{"accessKeyId":"K","secretAccessKey":"S","sessionToken":"T","expiration":1735711200000}}"#

    @Test(arguments: [true, false]) func usesTheCachedToken(hasSession: Bool) async throws {
        let url = "https://ours.awsapps.com/start"
        let old = Self.session.replacing("sso_session = ours", with: "sso_region=eu-central-1\nsso_start_url=\(url)")
        let machine = sources.machine(
            config: hasSession ? Self.session : old,
            files: [
                Self.sessionCache(hasSession ? "ours" : url):
                    #"{"accessToken":"hidden","expiresAt":"2025-01-01T01:00:00UTC","region":"eu-central-1"}"#
            ])
        let answered = try await sources.ask(machine, [Self.json(200, Self.roleAnswer)], profile: "a")
        #expect(try answered.credentials.get() == Sources.expected)
        let request = answered.transport.requests[0]
        #expect(answered.transport.origins == [Origin(host: "portal.sso.eu-central-1.amazonaws.com")])
        #expect(request.path == "/federation/credentials")
        #expect(request.query == [.init("role_name", "Reader"), .init("account_id", "123456789012")])
        #expect(request.headers["x-amz-sso_bearer_token"] == "hidden")
    }

    static let logins: [(file: String?, answer: HTTPResponse?, reason: String)] = [
        (nil, nil, "nobody has signed in on this machine"),
        ("{", nil, "its cached token cannot be read"),
        (#"{"accessToken":"hidden","expiresAt":"2024-12-31T23:59:59Z"}"#, nil, "its token has expired"),
        (
            #"{"accessToken":"hidden","expiresAt":"2025-01-01T01:00:00Z"}"#, json(401, "{}"),
            "its token is no longer valid"
        ),
    ]

    @Test(arguments: logins.indices) func saysHowToSignIn(_ index: Int) async throws {
        let wanted = Self.logins[index]
        let files = wanted.file.map { [Self.sessionCache("ours"): $0] } ?? [:]
        let machine = sources.machine(config: Self.session, files: files)
        let answered = try await sources.ask(machine, wanted.answer.map { [$0] } ?? [], profile: "a")
        let words =
            "The single sign-on of profile 'a' has to be renewed, since \(wanted.reason): run "
            + "'aws sso login --profile a'."
        #expect(throws: CredentialsError(words)) { try answered.credentials.get() }
    }

    // Containers.

    @Test func asksTheContainersHost() async throws {
        let machine = FakeMachine(["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/v2/credentials/id?a=b"])
        let answered = try await sources.ask(machine, [Self.json(200, Sources.document)])
        #expect(try answered.credentials.get() == Sources.expected)
        #expect(answered.transport.origins == [Origin(isSecure: false, host: "169.254.170.2")])
        #expect(answered.transport.requests[0].path == "/v2/credentials/id")
        #expect(answered.transport.requests[0].query == [.init("a", "b")])
        #expect(answered.transport.requests[0].headers["Authorization"] == nil)
    }

    static let hosts: [(url: String, isAllowed: Bool)] = [
        ("http://localhost:1234/get", true), ("http://127.0.0.1/get", true), ("http://127.200.3.4/get", true),
        ("http://[::1]/get", true), ("http://169.254.170.2/get", true), ("http://169.254.170.23/v1/credentials", true),
        ("http://[fd00:ec2::23]/get", true), ("https://anywhere.example/get", true), ("http://192.168.1.1/get", false),
        ("http://169.254.170.3/get", false), ("http://127.0.0.1.example/get", false), ("http://128.0.0.1/get", false),
        ("http://127.1/get", false), ("ftp://localhost/get", false), ("nonsense", false),
    ]

    @Test(arguments: hosts) func plainHTTPStaysNear(url: String, isAllowed: Bool) async throws {
        let machine = FakeMachine(["AWS_CONTAINER_CREDENTIALS_FULL_URI": url])
        let answered = try await sources.ask(machine, [Self.json(200, Sources.document)])
        #expect(answered.transport.requests.count == (isAllowed ? 1 : 0))
        #expect((try? answered.credentials.get()) == (isAllowed ? Sources.expected : nil))
    }

    @Test func sendsTheContainersToken() async throws {
        let machine = FakeMachine(
            [
                "AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://169.254.170.23/v1/credentials",
                "AWS_CONTAINER_AUTHORIZATION_TOKEN": "first", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": "/token",
            ], files: ["/token": "second\n"])
        let answered = try await sources.ask(machine, [Self.json(200, Sources.document)])
        #expect(answered.transport.requests[0].headers["Authorization"] == "second")
        machine.write("/token", "hid\r\nden")
        let refused = try await sources.ask(machine, [Self.json(200, Sources.document)])
        #expect(throws: CredentialsError("The authorization token of the container endpoint contains a line break.")) {
            try refused.credentials.get()
        }
    }

    @Test func triesTheContainersEndpointThreeTimes() async throws {
        let machine = FakeMachine(["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/get"])
        let answered = try await sources.ask(machine, Array(repeating: Self.text(500, ""), count: 9))
        #expect(answered.transport.requests.count == 3)
        #expect(
            throws: CredentialsError("The container endpoint http://169.254.170.2 answered with status 500.")
        ) { try answered.credentials.get() }
    }

    // Instances.

    @Test func asksTheInstanceInThreeSteps() async throws {
        let script = [Self.text(200, "token"), Self.text(200, "my role\n"), Self.json(200, Sources.document)]
        let answered = try await sources.ask(FakeMachine(), script)
        #expect(try answered.credentials.get() == Sources.expected)
        let requests = answered.transport.requests
        #expect(answered.transport.origins.allSatisfy { $0 == Origin(isSecure: false, host: "169.254.169.254") })
        #expect(requests.map(\.method) == ["PUT", "GET", "GET"])
        #expect(requests[0].headers["x-aws-ec2-metadata-token-ttl-seconds"] == "21600")
        #expect(requests[2].path == "/latest/meta-data/iam/security-credentials/my%20role")
        #expect(requests[1...].allSatisfy { $0.headers["x-aws-ec2-metadata-token"] == "token" })
    }

    @Test func theInstancesEndpointMayBeElsewhere() async throws {
        let ipv6 = try await sources.ask(FakeMachine(["AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE": "IPv6"]))
        #expect(ipv6.transport.origins.first?.host == "[fd00:ec2::254]")
        let own = try await sources.ask(FakeMachine(["AWS_EC2_METADATA_SERVICE_ENDPOINT": "http://localhost:1338/x"]))
        #expect(own.transport.origins.first == Origin(isSecure: false, host: "localhost", port: 1338))
        #expect(own.transport.requests.first?.path == "/x/latest/api/token")
    }

    @Test func goesOnWhereThereIsNoInstance() async throws {
        let answered = try await sources.ask(FakeMachine(), [Self.text(404, "")])
        let error = #expect(throws: CredentialsError.self) { try answered.credentials.get() }
        #expect(
            error?.message.contains("instance metadata: no answer from http://169.254.169.254, or no role there")
                == true)
    }

    /// What the instance gave last is used on when it answers no more, expired or not.
    @Test func outlivesTheInstancesService() async throws {
        let script = [Self.text(200, "token"), Self.text(200, "role"), Self.json(200, Sources.document)]
        let transport = ScriptedTransport(script.map { .success($0) })
        let machine = FakeMachine(["AWS_REGION": "eu-west-1"])
        let provider = try LiveConfiguration.load(
            machine: machine.machine, surroundings: StillSurroundings(now: Sources.start).value, transport: transport
        ).credentials
        #expect(try await provider.credentials(at: Sources.start) == Sources.expected)
        let late = Sources.start + .seconds(7 * 3600)
        let kept = try await provider.credentials(at: late)
        #expect(kept.accessKeyID == "K" && kept.expiration == late + .seconds(900 + 450))
    }
}
