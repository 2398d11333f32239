import AWSCore
import AWSEventBridge
import EventBridgeEmulator
import Testing
import World

@Suite struct PutEventsTests {
    // Recorded answers: LocalStack, test_events, against AWS.
    static let refusals: [(EventBridge.PutEventsRequestEntry, String, String)] = [
        (
            .init(detailType: "t", detail: "{}"), "InvalidArgument",
            "Parameter Source is not valid. Reason: Source is a required argument."
        ),
        (
            .init(source: "s", detail: "{}"), "InvalidArgument",
            "Parameter DetailType is not valid. Reason: DetailType is a required argument."
        ),
        (
            .init(source: "s", detailType: "t"), "InvalidArgument",
            "Parameter Detail is not valid. Reason: Detail is a required argument."
        ),
        (.init(source: "s", detailType: "t", detail: "[1]"), "MalformedDetail", "Detail is malformed."),
        (.init(source: "s", detailType: "t", detail: "{"), "MalformedDetail", "Detail is malformed."),
        (
            .init(source: "aws.s3", detailType: "t", detail: "{}"), "NotAuthorizedForSourceException",
            "Not authorized for the source."
        ),
    ]

    @Test func entriesAreRefusedByThemselves() async throws {
        let cloud = try Cloud()
        let good = EventBridge.PutEventsRequestEntry(source: "s", detailType: "t", detail: "{}")
        for (entry, code, message) in Self.refusals {
            let output = try await cloud.client.putEvents(.init(entries: [entry, good]))
            #expect(output.failedEntryCount == 1)
            #expect(output.entries?[0].errorCode == code && output.entries?[0].errorMessage == message)
            #expect(output.entries?[0].eventId == nil && output.entries?[1].eventId?.count == 36)
        }
    }

    @Test func thereAreAtMostTen() async throws {
        let cloud = try Cloud()
        let entry = EventBridge.PutEventsRequestEntry(source: "s", detailType: "t", detail: "{}")
        let output = try await cloud.client.putEvents(.init(entries: Array(repeating: entry, count: 10)))
        #expect(output.entries?.count == 10 && output.failedEntryCount == 0)
        await expectError("ValidationException") {
            _ = try await cloud.client.putEvents(.init(entries: Array(repeating: entry, count: 11)))
        }
        await expectError("ValidationException") { _ = try await cloud.client.putEvents(.init(entries: [])) }
    }

    @Test func togetherTheyHaveALimit() async throws {
        let cloud = try Cloud()
        func entry(_ bytes: Int) -> EventBridge.PutEventsRequestEntry {
            let text = #"{"a":""# + String(repeating: "x", count: bytes - 10) + #""}"#
            return .init(source: "s", detailType: "t", detail: text)
        }
        _ = try await cloud.client.putEvents(.init(entries: [entry(1_048_576)]))
        await expectError("ValidationException", "Total size of the entries in the request is over the limit.") {
            _ = try await cloud.client.putEvents(.init(entries: [entry(1_048_577)]))
        }
    }

    @Test func aBusThatIsNotThereTakesEventsAndLosesThem() async throws {
        let cloud = try Cloud()
        #expect(try await cloud.put(bus: "none") != nil)
    }

    @Test func timeAndResourcesAreTheCallers() async throws {
        let cloud = try Cloud()
        try await cloud.makeRule()
        _ = try await cloud.client.putEvents(
            .init(entries: [
                .init(
                    time: Timestamp(seconds: 1, nanoseconds: 5), source: "shop", resources: ["r"], detailType: "t",
                    detail: "{}")
            ]))
        await cloud.state.waitForDeliveries()
        let payload = try #require(cloud.functions.payloads.first)
        #expect(payload.contains(#""time":"1970-01-01T00:00:01Z""#) && payload.contains(#""resources":["r"]"#))
    }

    @Test func patternsAreTestedWithoutRules() async throws {
        let cloud = try Cloud()
        func test(_ pattern: String, _ event: String) async throws -> Bool? {
            try await cloud.client.testEventPattern(.init(eventPattern: pattern, event: event)).result
        }
        #expect(try await test(#"{"a":[1]}"#, #"{"a":1.0}"#) == true)
        #expect(try await test(#"{"a":[2]}"#, #"{"a":1.0}"#) == false)
        await expectError("ValidationException", "Parameter Event is not valid.") {
            _ = try await test(#"{"a":[1]}"#, "[]")
        }
    }

    // Recorded answers: LocalStack, test_events_patterns (MessageRaw), against AWS.
    static let badPatterns: [(String, String)] = [
        (
            #"{"int": 42}"#,
            "\"int\" must be an object or an array\n at [Source: (String)\"{\"int\": 42}\"; line: 1, column: 11]"
        ),
        (
            #"{"string": "my-value"}"#,
            "\"string\" must be an object or an array\n at [Source: (String)\"{\"string\": \"my-value\"}\"; "
                + "line: 1, column: 13]"
        ),
        (
            #"{"detail": {"c-count": [{"numeric": [">", 0, ">", 0]}]}}"#,
            "Bad numeric range operator: >\n at [Source: (String)\"{\"detail\": {\"c-count\": [{\"numeric\": "
                + "[\">\", 0, \">\", 0]}]}}\"; line: 1, column: 49]"
        ),
        (
            "this is valid json but not a dict",
            "Unrecognized token 'this': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or "
                + "'false')\n at [Source: (String)\"this is valid json but not a dict\"; line: 1, column: 5]"
        ),
        (
            "{'bad': 'quotation'}",
            "Unexpected character (''' (code 39)): was expecting double-quote to start field name\n at [Source: "
                + "(String)\"{'bad': 'quotation'}\"; line: 1, column: 2]"
        ),
        (
            #"{"not": closed mark""#,
            "Unrecognized token 'closed': was expecting (JSON String, Number, Array, Object or token 'null', 'true' "
                + "or 'false')\n at [Source: (String)\"{\"not\": closed mark\"\"; line: 1, column: 15]"
        ),
        (
            #"["not", "a", "dict", "but valid json"]"#,
            "Filter is not an object\n at [Source: (String)\"[\"not\", \"a\", \"dict\", \"but valid json\"]\"; "
                + "line: 1, column: 2]"
        ),
        (
            #"{"my_key": [{"EXISTS": true}]}"#,
            "Unrecognized match type EXISTS\n at [Source: (String)\"{\"my_key\": [{\"EXISTS\": true}]}\"; "
                + "line: 1, column: 28]"
        ),
    ]

    @Test(arguments: badPatterns.indices) func badPatternsAreRefusedInAWSsWords(_ index: Int) async throws {
        let (pattern, reason) = Self.badPatterns[index]
        let cloud = try Cloud()
        await expectError("InvalidEventPatternException", "Event pattern is not valid. Reason: \(reason)") {
            _ = try await cloud.client.putRule(.init(name: "rule", eventPattern: pattern))
        }
    }
}
