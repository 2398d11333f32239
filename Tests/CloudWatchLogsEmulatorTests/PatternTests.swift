import AWSCloudWatchLogs
import AWSCore
import Testing
import World

/// Patterns and messages of the User Guide, "Filter pattern syntax", and what follows from its rules.
@Suite struct PatternTests {
    static let cases: [(pattern: String, message: String, isFound: Bool)] = [
        ("", "anything", true),
        ("ERROR", "[ERROR 400] BAD REQUEST", true),
        ("ERROR", "[ERRORS 400]", false),
        ("error", "[ERROR 400] BAD REQUEST", false),
        ("ERROR ARGUMENTS", "[ERROR 419] MISSING ARGUMENTS", true),
        ("ERROR ARGUMENTS", "[ERROR 400] BAD REQUEST", false),
        ("?ERROR ?ARGUMENTS", "[ERROR 400] BAD REQUEST", true),
        ("?ERROR ?ARGUMENTS", "[INFO] fine", false),
        ("\"INTERNAL SERVER ERROR\"", "[ERROR 500] INTERNAL SERVER ERROR", true),
        ("\"INTERNAL SERVER ERROR\"", "[ERROR 500] SERVER INTERNAL ERROR", false),
        ("ERROR -ARGUMENTS", "[ERROR 400] BAD REQUEST", true),
        ("ERROR -ARGUMENTS", "[ERROR 419] MISSING ARGUMENTS", false),
        ("%AUTHORIZED%", "[ERROR 401] UNAUTHORIZED REQUEST", true),
        ("%^\\[ERROR 4[0-9]+%", "[ERROR 401] UNAUTHORIZED", true),
        ("%gr[ae]y|blue%", "a blue one", true),
        ("{ $.eventType = \"UpdateTrail\" }", #"{"eventType":"UpdateTrail"}"#, true),
        ("{ $.eventType = UpdateTrail }", #"{"eventType":"CreateTrail"}"#, false),
        ("{ $.sourceIPAddress != 123.123.* }", #"{"sourceIPAddress":"111.111.111.111"}"#, true),
        ("{ $.sourceIPAddress != 123.123.* }", #"{"sourceIPAddress":"123.123.1.1"}"#, false),
        ("{ $.arrayKey[0] = \"value\" }", #"{"arrayKey":["value","other"]}"#, true),
        ("{ $.objectList[1].id = 2 }", #"{"objectList":[{"id":1},{"id":2}]}"#, true),
        ("{ $.objectList[*].id = 2 }", #"{"objectList":[{"id":1},{"id":2}]}"#, true),
        ("{ $.bandwidth > 75 }", #"{"bandwidth":75.5}"#, true),
        ("{ $.latency = 1e2 }", #"{"latency":100}"#, true),
        ("{ $.SomeObject IS NULL }", #"{"SomeObject":null}"#, true),
        ("{ $.SomeObject IS NULL }", #"{"other":null}"#, false),
        ("{ $.SomeOtherObject NOT EXISTS }", #"{"SomeObject":null}"#, true),
        ("{ $.ThisFlag IS TRUE }", #"{"ThisFlag":true}"#, true),
        (
            "{ ($.user.id = 1) && ($.users[0].email = \"John.Doe@*\") }",
            #"{"user":{"id":1},"users":[{"email":"John.Doe@example.com"}]}"#, true
        ),
        ("{ $.user.email = J || $.status = failed && $.n >= 3 }", #"{"status":"failed","n":2}"#, false),
        ("{ $.code = %4[0-9]{2}% }", #"{"code":"404"}"#, true),
        ("{ $.a = 1 }", "no json", false),
        ("[w1=ERROR, w2]", "ERROR 500", true),
        ("[w1=ERROR, w2]", "ERROR 500 more", false),
        (
            "[ip, user, username, timestamp, request = *.html*, status_code = 4*, bytes]",
            "127.0.0.1 Prod frank [10/Oct/2000:13:25:15 -0700] \"GET /index.html HTTP/1.0\" 404 1534", true
        ),
        (
            "[..., status_code = 4*, bytes > 2000]",
            "127.0.0.1 Prod frank [10/Oct/2000:13:25:15 -0700] \"GET /index.html HTTP/1.0\" 404 1534", false
        ),
        ("[w1 = INFO || w1 = WARN, ...]", "WARN 404 File not found", true),
        ("[w1 != INFO && w1 != WARN, ...]", "WARN 404 File not found", false),
    ]

    @Test(arguments: cases) func patternsFind(_ pattern: String, _ message: String, _ isFound: Bool) async throws {
        let journal = try Journal()
        let matches = try await journal.client.testMetricFilter(
            .init(filterPattern: pattern, logEventMessages: [message]))
        #expect((matches.matches?.count == 1) == isFound)
    }

    @Test(arguments: [
        "foo-bar", "%a% %b% %c%", "{ $.a }", "{ $.a = }", "{ $.a = 1", "{ $. = 1 }", "[a, b", "[a=]", "%(a)%", "%a",
        "\"open",
        "{ $.a > \"x\" }", "{ $[x] = 1 }",
        "{ " + String(repeating: "(", count: 40) + "$.a = 1" + String(repeating: ")", count: 40) + " }",
    ])
    func badPatternsAreRefused(_ pattern: String) async throws {
        let journal = try Journal()
        let words = await refusal {
            _ = try await journal.client.testMetricFilter(.init(filterPattern: pattern, logEventMessages: ["x"]))
        }
        #expect(words?.hasPrefix("InvalidParameterException: Invalid ") == true)
    }

    /// Whatever stands in a pattern or a query, it is read or refused.
    @Test func brokenPatternsAndQueriesEndInAnAnswer() async throws {
        let journal = try Journal()
        try await journal.make(streams: "s")
        try await journal.put([(0, #"{"a":{"b":[1,"x"]},"n":1.5}"#), (1, "h \"GET /\" [x] 404")])
        let chance = SeededStream(seed: 20_251_125, name: "patterns")
        let pieces =
            Array("{}[]()$.=!<>&|%?-*\"'\\/ ,ab01é").map(String.init) + ["$.a", "...", "IS NULL", "like ", "stats "]
        for _ in 0..<200 {
            let text = (0..<(1 + chance.next(below: 12))).map { _ in pieces[chance.next(below: pieces.count)] }.joined()
            let pattern = await refusal { _ = try await journal.messages(text) }
            #expect(pattern == nil || pattern?.hasPrefix("InvalidParameterException") == true, "\(text)")
            let query = await refusal {
                _ = try await journal.client.startQuery(
                    .init(logGroupName: "g", startTime: 0, endTime: 1, queryString: "filter " + text))
            }
            let codes = ["MalformedQueryException", "InvalidParameterException", "NotImplemented"]
            #expect(query == nil || codes.contains { query?.hasPrefix($0) == true }, "\(text)")
        }
    }

    @Test func matchesNameWhatTheyFound() async throws {
        let journal = try Journal()
        let json = try await journal.client.testMetricFilter(
            .init(filterPattern: "{ $.a.b = * && $.n > 1 }", logEventMessages: ["no", #"{"a":{"b":"x"},"n":2}"#]))
        #expect(json.matches?.map(\.eventNumber) == [2])
        #expect(json.matches?.first?.extractedValues == ["$.a.b": "x", "$.n": "2"])
        let fields = try await journal.client.testMetricFilter(
            .init(filterPattern: "[host, request]", logEventMessages: ["h \"GET /\""]))
        #expect(fields.matches?.first?.extractedValues == ["$host": "h", "$request": "GET /"])
    }

    @Test func metricFiltersAreKept() async throws {
        let journal = try Journal()
        try await journal.make()
        let transformation = CloudWatchLogs.MetricTransformation(
            metricName: "Errors", metricNamespace: "KASS", metricValue: "1")
        try await journal.client.putMetricFilter(
            .init(
                logGroupName: "g", filterName: "errors", filterPattern: "ERROR",
                metricTransformations: [transformation]))
        let described = try await journal.client.describeMetricFilters(.init(logGroupName: "g"))
        #expect(described.metricFilters?.map(\.filterPattern) == ["ERROR"])
        #expect(try await journal.client.describeLogGroups(.init()).logGroups?.first?.metricFilterCount == 1)
    }
}

@Suite struct QueryTests {
    private func results(_ query: String) async throws -> [[String]] {
        let journal = try Journal()
        try await journal.make(streams: "s")
        try await journal.put([
            (0, #"{"level":"INFO","ms":10}"#), (60_000, #"{"level":"ERROR","ms":30}"#),
            (61_000, #"{"level":"ERROR","ms":20}"#),
        ])
        let start = journal.now / 1000
        let started = try await journal.client.startQuery(
            .init(logGroupName: "g", startTime: start, endTime: start + 3600, queryString: query))
        let answer = try await journal.client.getQueryResults(.init(queryId: started.queryId ?? ""))
        #expect(answer.status == .complete)
        return (answer.results ?? []).map { row in
            row.filter { $0.field != "@ptr" }.map { "\($0.field ?? "")=\($0.value ?? "")" }
        }
    }

    @Test func rowsAreFilteredAndSorted() async throws {
        #expect(
            try await results("fields ms | filter level = \"ERROR\" and ms > 5 | sort ms asc | limit 5")
                == [["ms=20"], ["ms=30"]])
        #expect(try await results("fields ms | filter @message like /INFO/") == [["ms=10"]])
    }

    @Test func rowsAreCountedByTime() async throws {
        #expect(
            try await results("stats count(*) as n, avg(ms) by bin(1m) | sort n")
                == [
                    ["bin(1m)=2025-01-01 00:00:00.000", "n=1", "avg(ms)=10"],
                    ["bin(1m)=2025-01-01 00:01:00.000", "n=2", "avg(ms)=25"],
                ])
    }

    @Test func whatIsNotEmulatedSaysSo() async throws {
        #expect(
            await refusal { _ = try await results("parse @message \"*\" as x") }
                == "NotImplemented: KASS does not emulate the command parse of logs:StartQuery")
        #expect(await refusal { _ = try await results("nonsense") }?.hasPrefix("MalformedQueryException") == true)
    }
}
