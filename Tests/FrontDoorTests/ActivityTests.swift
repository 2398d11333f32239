import AWSCore
import FrontDoor
import Testing

@Suite struct ActivityTests {
    static func call(_ sequence: Int, at seconds: Int64, turn: String? = nil) -> ActivityEntry {
        ActivityEntry(
            sequence: sequence, startedAt: Timestamp(seconds: seconds), duration: .microseconds(1500),
            service: "dynamodb",
            operation: "Query", resource: "table/t", nanodollars: 125, errorCode: sequence == 2 ? "Throttled" : nil,
            turn: turn)
    }

    @Test func callsAreListedAfterANumber() async {
        var house = House()
        house.activity = { query in
            ActivityCalls(entries: (1...3).map { Self.call($0, at: 10) }.filter { $0.sequence > query.since })
        }
        let answer = await house.door.send("GET", "/activity", query: [.init("since", "1")]).json
        #expect(answer["last"] == 3)
        #expect(answer["calls"]?.list?.count == 2)
        #expect(
            answer["calls"]?[0] == [
                "sequence": 2, "started_at_ms": 10_000, "duration_us": 1500, "service": "dynamodb",
                "operation": "Query",
                "price_nanodollars": 125, "resource": "table/t", "error": "Throttled",
            ])
        #expect(await house.door.send("GET", "/activity").json["calls"]?.list?.count == 3)
    }

    @Test(arguments: ["-1", "x", ""]) func theNumberIsChecked(since: String) async {
        #expect(await House().door.send("GET", "/activity", query: [.init("since", since)]).status == 400)
    }

    @Test func answersAreBounded() async {
        var house = House()
        house.configuration.limits.activityEntriesMax = 2
        house.activity = { query in
            let calls = (1...5).map { Self.call($0, at: 10) }
            return ActivityCalls(entries: calls.suffix(query.callsMax), omitted: calls.count - query.callsMax)
        }
        let answer = await house.door.send("GET", "/activity").json
        #expect(answer["omitted"] == 3)
        #expect(answer["calls"]?.list?.map { $0["sequence"] } == [4, 5])
    }

    /// Lambda's own call ends last, and encloses those that the function makes.
    @Test func callsAreListedAsTheyBegan() async {
        var house = House()
        house.activity = { _ in
            ActivityCalls(entries: [Self.call(1, at: 11), Self.call(2, at: 12), Self.call(3, at: 10)])
        }
        let answer = await house.door.send("GET", "/activity").json
        #expect(answer["calls"]?.list?.map { $0["sequence"] } == [3, 1, 2])
        #expect(answer["last"] == 3)
    }

    /// What the page asks besides, such as the list of conversations, is no part of an answer.
    @Test func aTurnsCallsAreMadeUnderItsId() async {
        let house = House { _, event in
            event["routeKey"] == "POST /chat" && event["headers"]?["accept"] != nil
                ? .streamed([ChatTests.sse]) : proxyResponse()
        }
        let door = house.door
        _ = await door.send("POST", "/chat", headers: ChatTests.request, body: ChatTests.message).text
        _ = await door.send("GET", "/conversations/u")
        _ = await door.send("POST", "/chat", body: ChatTests.message)
        #expect(house.functions.traces == ["request-1", nil, "request-3"])
    }

    @Test func oneTurnsCallsAreAskedFor() async {
        var house = House { _, _ in proxyResponse() }
        house.activity = { query in ActivityCalls(entries: [Self.call(1, at: 10, turn: query.turn)]) }
        let door = house.door
        for _ in 0..<2 { _ = await door.send("POST", "/chat", body: ChatTests.message) }
        let one = await door.send("GET", "/activity", query: [.init("turn", "request-2")]).json
        #expect(one["calls"]?.list?.map { $0["turn"] } == ["request-2"])
        #expect(one["turns"]?.list?.map { $0["turn"] } == ["request-2"])
        #expect(await door.send("GET", "/activity").json["turns"]?.list?.map { $0["duration_us"] } == [0, 0])
    }

    @Test func aTurnLastsUntilItsStreamHasEnded() async throws {
        let house = House { _, _ in .streamed([ChatTests.sse]) }
        let door = house.door
        let response = await door.send("POST", "/chat", headers: ChatTests.request, body: ChatTests.message)
        #expect(await door.send("GET", "/activity").json["turns"]?[0]?["duration_us"] == nil)
        house.time.advance(2)
        _ = await response.text
        house.time.advance(2)
        #expect(await door.send("GET", "/activity").json["turns"]?[0]?["duration_us"] == 2_000_000)
    }

    /// The client has gone before it read anything.
    @Test func aTurnThatNobodyReadsEndsToo() async {
        let house = House { _, _ in .streamed([ChatTests.sse]) }
        let door = house.door
        _ = await door.send("POST", "/chat", headers: ChatTests.request, body: ChatTests.message).status
        #expect(await door.send("GET", "/activity").json["turns"]?[0]?["duration_us"] == 0)
    }

    @Test func turnsAreForgotten() async {
        var house = House { _, _ in proxyResponse() }
        house.configuration.limits.turnsKept = 2
        let door = house.door
        for _ in 0..<3 { _ = await door.send("POST", "/chat", body: ChatTests.message) }
        let turns = await door.send("GET", "/activity").json["turns"]?.list
        #expect(turns?.map { $0["turn"]?.string } == ["request-2", "request-3"])
    }
}
