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
        house.activity = { since in (1...3).map { Self.call($0, at: 10) }.filter { $0.sequence > since } }
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
        house.activity = { _ in (1...5).map { Self.call($0, at: 10) } }
        let answer = await house.door.send("GET", "/activity").json
        #expect(answer["omitted"] == 3)
        #expect(answer["calls"]?.list?.map { $0["sequence"] } == [4, 5])
    }

    /// A call belongs to the turn that was under way, unless whoever recorded it knows better.
    @Test func callsAreGroupedByTurn() async {
        let time = ManualTime()
        let start = time.now.seconds
        var house = House { _, _ in proxyResponse() }
        house.activity = { _ in
            [
                Self.call(1, at: start - 1), Self.call(2, at: start), Self.call(3, at: start + 9, turn: "request-1"),
                Self.call(4, at: start + 9), Self.call(5, at: start + 20),
            ]
        }
        let door = house.door
        _ = await door.send("POST", "/chat", body: "{\"message\":\"one\"}")
        house.time.advance(9)
        _ = await door.send("POST", "/chat", body: "{\"message\":\"two\"}")
        house.time.advance(11)
        let answer = await door.send("GET", "/activity").json
        #expect(answer["calls"]?.list?.map { $0["turn"]?.string } == [nil, "request-1", "request-1", "request-2", nil])
        #expect(answer["turns"]?.list?.map { $0["duration_us"] } == [0, 0])
        let one = await door.send("GET", "/activity", query: [.init("turn", "request-1")]).json
        #expect(one["calls"]?.list?.map { $0["sequence"] } == [2, 3])
        #expect(one["turns"]?.list?.count == 1)
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
