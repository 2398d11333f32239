import AWSCore
import Testing

/// A service whose stream has an event of every kind.
private enum Radio: ServiceModel {
    typealias Client = Never

    static let metadata = ServiceMetadata(
        serviceID: "Radio", iamPrefix: "radio", endpointPrefix: "radio", signingName: "radio", apiVersion: "1",
        protocols: [.restJSON])
    static let operations: [any ServiceOperation<Radio>] = []
    static let errors: [any Structure.Type] = [Jammed.self]

    struct Jammed: Structure {
        let text: String?
        let channel: Int?

        static let schema = StructureSchema(
            "JammedException", [Member("message", .string()), Member("channel", .integer(.integer))],
            error: ErrorTraits(code: "JammedException", status: 429, isRetryable: true, isThrottling: true))

        init(text: String?, channel: Int?) {
            self.text = text
            self.channel = channel
        }

        init(_ fields: Fields) throws(WireError) {
            text = try fields.optional("message")
            channel = try fields.optional("channel")
        }

        var document: Document {
            var members = MemberWriter()
            members.put("message", text)
            members.put("channel", channel)
            return members.document
        }
    }

    /// A union, with its member as a document.
    struct Event: Structure {
        let value: Document

        static let schema = StructureSchema(
            "RadioEvents",
            [
                Member("talk", .structure { talk }), Member("sound", .structure { sound }),
                Member("words", .structure { words }), Member("song", .structure { song }),
                Member("pause", .structure { pause }), Member("jammed", .structure { Jammed.schema }),
            ], isUnion: true)

        init(_ value: Document) { self.value = value }
        init(_ fields: Fields) throws(WireError) { value = .object(fields.object) }
        var document: Document { value }
    }

    /// Members in the body, and headers of every type.
    static let talk = StructureSchema(
        "Talk",
        [
            Member("said", .string()), Member("live", .boolean, at: .eventHeader),
            Member("volume", .integer(.byte), at: .eventHeader), Member("year", .integer(.short), at: .eventHeader),
            Member("place", .integer(.integer), at: .eventHeader),
            Member("listeners", .integer(.long), at: .eventHeader), Member("seal", .blob(), at: .eventHeader),
            Member("host", .string(), at: .eventHeader), Member("at", .timestamp(), at: .eventHeader),
        ])
    static let sound = StructureSchema("Sound", [Member("samples", .blob(), at: .payload)])
    static let words = StructureSchema("Words", [Member("text", .string(), at: .payload)])
    static let song = StructureSchema(
        "Song",
        [Member("track", .structure { track }, at: .payload), Member("rank", .integer(.integer), at: .eventHeader)])
    static let track = StructureSchema("Track", [Member("title", .string())])
    static let pause = StructureSchema("Pause")
}

@Suite struct EventStreamCodecTests {
    private static let events: [Document] = [
        [
            "talk": [
                "said": "Grüße", "live": true, "volume": -3, "year": 1923, "place": 100_000,
                "listeners": 5_000_000_000, "seal": .blob([1, 2]), "host": "Ada",
                "at": .timestamp(Timestamp(seconds: 1, nanoseconds: 500_000_000)),
            ]
        ],
        ["sound": ["samples": .blob([0, 255])]], ["words": ["text": "on air"]],
        ["song": ["track": ["title": "Aria"], "rank": 1]], ["pause": [:]], ["talk": [:]], ["sound": [:]],
    ]

    @Test(arguments: events) func eventsReturnAsTheyWere(_ event: Document) throws {
        let message = try EventStreamCodec.json.message(event: event, of: Radio.Event.schema)
        #expect(message.string(":message-type") == "event")
        let received = try EventStreamCodec.json.receive(message, of: Radio.Event.schema)
        #expect(received == .event(event) || event == ["sound": [:]])
    }

