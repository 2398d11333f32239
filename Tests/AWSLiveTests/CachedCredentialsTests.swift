import AWSBedrockRuntime
import AWSCore
import AWSDynamoDB
import AWSLive
import Synchronization
import Testing

/// When credentials are asked for again. They come from a program, which counts how often it is run.
@Suite struct CachedCredentialsTests {
    static let start = Timestamp(seconds: 1_735_689_600)

    final class Program: Sendable {
        private let runs = Mutex(0)
        private let answer: @Sendable (_ run: Int) throws(ConfigurationError) -> String

        init(_ answer: @escaping @Sendable (Int) throws(ConfigurationError) -> String) {
            self.answer = answer
        }

        var count: Int { runs.withLock { $0 } }

        func provider() throws -> any CredentialsProvider {
            let machine = FakeMachine(
                ["AWS_REGION": "eu-west-1"], files: ["/home/me/.aws/config": "[profile a]\ncredential_process = get"]
            ) { _ throws(ConfigurationError) in
                let run = self.runs.withLock { runs in
                    runs += 1
                    return runs
                }
                return try self.answer(run)
            }
            return try LiveConfiguration.load(
                profile: "a", machine: machine.machine, transport: ScriptedTransport([])
            ).credentials
        }
    }

    /// Good for an hour from `start`, then for another.
    static func hour(_ run: Int) -> String {
        let end = (start + .seconds(3600 * run)).text(.dateTime)
        return
            #"{"Version":1,"AccessKeyId":"K\#(run)","SecretAccessKey":"S","SessionToken":"T","Expiration":"\#(end)"}"#
    }

    static let ages: [(seconds: Int, key: String)] = [
        (0, "K1"), (2699, "K1"), (2701, "K2"), (3001, "K2"), (3600, "K2"),
    ]

    @Test(arguments: ages) func asksAgainBeforeTheEnd(seconds: Int, key: String) async throws {
        let provider = try Program { Self.hour($0) }.provider()
        _ = try await provider.credentials(at: Self.start)
        #expect(try await provider.credentials(at: Self.start + .seconds(seconds)).accessKeyID == key)
    }

    /// Between 15 and 10 minutes before the end a refresh may fail; later it may not.
    @Test(arguments: [(2701, true), (2999, true), (3001, false), (3601, false)])
    func failuresMatterLate(seconds: Int, isForgiven: Bool) async throws {
        let provider = try Program { run throws(ConfigurationError) in
            if run > 1 { throw ConfigurationError("out of order") }
            return Self.hour(run)
        }.provider()
        _ = try await provider.credentials(at: Self.start)
        let later = Self.start + .seconds(seconds)
        for _ in 0..<2 {
            #expect((try? await provider.credentials(at: later))?.accessKeyID == (isForgiven ? "K1" : nil))
        }
    }

    @Test func manyCallersShareOneRefresh() async throws {
        let program = Program { Self.hour($0) }
        let provider = try program.provider()
        try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<100 { group.addTask { try await provider.credentials(at: Self.start).accessKeyID } }
            for try await key in group { #expect(key == "K1") }
        }
        #expect(program.count == 1)
    }

    /// Credentials that live five minutes are asked for once a minute, not with every call.
    @Test func shortLivesAreNotAskedForWithEachCall() async throws {
        let program = Program { run in
            let end = (Self.start + .seconds(300 + 60 * run)).text(.dateTime)
            return #"{"Version":1,"AccessKeyId":"K","SecretAccessKey":"S","SessionToken":"T","Expiration":"\#(end)"}"#
        }
        let provider = try program.provider()
        for second in 0..<180 { _ = try await provider.credentials(at: Self.start + .seconds(second)) }
        #expect(program.count == 3)
    }

    @Test func whatHasExpiredIsNotTaken() async throws {
        let provider = try Program { Self.hour($0) }.provider()
        await #expect(
            throws: CredentialsError("The credentials from the default chain have expired already.")
        ) { try await provider.credentials(at: Self.start + .seconds(36_000)) }
    }

    /// The service says that the token has expired: one refresh and one more attempt, then it is the caller's to know.
    @Test func expiredTokensAreReplacedOnce() async throws {
        let expired = HTTPResponse.json(
            400, #"{"__type":"ExpiredTokenException","message":"The security token expired"}"#)
        let tables = HTTPResponse.json(200, #"{"TableNames":["a"]}"#)
        let program = Program { Self.hour($0) }
        var configuration = LiveConfiguration(
            region: "eu-west-1", credentials: try program.provider(),
            surroundings: StillSurroundings(now: Self.start).value)
        configuration.retries.attemptsMax = 5
        let healed = ScriptedTransport([.success(expired), .success(tables)])
        #expect(
            try await LiveClients(configuration, transport: healed).dynamoDB.listTables(.init()).tableNames == ["a"])
        #expect(
            healed.requests.map { $0.headers["Authorization"]?.contains("Credential=K1/") } == [true, false])
        let lost = ScriptedTransport(Array(repeating: .success(expired), count: 9))
        await #expect { try await LiveClients(configuration, transport: lost).dynamoDB.listTables(.init()) } throws: {
            "\($0)".contains("ExpiredTokenException")
        }
        #expect(lost.requests.count == 2)
    }

    /// Bedrock takes an API key instead of a signature; other services know nothing of it.
    @Test func bedrockTakesAPIKeys() async throws {
        let machine = FakeMachine([
            "AWS_REGION": "eu-west-1", "AWS_BEARER_TOKEN_BEDROCK": "hidden", "AWS_ACCESS_KEY_ID": "AKID",
            "AWS_SECRET_ACCESS_KEY": "S",
        ])
        let transport = ScriptedTransport([])
        var configuration = try LiveConfiguration.load(machine: machine.machine, transport: transport)
        configuration.retries.attemptsMax = 1
        let clients = LiveClients(configuration, transport: transport)
        _ = try? await clients.bedrockRuntime.invokeModel(.init(modelId: "m"))
        _ = try? await clients.dynamoDB.listTables(.init())
        #expect(transport.requests[0].headers["Authorization"] == "Bearer hidden")
        #expect(transport.requests[1].headers["Authorization"]?.hasPrefix("AWS4-HMAC-SHA256 Credential=AKID/") == true)
        let key = try #require(configuration.bedrockAPIKey)
        #expect(!"\(key) \(String(reflecting: key))".contains("hidden"))
    }

    @Test func secretsStayOutOfTexts() async throws {
        let written = Credentials(accessKeyID: "AKID", secretAccessKey: "hidden", sessionToken: "hidden")
        #expect(!"\(written) \(String(reflecting: written))".contains("hidden"))
    }
}
