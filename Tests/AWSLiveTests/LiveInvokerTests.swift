import AWSCore
import AWSDynamoDB
import AWSLive
import Synchronization
import Testing

@Suite struct LiveInvokerTests {
    let surroundings = StillSurroundings()
    static let throttled = HTTPResponse.json(
        400, #"{"__type":"com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException","message":"slow"}"#)
    static let down = HTTPResponse(status: 503)
    static let tables = HTTPResponse.json(200, #"{"TableNames":["a","b"]}"#)

    func client(
        _ transport: ScriptedTransport, attemptsMax: Int = 3,
        credentials: any CredentialsProvider = StaticCredentials(account: "123456789012")
    ) -> DynamoDBProxy {
        let configuration = LiveConfiguration(
            region: "eu-west-1", credentials: credentials, retries: RetryPolicy(attemptsMax: attemptsMax),
            surroundings: surroundings.value)
        return DynamoDBProxy(LiveInvoker(DynamoDB.self, configuration, transport: transport))
    }

    @Test func sendsSignedRequestsToTheRegion() async throws {
        let transport = ScriptedTransport([.success(Self.tables)])
        let output = try await client(transport).listTables(.init(limit: 2))
        #expect(output.tableNames == ["a", "b"])
        let request = try #require(transport.requests.first)
        #expect(transport.origins == [Origin(host: "dynamodb.eu-west-1.amazonaws.com")])
        #expect(request.headers["Host"] == "dynamodb.eu-west-1.amazonaws.com")
        #expect(request.headers["X-Amz-Target"] == "DynamoDB_20120810.ListTables")
        #expect(request.headers["X-Amz-Date"] == "20250101T000000Z")
        #expect(
            request.headers["Authorization"]?.hasPrefix(
                "AWS4-HMAC-SHA256 Credential=123456789012/20250101/eu-west-1/dynamodb/aws4_request, ") == true)
        #expect(try await request.body.collect(bytesMax: 100) == Array(#"{"Limit":2}"#.utf8))
    }

    @Test(
        arguments: [
            [.success(throttled), .success(tables)],
            [.success(down), .success(throttled), .success(tables)],
            [.failure(TransportError(.connectionClosed, "")), .success(tables)],
            [.failure(TransportError(.firstByteTimeout, "")), .success(down), .success(tables)],
            [.success(.json(200, "{}", headers: ["x-amz-crc32": "1"])), .success(tables)],
        ] as [[ScriptedTransport.Line]])
    func retriesWhatMayPass(script: [ScriptedTransport.Line]) async throws {
        let transport = ScriptedTransport(script)
        #expect(try await client(transport).listTables(.init()).tableNames == ["a", "b"])
        #expect(transport.requests.count == script.count)
        let attempts = transport.requests.map { $0.headers["amz-sdk-request"] }
        #expect(attempts == (1...script.count).map { "attempt=\($0); max=3" })
        #expect(Set(transport.requests.map { $0.headers["amz-sdk-invocation-id"] }).count == 1)
    }

    @Test func givesUpAfterTheLastAttempt() async throws {
        let transport = ScriptedTransport(Array(repeating: .success(Self.throttled), count: 5))
        await #expect { try await client(transport).listTables(.init()) } throws: { error in
            let error = error as? DynamoDBError
            return error?.code == .provisionedThroughputExceededException && error?.message == "slow"
                && error?.isThrottling == true && error?.isRetryable == true
        }
        #expect(transport.requests.count == 3)
    }

