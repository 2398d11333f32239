import AWSBedrockRuntime
import AWSCore
import AWSDynamoDB
import AWSLive
import Testing

@Suite struct RetryTests {
    static let throttled = HTTPResponse.json(400, #"{"__type":"ThrottlingException","message":"slow"}"#)
    static let down = HTTPResponse(status: 503)

    func configuration(_ surroundings: MovingSurroundings, _ retries: RetryPolicy = RetryPolicy()) -> LiveConfiguration
    {
        LiveConfiguration(
            region: "eu-west-1", credentials: StaticCredentials(account: "123456789012"), retries: retries,
            surroundings: surroundings.value)
    }

    /// Half of the ceiling each time, which doubles from its base: 1 s, and 25 ms where DynamoDB does not throttle.
    static let schedules: [(answer: HTTPResponse, isDynamoDB: Bool, waits: [Duration])] = [
        (down, true, [.microseconds(12_500), .milliseconds(25), .milliseconds(50)]),
        (throttled, true, [.milliseconds(500), .seconds(1), .seconds(2)]),
        (down, false, [.milliseconds(500), .seconds(1)]),
        (throttled, false, [.milliseconds(500), .seconds(1)]),
    ]

    @Test(arguments: schedules.indices) func waitsAsTheServiceIsTried(_ index: Int) async throws {
        let wanted = Self.schedules[index]
        let surroundings = MovingSurroundings()
        let transport = ScriptedTransport(Array(repeating: .success(wanted.answer), count: 10))
        let clients = LiveClients(configuration(surroundings), transport: transport)
        if wanted.isDynamoDB {
            await #expect(throws: DynamoDBError.self) { try await clients.dynamoDB.listTables(.init()) }
        } else {
            await #expect(throws: BedrockRuntimeError.self) {
                try await clients.bedrockRuntime.invokeModel(.init(modelId: "m"))
            }
        }
        #expect(surroundings.waits == wanted.waits)
        #expect(transport.requests.count == wanted.waits.count + 1)
    }

    @Test func neverWaitsLongerThanTheLimit() async throws {
        let surroundings = MovingSurroundings(fraction: 1 - 0x1p-20)
        let transport = ScriptedTransport(Array(repeating: .success(Self.throttled), count: 10))
        let clients = LiveClients(configuration(surroundings, RetryPolicy(attemptsMax: 8)), transport: transport)
        await #expect(throws: DynamoDBError.self) { try await clients.dynamoDB.listTables(.init()) }
        #expect(surroundings.waits.map { Int(($0 / .seconds(1)).rounded()) } == [1, 2, 4, 8, 16, 20, 20])
    }

    /// `Fixtures/rates.json`: what botocore's limiter does with the same answers at the same times.
    @Test(arguments: 0..<3) func adaptiveRatesAreBotocores(_ index: Int) throws {
        let surroundings = MovingSurroundings(now: Timestamp(seconds: 1000))
        let limiter = RateLimiter(surroundings.value)
        let steps = try #require(try Fixture.json("rates.json")[index]?.list)
        #expect(steps.contains { $0["throttled"]?.bool == true })
        var last = 0.0
        for step in steps {
            let at = try #require(step["at"]?.double)
            surroundings.advance(.microseconds(Int(((at - last) * 1_000_000).rounded())))
            last = at
            limiter.record(isThrottled: step["throttled"]?.bool == true)
            guard let expected = step["rate"]?.double, let rate = limiter.rate else {
                #expect(limiter.rate == nil && step["rate"]?.double == nil)
                continue
            }
            #expect(abs(rate - expected) <= expected * 1e-9)
        }
    }

    /// A throttled client sends on at the measured rate and no faster; one that was never throttled does not wait.
    @Test func adaptiveModeHoldsRequestsBack() async throws {
        let surroundings = MovingSurroundings()
        let tables = HTTPResponse.json(200, #"{"TableNames":[]}"#)
        let lines: [HTTPResponse] =
            Array(repeating: tables, count: 20) + [Self.throttled] + Array(repeating: tables, count: 9)
        let transport = ScriptedTransport(lines.map { .success($0) })
        let clients = LiveClients(configuration(surroundings, RetryPolicy(mode: .adaptive)), transport: transport)
        for _ in 0..<20 {
            _ = try await clients.dynamoDB.listTables(.init())
            surroundings.advance(.milliseconds(100))
        }
        #expect(surroundings.waits.isEmpty)
        let start = surroundings.now
        for _ in 0..<9 { _ = try await clients.dynamoDB.listTables(.init()) }
        // Ten requests a second were measured; after the throttling nothing is in the bucket.
        let took = surroundings.now - start
        #expect(took > .milliseconds(900) && took < .seconds(4))
    }
}
