import AWSCore
import AWSDynamoDB
import AWSLive
import AWSS3
import Synchronization
import Testing

/// What goes wrong between a client and its service: the right error, after the documented number of tries.
@Suite struct FaultTests {
    static let tables = #"{"TableNames":["a"]}"#

    func clients(
        _ origin: Origin, environment: [String: String] = [:], timeouts: Timeouts = Timeouts(firstByteSeconds: 20)
    ) -> LiveClients {
        var configuration = LiveConfiguration(
            region: "eu-west-1", credentials: StaticCredentials(account: "123456789012"), endpoint: origin)
        configuration.timeouts = timeouts
        // Waits between attempts are over at once.
        configuration.surroundings = StillSurroundings().value
        return LiveClients(configuration, transport: CurlTransport(environment: environment))
    }

    func failure(
        _ clients: LiveClients
    ) async -> DynamoDBError? {
        do throws(DynamoDBError) {
            _ = try await clients.dynamoDB.listTables(.init())
            return nil
        } catch {
            return error
        }
    }

    @Test func slowServersAreGivenUpAfterFourTries() async throws {
        let tries = Counter()
        let server = try RawServer { peer in
            _ = try peer.request()
            tries.increment()
            peer.waitForClose()
        }
        let error = await failure(clients(server.origin, timeouts: Timeouts(firstByteSeconds: 0.05)))
        #expect(error?.code == .readTimeoutError && error?.isRetryable == true)
        #expect(tries.value == 4)
    }

    static let broken: [(answer: String, code: ErrorCode<DynamoDB>, tries: Int)] = [
        ("", .connectionClosedError, 4),
        ("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"Table", .connectionClosedError, 4),
        ("HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n{\"Table", .responseParserError, 1),
        ("HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n", ErrorCode("500"), 4),
        ("HTTP/1.1 503 Slow Down\r\nContent-Length: 0\r\n\r\n", ErrorCode("503"), 4),
        ("HTTP/1.1 501 Not Implemented\r\nContent-Length: 0\r\n\r\n", ErrorCode("501"), 1),
        (
            "HTTP/1.1 400 Bad Request\r\nContent-Length: 64\r\n\r\n"
                + #"{"__type":"ProvisionedThroughputExceededException","message":""}"#,
            .provisionedThroughputExceededException, 4
        ),
        (
            "HTTP/1.1 200 OK\r\nx-amz-crc32: 1\r\nContent-Length: 2\r\n\r\n{}", ErrorCode("CRC32CheckFailed"), 4
        ),
    ]

    @Test(arguments: broken.indices) func tellsWhatIsWrong(_ index: Int) async throws {
        let wanted = Self.broken[index]
        let tries = Counter()
        let server = try RawServer { peer in
            _ = try peer.request()
            tries.increment()
            try peer.send(wanted.answer)
        }
        let error = await failure(clients(server.origin))
        #expect(error?.code == wanted.code)
        #expect(tries.value == wanted.tries)
    }

    @Test func healsOnceTheServiceDoes() async throws {
        let tries = Counter()
        let server = try RawServer { peer in
            while true {
                _ = try peer.request()
                if tries.increment() < 4 { try peer.reply("500 Oops") } else { try peer.reply("200 OK", Self.tables) }
            }
        }
        #expect(try await clients(server.origin).dynamoDB.listTables(.init()).tableNames == ["a"])
        #expect(tries.value == 4 && server.connectionCount < 4)
    }

    /// A body that was a stream is gone: the first failure is the last.
    @Test func streamsAreNotSentTwice() async throws {
        let server = try RawServer { peer in
            _ = try peer.request()
            try peer.reply("500 Oops")
        }
        let body = ByteStream.stream(
            AsyncThrowingStream {
                $0.yield([1]); $0.finish()
            }, length: 1)
        await #expect(throws: S3Error.self) {
            try await clients(server.origin).s3.putObject(.init(body: body, bucket: "photos", key: "k"))
        }
        #expect(server.connectionCount == 1)
    }

    // Proxies.

    @Test func goesThroughTheProxy() async throws {
        let lines = Mutex<[String]>([])
        let proxy = try RawServer { peer in
            let (head, _) = try peer.request()
            lines.withLock { $0.append(String(head.prefix { $0 != "\r\n" })) }
            try peer.reply("200 OK", Self.tables)
        }
        let far = Origin(isSecure: false, host: "dynamodb.example", port: 8000)
        let clients = clients(far, environment: ["http_proxy": proxy.origin.url])
        #expect(try await clients.dynamoDB.listTables(.init()).tableNames == ["a"])
        #expect(lines.withLock { $0 } == ["POST http://dynamodb.example:8000/ HTTP/1.1"])
    }

    @Test(arguments: ["127.0.0.1", "*", "example.com,127.0.0.1"])
    func goesAroundTheProxyWhereToldSo(exceptions: String) async throws {
        let server = try RawServer { peer in
            _ = try peer.request()
            try peer.reply("200 OK", Self.tables)
        }
        let clients = clients(
            server.origin, environment: ["HTTP_PROXY": "http://127.0.0.1:1", "NO_PROXY": exceptions])
        #expect(try await clients.dynamoDB.listTables(.init()).tableNames == ["a"])
    }

    @Test func tellsThatTheProxyRefuses() async throws {
        let lines = Mutex<[String]>([])
        let proxy = try RawServer { peer in
            let head = try peer.head()
            lines.withLock { $0.append(String(head.prefix { $0 != "\r\n" })) }
            try peer.reply("403 Forbidden")
        }
        let error = await failure(
            clients(Origin(host: "dynamodb.example"), environment: ["https_proxy": proxy.origin.url]))
        #expect(error?.code == .proxyConnectionError)
        #expect(error?.message == "the proxy answered CONNECT with status 403")
        #expect(lines.withLock { $0.first } == "CONNECT dynamodb.example:443 HTTP/1.1")
    }

    // Logs.

    @Test func logsEachAttemptWithoutSecrets() async throws {
        let tries = Counter()
        let server = try RawServer { peer in
            while true {
                _ = try peer.request()
                let headers = ["x-amzn-RequestId: R1", "Set-Cookie: hidden"]
                if tries.increment() == 1 { try peer.reply("500 Oops", headers: headers) }
                try peer.reply("200 OK", Self.tables, headers: headers)
            }
        }
        let attempts = Mutex<[LiveAttempt]>([])
        var configuration = clients(server.origin).configuration
        configuration.credentials = StaticCredentials(
            Credentials(accessKeyID: "AKID", secretAccessKey: "hidden", sessionToken: "hidden"))
        configuration.log = { attempt in attempts.withLock { $0.append(attempt) } }
        let clients = LiveClients(configuration, transport: CurlTransport(environment: [:]))
        _ = try await clients.dynamoDB.listTables(.init())
        let logged = attempts.withLock { $0 }
        #expect(logged.map(\.number) == [1, 2] && logged.map(\.status) == [500, 200])
        #expect(logged[0].error != nil && logged[1].error == nil)
        #expect(logged[1].responseHeaders["x-amzn-RequestId"] == "R1")
        #expect(logged[0].description.hasPrefix("DynamoDB.ListTables #1 POST \(server.origin.url)/ 500 in "))
        for attempt in logged {
            let all = "\(attempt) \(attempt.requestHeaders) \(attempt.responseHeaders)"
            #expect(!all.contains("hidden") && !all.contains("Signature="))
        }
    }
}