    @Test func doesNotRetryWhatStaysWrong() async throws {
        let refused = HTTPResponse.json(
            400, #"{"__type":"com.amazon.coral.validate#ValidationException","message":"no"}"#,
            headers: ["x-amzn-RequestId": "ID1", "Set-Cookie": "secret"])
        let transport = ScriptedTransport([.success(refused), .success(Self.tables)])
        await #expect { try await client(transport).listTables(.init()) } throws: { error in
            let error = error as? DynamoDBError
            return error?.code.rawValue == "ValidationException" && error?.status == 400 && error?.requestID == "ID1"
                && error?.received?.headers["x-amzn-RequestId"] == "ID1"
                && error?.received?.headers["Set-Cookie"] == nil && error?.isRetryable == false
        }
        #expect(transport.requests.count == 1)
        #expect(surroundings.waits.all.isEmpty)
    }

    @Test func decodesTheDetailsOfErrors() async throws {
        let cancelled = HTTPResponse.json(
            400,
            #"{"__type":"com.amazonaws.dynamodb.v20120810#TransactionCanceledException","Message":"Transaction cancelled","#
                + #""CancellationReasons":[{"Code":"ConditionalCheckFailed","Item":{"a":{"S":"b"}}},{"Code":"None"}]}"#)
        let transport = ScriptedTransport([.success(cancelled)])
        await #expect { try await client(transport).transactWriteItems(.init(transactItems: [])) } throws: { error in
            let error = error as? DynamoDBError
            let details = error?.details as? DynamoDB.TransactionCanceledException
            return error?.message == "Transaction cancelled"
                && details?.cancellationReasons?.map(\.code) == ["ConditionalCheckFailed", "None"]
                && details?.cancellationReasons?.first?.item == ["a": .s("b")]
        }
    }

    @Test func fillsIdempotencyTokens() async throws {
        let transport = ScriptedTransport([.success(Self.down), .success(.json(200, "{}"))])
        _ = try await client(transport).transactWriteItems(.init(transactItems: []))
        let bodies = try await [
            transport.requests[0].body.collect(bytesMax: 1000), transport.requests[1].body.collect(bytesMax: 1000),
        ]
        #expect(String(decoding: bodies[0], as: UTF8.self).contains("\"ClientRequestToken\":\""))
        #expect(bodies[0] == bodies[1])
    }

    @Test func learnsTheServicesClock() async throws {
        // An hour ahead of the still clock.
        let early = HTTPResponse.json(
            400, #"{"__type":"com.amazon.coral.service#InvalidSignatureException","message":"Signature expired"}"#,
            headers: ["Date": "Wed, 01 Jan 2025 01:00:00 GMT"])
        let transport = ScriptedTransport([.success(early), .success(Self.tables), .success(Self.tables)])
        let client = client(transport)
        _ = try await client.listTables(.init())
        _ = try await client.listTables(.init())
        #expect(
            transport.requests.map { $0.headers["X-Amz-Date"] }
                == ["20250101T000000Z", "20250101T010000Z", "20250101T010000Z"])
        #expect(surroundings.waits.all.isEmpty)
    }

    @Test func wrongSignaturesAreNotRetriedWhenClocksAgree() async throws {
        let wrong = HTTPResponse.json(
            400, #"{"__type":"com.amazon.coral.service#InvalidSignatureException"}"#,
            headers: ["Date": "Wed, 01 Jan 2025 00:00:30 GMT"])
        let transport = ScriptedTransport([.success(wrong), .success(Self.tables)])
        await #expect(throws: DynamoDBError.self) { try await client(transport).listTables(.init()) }
        #expect(transport.requests.count == 1)
    }

    /// 500 tokens; a call that fails for good takes 10: two retries of 5. The 51st has none left to take.
    @Test func stopsRetryingWhenTheQuotaIsUsedUp() async throws {
        let transport = ScriptedTransport(Array(repeating: .success(Self.down), count: 200))
        let client = client(transport)
        for _ in 0..<50 { await #expect(throws: DynamoDBError.self) { try await client.listTables(.init()) } }
        #expect(transport.requests.count == 150)
        await #expect(throws: DynamoDBError.self) { try await client.listTables(.init()) }
        #expect(transport.requests.count == 151)
    }

    @Test func waitsAsLongAsTheServiceAsks() async throws {
        let busy = HTTPResponse(status: 503, headers: ["x-amz-retry-after": "7000"])
        let transport = ScriptedTransport([.success(busy), .success(Self.tables)])
        _ = try await client(transport).listTables(.init())
        #expect(surroundings.waits.all == [.seconds(7)])
    }

    @Test func saysThatThereAreNoCredentials() async throws {
        let transport = ScriptedTransport([.success(Self.tables)])
        let client = client(transport, credentials: EnvironmentCredentials { [:] })
        await #expect { try await client.listTables(.init()) } throws: { error in
            (error as? DynamoDBError)?.code == .noCredentialsError
        }
        #expect(transport.requests.isEmpty)
    }

    static let transportErrors: [(TransportError.Kind, ErrorCode<DynamoDB>, Int)] = [
        (.nameNotResolved, .endpointConnectionError, 3), (.connectionRefused, .endpointConnectionError, 3),
        (.connectTimeout, .connectTimeoutError, 3), (.firstByteTimeout, .readTimeoutError, 3),
        (.wholeTimeout, .readTimeoutError, 1), (.tlsFailed, .sslError, 1), (.cancelled, .cancelled, 1),
    ]

    @Test(arguments: transportErrors)
    func namesWhatWentWrongOnTheWay(kind: TransportError.Kind, code: ErrorCode<DynamoDB>, attempts: Int) async throws {
        let transport = ScriptedTransport(Array(repeating: .failure(TransportError(kind, "words")), count: 3))
        await #expect { try await client(transport).listTables(.init()) } throws: { error in
            let error = error as? DynamoDBError
            return error?.code == code && error?.status == 0 && error?.message == "words"
        }
        #expect(transport.requests.count == attempts)
    }

    @Test(arguments: ["<html>oops</html>", "", "[]", "{\"__type\":12}"])
    func readsAnyErrorBody(body: String) async throws {
        let transport = ScriptedTransport([.success(.json(404, body))])
        await #expect { try await client(transport).listTables(.init()) } throws: { error in
            (error as? DynamoDBError)?.status == 404
        }
    }

    @Test(arguments: ["{", "[]", #"{"TableNames":7}"#])
    func saysWhenASuccessCannotBeRead(body: String) async throws {
        let transport = ScriptedTransport([.success(.json(200, body))])
        await #expect { try await client(transport).listTables(.init()) } throws: { error in
            (error as? DynamoDBError)?.code == .responseParserError
        }
    }
}
