import AWSCore
import AWSLambda
import FrontDoor
import TestSupport
import Testing

@Suite struct ChatTests {
    static let sse = """
        event: start\ndata: {"type":"start","conversation_id":"c1"}\n
        event: delta\ndata: {"type":"delta","text":"Three days [1]."}\n
        event: source\ndata: {"type":"source","number":1,"id":"d-00001"}\n
        event: done\ndata: {"type":"done","answer":"Three days [1].","conversation_id":"c1"}\n\n
        """
    static let lines = """
        {"type":"start","conversation_id":"c1"}
        {"type":"delta","text":"Three days [1]."}
        {"type":"source","number":1,"id":"d-00001"}
        {"type":"done","answer":"Three days [1].","conversation_id":"c1"}

        """
    static let expected = [
        ChatEvent(name: "start", data: ["conversation_id": "c1"]),
        ChatEvent(name: "delta", data: ["text": "Three days [1]."]),
        ChatEvent(name: "source", data: ["number": 1, "id": "d-00001"]),
        ChatEvent(name: "done", data: ["answer": "Three days [1].", "conversation_id": "c1"]),
    ]

    static func read(_ pieces: [[UInt8]], eventBytesMax: Int = 10_000) -> [ChatEvent] {
        var reader = ChatEventReader(eventBytesMax: eventBytesMax)
        return pieces.flatMap { reader.feed($0) } + reader.finish()
    }

    // Reading.

    @Test(arguments: [sse, lines, sse.replacing("\n", with: "\r\n"), ": comment\n\n" + sse])
    func bothFormsAreRead(text: String) {
        let bytes = Array(text.utf8)
        #expect(Self.read([bytes]) == Self.expected)
        for split in 1..<bytes.count {
            #expect(Self.read([Array(bytes[..<split]), Array(bytes[split...])]) == Self.expected, "at \(split)")
        }
    }

    @Test func aWholeResponseIsToldAsEvents() {
        let body = Document.string(
            "{\"conversation_id\":\"c1\",\"answer\":\"Hi [1]\",\"sources\":[{\"number\":1}]}")
        let events = Self.read([Array("{\"statusCode\":200,\"body\":\(body.jsonText())}".utf8)])
        #expect(events.map(\.name) == ["delta", "source", "done"])
        #expect(events.first?.data == ["text": "Hi [1]"])
        #expect(events.last?.data["conversation_id"] == "c1")
    }

    @Test func aWholeRefusalIsAnError() {
        let text =
            "{\"statusCode\":400,\"body\":\"{\\\"error\\\":\\\"ValidationError\\\",\\\"message\\\":\\\"No.\\\"}\"}"
        #expect(Self.read([Array(text.utf8)]) == [.error("ValidationError", "No.")])
    }

    @Test(arguments: [
        "{\"type\":\"delta\"", "{}\n", "{\"type\":\"no name\\n\"}\n", "data: {\n\n", "event: a b\ndata: {}\n\n",
        "data: []\n\n",
        "{\"statusCode\":200,\"body\":\"no JSON\"}\n",
    ])
    func whatIsNoEventEndsTheStream(text: String) {
        #expect(
            Self.read([Array(text.utf8), Array(Self.sse.utf8)]).first == .failed
                || text.hasPrefix("{\"type\":\"delta\""))
        #expect(Self.read([Array(text.utf8)]).last == .failed)
    }

    @Test func anAnswerWithoutAnEndSaysSo() {
        #expect(Self.read([]) == [.cutShort])
        #expect(Self.read([Array(Self.lines.utf8.prefix(60))]).last == .failed)
        #expect(Self.read([Array("{\"type\":\"delta\",\"text\":\"a\"}\n".utf8)]).last == .cutShort)
    }

    @Test func nothingFollowsTheEnd() {
        #expect(Self.read([Array((Self.lines + Self.lines).utf8)]) == Self.expected)
    }

    @Test func eventsAreBounded() {
        let endless = [UInt8](repeating: UInt8(ascii: "x"), count: 70)
        #expect(Self.read([endless], eventBytesMax: 69) == [.failed])
        #expect(Self.read(Array(repeating: Array("data: x".utf8), count: 20), eventBytesMax: 69) == [.failed])
        let fields = Array(repeating: Array("data: xxxxxxxxx\n".utf8), count: 20)
        #expect(Self.read(fields, eventBytesMax: 69) == [.failed])
    }

    @Test func damageIsHarmless() {
        var generator = SeededGenerator(seed: SeededGenerator.seed)
        for round in 0..<2_000 {
            let bytes = generator.mutated(Array((round % 2 == 0 ? Self.sse : Self.lines).utf8))
            let events = Self.read(generator.cut(bytes))
            #expect(events == Self.read([bytes]), "seed \(SeededGenerator.seed), round \(round)")
            #expect(events.last?.isLast == true && !events.dropLast().contains(where: \.isLast))
            #expect(events.allSatisfy { $0.name.wholeMatch(of: /[a-z_]{1,32}/) != nil })
        }
    }

    // Answering.

    static let request: HTTPHeaders = ["Accept": "text/event-stream", "Content-Type": "application/json"]
    static let message = "{\"message\":\"How long?\"}"

    @Test func answersAreStreamed() async throws {
        let house = House { _, _ in .streamed([String(Self.sse.prefix(100)), String(Self.sse.dropFirst(100))]) }
        let response = await house.door.send("POST", "/chat", headers: Self.request, body: Self.message)
        #expect(response.status == 200)
        #expect(response.headers["Content-Type"] == "text/event-stream; charset=utf-8")
        #expect(response.headers["Cache-Control"] == "no-store")
        #expect(
            await response.text == """
                event: turn\ndata: {"turn":"request-1"}\n
                event: start\ndata: {"conversation_id":"c1"}\n
                event: delta\ndata: {"text":"Three days [1]."}\n
                event: source\ndata: {"number":1,"id":"d-00001"}\n
                event: done\ndata: {"answer":"Three days [1].","conversation_id":"c1"}\n\n
                """)
        let event = try #require(house.functions.events.first?.event)
        #expect(event["headers"]?["accept"] == "text/event-stream")
        #expect(event["routeKey"] == "POST /chat")
        #expect(event["body"]?.string == Self.message)
    }

    @Test func aStreamThatFailsEndsWithAnError() async {
        let house = House { _, _ in
            .streamed(["{\"type\":\"delta\",\"text\":\"Thr\"}\n"], error: "Runtime.ExitError")
        }
        let text = await house.door.send("POST", "/chat", headers: Self.request, body: Self.message).text
        #expect(text.contains("event: delta\n"))
        #expect(text.hasSuffix("event: error\ndata: \(ChatEvent.failed.data.jsonText())\n\n"))
        #expect(!text.contains("ExitError"))
    }

    @Test func otherClientsGetOneObject() async {
        let house = House { _, _ in proxyResponse(200, "{\"answer\":\"x\"}") }
        let response = await house.door.send("POST", "/chat", body: Self.message)
        #expect(await response.json == ["answer": "x"])
    }
}