    @Test func payloadsTravelAsTheirTypes() throws {
        let codec = EventStreamCodec.json
        let types = try Self.events.map { event in
            try codec.message(event: event, of: Radio.Event.schema).string(":content-type")
        }
        #expect(
            types == [
                "application/json", "application/octet-stream", "text/plain", "application/json", "application/json",
                "application/json", nil,
            ])
        let talk = try codec.message(event: Self.events[0], of: Radio.Event.schema)
        #expect(String(decoding: talk.payload, as: UTF8.self) == #"{"said":"Grüße"}"#)
        #expect(talk["volume"] == .byte(-3))
        #expect(talk["at"] == .timestamp(Timestamp(milliseconds: 1500)))
    }

    @Test func headersAreOrderedAsBedrockOrdersThem() throws {
        let message = try EventStreamCodec.json.message(event: ["pause": [:]], of: Radio.Event.schema)
        #expect(message.headers.map(\.name) == [":event-type", ":content-type", ":message-type"])
    }

    private static let broken: [(event: Document, error: WireError)] = [
        ([:], .notOneMember(count: 0, at: "RadioEvents")),
        (["talk": [:], "song": [:]], .notOneMember(count: 2, at: "RadioEvents")),
        (["static": [:]], .missingMember(path: "static")),
        (["sound": ["samples": "text"]], .unexpectedType(expected: "blob or string", at: "samples")),
        (["talk": ["volume": 300]], .unexpectedType(expected: "an event header", at: "volume")),
    ]

    @Test(arguments: broken)
    func sendsNoBrokenEvent(_ event: Document, _ error: WireError) {
        #expect(throws: error) { try EventStreamCodec.json.message(event: event, of: Radio.Event.schema) }
    }

    @Test(arguments: [
        EventStreamMessage(), EventStreamMessage(headers: [.init(":message-type", .string("news"))]),
        EventStreamMessage(headers: [.init(":message-type", .byte(1))]),
        EventStreamMessage(headers: [.init(":message-type", .string("event"))]),
        EventStreamMessage(
            headers: [.init(":message-type", .string("event")), .init(":event-type", .string("talk"))],
            payload: Array("{".utf8)),
        EventStreamMessage(
            headers: [
                .init(":message-type", .string("event")), .init(":event-type", .string("talk")),
                .init("live", .string("yes")),
            ]),
        EventStreamMessage(
            headers: [.init(":message-type", .string("event")), .init(":event-type", .string("words"))],
            payload: [0xFF]),
    ])
    func receivesNoBrokenMessage(_ message: EventStreamMessage) {
        #expect(throws: WireError.self) { try EventStreamCodec.json.receive(message, of: Radio.Event.schema) }
    }

    @Test func whatTheModelDoesNotKnowIsNamed() throws {
        func receive(_ headers: [String: String]) throws -> EventStreamCodec.Received {
            let headers = headers.sorted { $0.key < $1.key }.map {
                EventStreamMessage.Header($0.key, .string($0.value))
            }
            return try EventStreamCodec.json.receive(
                EventStreamMessage(headers: headers, payload: Array("{}".utf8)), of: Radio.Event.schema)
        }
        #expect(try receive([":message-type": "event", ":event-type": "static"]) == .unknown(type: "static"))
        #expect(
            try receive([":message-type": "exception", ":exception-type": "lost"]) == .error(code: "lost", message: nil)
        )
        #expect(
            try receive([":message-type": "error", ":error-code": "500", ":error-message": "oops"])
                == .error(code: "500", message: "oops"))
        #expect(
            try receive([":message-type": "event", ":event-type": "initial-response"]) == .initial(Array("{}".utf8)))
    }

    @Test func initialResponsesCarryTheOtherMembers() throws {
        let output = StructureSchema(
            "Output",
            [Member("station", .string()), Member("events", .structure { Radio.Event.schema }, .eventStream)])
        let message = try EventStreamCodec.json.message(initial: ["station": "one"], of: output)
        guard case .initial(let body) = try EventStreamCodec.json.receive(message, of: Radio.Event.schema) else {
            Issue.record("no initial response")
            return
        }
        #expect(try EventStreamCodec.json.initial(body, of: output) == ["station": "one"])
    }

    private func collect(_ stream: EventStream<Radio.Event>) async -> ([Document], (any Error)?) {
        var events: [Document] = []
        do {
            for try await event in stream { events.append(event.value) }
            return (events, nil)
        } catch {
            return (events, error)
        }
    }

    private func failing(with error: any Error) -> EventStream<Radio.Event> {
        EventStream(
            AsyncThrowingStream { continuation in
                continuation.yield(Radio.Event(["pause": [:]]))
                continuation.finish(throwing: error)
            })
    }

    @Test func streamsArriveWhole() async throws {
        let sent = Self.events.dropLast().map { Radio.Event($0) }
        let body = EventStreamCodec.json.body(of: EventStream(sent), of: Radio.self)
        let bytes = try await body.collect(bytesMax: 1 << 20)
        let (events, error) = await collect(
            EventStreamCodec.json.events(in: .bytes(bytes), as: Radio.Event.self, of: Radio.self))
        #expect(events == sent.map(\.value))
        #expect(error == nil)
    }

    @Test func exceptionsOfTheModelAreThrown() async throws {
        let details = Radio.Jammed(text: "too many", channel: 7)
        let error = ServiceError<Radio>(ErrorCode("JammedException"), "too many", details: details)
        let body = EventStreamCodec.json.body(of: failing(with: error), of: Radio.self)
        let (events, thrown) = await collect(EventStreamCodec.json.events(in: body, of: Radio.self))
        #expect(events == [["pause": [:]]])
        let received = try #require(thrown as? ServiceError<Radio>)
        #expect(received.code.rawValue == "JammedException")
        #expect(received.message == "too many")
        #expect(received.status == 429)
        #expect(received.isThrottling)
        #expect((received.details as? Radio.Jammed)?.channel == 7)
    }

    @Test func messagesOfExceptionsNeedNoDetails() async throws {
        let error = ServiceError<Radio>(ErrorCode("JammedException"), "too many")
        let body = EventStreamCodec.json.body(of: failing(with: error), of: Radio.self)
        let (_, thrown) = await collect(EventStreamCodec.json.events(in: body, of: Radio.self))
        #expect((thrown as? ServiceError<Radio>)?.message == "too many")
    }

    @Test func otherErrorsAreThrownWithTheirCode() async throws {
        let other = ServiceError<Radio>(ErrorCode("Silence"), "nothing to hear")
        let cases: [(any Error, String)] = [(other, "Silence"), (CancellationError(), "InternalServerException")]
        for (error, code) in cases {
            let body = EventStreamCodec.json.body(of: failing(with: error), of: Radio.self)
            let (_, thrown) = await collect(EventStreamCodec.json.events(in: body, of: Radio.self))
            #expect((thrown as? ServiceError<Radio>)?.code.rawValue == code)
        }
    }

    @Test func brokenStreamsThrow() async throws {
        let whole = try EventStreamCodec.json.message(event: ["pause": [:]], of: Radio.Event.schema).encoded()
        let (events, thrown) = await collect(
            EventStreamCodec.json.events(in: .bytes(whole + whole.dropLast()), of: Radio.self))
        #expect(events.count == 1)
        #expect(thrown as? EventStreamError == .incomplete)
    }
}
