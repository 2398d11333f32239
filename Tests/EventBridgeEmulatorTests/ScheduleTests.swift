import AWSCore
import AWSEventBridge
import EventBridgeEmulator
import Testing
import World

@Suite struct ScheduleTests {
    // Recorded answers: LocalStack, test_events_schedule, against AWS.
    static let bad = [
        "rate(10 seconds)", "rate(10 years)", "rate(1 minutes)", "rate(1 hours)", "rate(1 days)", "rate(10 minute)",
        "rate(10 hour)", "rate(10 day)", "rate()", "rate(10)", "rate(10 minutess)", "rate(foo minutes)",
        "rate(0 minutes)", "rate(-10 minutes)", "rate(10 MINUTES)", "rate( 10 minutes )", " rate(10 minutes)",
        "cron(0 1 * * * *)", "cron(7 20 * * NOT *)", "cron(INVALID)", "cron(0 dummy ? * MON-FRI *)",
        "cron(71 8 1 * ? *)", "cron(0 0 ? * ? *)", "cron(0 0 * * ?)", "cron(0 0 32 * ? *)", "cron(0 0 1 13 ? *)",
        "cron(0/0 * * * ? *)", "cron(0 0 ? * 8 *)", "cron(0 0 ? * MON#6 *)", "cron(0 0 * * ? 1969)",
        "cron(5-1 0 * * ? *)", "cron(0,,1 0 * * ? *)", "at(2025-01-01T00:00:00)", "",
    ]

    @Test(arguments: bad) func badSchedulesAreRefused(_ expression: String) async throws {
        let cloud = try Cloud()
        let message =
            expression.isEmpty
            ? "Parameter(s) EventPattern or ScheduleExpression must be specified."
            : "Parameter ScheduleExpression is not valid."
        await expectError("ValidationException", message) {
            _ = try await cloud.client.putRule(.init(name: "rule", scheduleExpression: expression))
        }
    }

    // The first twenty were accepted by AWS (LocalStack, test_events_schedule); times follow from the User Guide.
    static let times: [(expression: String, from: String, next: [String])] = [
        ("cron(0 2 ? * SAT *)", "2025-01-01T00:00:00Z", ["2025-01-04T02:00:00Z", "2025-01-11T02:00:00Z"]),
        ("cron(0 12 * * ? *)", "2025-01-01T12:00:00Z", ["2025-01-02T12:00:00Z"]),
        ("cron(5,35 14 * * ? *)", "2025-01-01T14:05:00Z", ["2025-01-01T14:35:00Z", "2025-01-02T14:05:00Z"]),
        ("cron(15 10 ? * 6L 2025-2026)", "2025-01-01T00:00:00Z", ["2025-01-31T10:15:00Z", "2025-02-28T10:15:00Z"]),
        ("cron(15 10 ? * 6L 2002-2005)", "2025-01-01T00:00:00Z", []),
        ("cron(0 2 ? * SAT#3 *)", "2025-01-01T00:00:00Z", ["2025-01-18T02:00:00Z", "2025-02-15T02:00:00Z"]),
        ("cron(0/5 5 ? JAN 1-5 2025)", "2025-01-01T05:50:00Z", ["2025-01-01T05:55:00Z", "2025-01-02T05:00:00Z"]),
        ("cron(0 18 ? * MON-FRI *)", "2025-01-03T18:00:00Z", ["2025-01-06T18:00:00Z"]),
        ("cron(0 8 1 * ? *)", "2025-01-01T08:00:00Z", ["2025-02-01T08:00:00Z"]),
        ("cron(0/15 * * * ? *)", "2025-01-01T00:44:59Z", ["2025-01-01T00:45:00Z", "2025-01-01T01:00:00Z"]),
        ("cron(0/5 8-17 ? * MON-FRI *)", "2025-01-03T17:55:00Z", ["2025-01-06T08:00:00Z"]),
        ("cron(0/30 20-23 ? * MON-FRI *)", "2025-01-01T23:30:00Z", ["2025-01-02T20:00:00Z"]),
        ("cron(0 0 L * ? *)", "2024-02-01T00:00:00Z", ["2024-02-29T00:00:00Z", "2024-03-31T00:00:00Z"]),
        ("cron(0 0 15W * ? *)", "2025-02-01T00:00:00Z", ["2025-02-14T00:00:00Z", "2025-03-14T00:00:00Z"]),
        ("cron(0 0 1W * ? *)", "2025-02-02T00:00:00Z", ["2025-02-03T00:00:00Z", "2025-03-03T00:00:00Z"]),
        ("cron(0 0 LW * ? *)", "2025-05-01T00:00:00Z", ["2025-05-30T00:00:00Z"]),
        ("cron(0 0 29 2 ? *)", "2025-01-01T00:00:00Z", ["2028-02-29T00:00:00Z"]),
        ("cron(0 0 ? * L *)", "2025-01-01T00:00:00Z", ["2025-01-04T00:00:00Z"]),
        ("cron(59 23 31 12 ? 2199)", "2025-01-01T00:00:00Z", ["2199-12-31T23:59:00Z"]),
        ("rate(5 minutes)", "2025-01-01T00:00:07Z", ["2025-01-01T00:05:07Z", "2025-01-01T00:10:07Z"]),
        ("rate(1 day)", "2025-01-01T00:00:00Z", ["2025-01-02T00:00:00Z"]),
    ]

    @Test(arguments: times.indices) func schedulesFireWhenTheySay(_ index: Int) throws {
        let (expression, from, expected) = Self.times[index]
        var time = try #require(Timestamp(from, .dateTime))
        var found: [String] = []
        while found.count < max(expected.count, 1), let next = Probe.next(expression, after: time) {
            found.append(next.text(.dateTime))
            time = next
        }
        #expect(found == expected, "\(expression)")
    }

    @Test func aScheduledEventLooksAsAWSWritesIt() async throws {
        let cloud = try Cloud()
        try await cloud.makeRule("daily", schedule: "cron(0 2 * * ? *)")
        await cloud.world.advance(by: .seconds(7200))
        let payload = try #require(cloud.functions.payloads.first)
        let id = try #require(try Document(json: payload)["id"]?.string)
        #expect(
            payload == """
                {"version":"0","id":"\(id)","detail-type":"Scheduled Event","source":"aws.events",\
                "account":"000000000000","time":"2025-01-01T02:00:00Z","region":"us-east-1",\
                "resources":["arn:aws:events:us-east-1:000000000000:rule/daily"],"detail":{}}
                """)
        await cloud.world.advance(by: .seconds(90 * 86_400))
        #expect(cloud.functions.calls.count == 91)
    }

    @Test func aRateCountsFromWhenItWasPut() async throws {
        let cloud = try Cloud()
        await cloud.world.advance(by: .seconds(30))
        try await cloud.makeRule(schedule: "rate(1 minute)")
        await cloud.world.advance(by: .seconds(59))
        #expect(cloud.functions.calls.isEmpty)
        await cloud.world.advance(by: .seconds(1))
        #expect(cloud.functions.calls.count == 1)
        _ = try await cloud.client.disableRule(.init(name: "rule"))
        await cloud.world.advance(by: .seconds(600))
        #expect(cloud.functions.calls.count == 1)
        _ = try await cloud.client.enableRule(.init(name: "rule"))
        await cloud.world.advance(by: .seconds(60))
        #expect(cloud.functions.calls.count == 2)
    }
}
