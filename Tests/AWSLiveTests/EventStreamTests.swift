import AWSBedrockRuntime
import AWSCore
import AWSLive
import Testing

@Suite struct EventStreamTests {
    static let credentials = Credentials(accessKeyID: "fake access key", secretAccessKey: "fake secret key")

    /// The example of the SDK for Rust: aws-sigv4/src/event_stream.rs in smithy-rs.
    @Test func signsEvents() throws {
        let event = EventStreamMessage(
            headers: [.init("some-header", .string("value"))], payload: Array("test payload".utf8))
        let scope = CredentialScope(date: "19731129", region: "us-east-1", service: "testservice")
        var signer = EventSigner(
            after: HashAlgorithm.sha256.hexDigest(of: "last message sts".utf8),
            key: SigningKey(secret: Self.credentials.secretAccessKey, scope: scope))
        var decoder = EventStreamDecoder()
        decoder.feed(try signer.message(around: try event.encoded(), at: Timestamp(seconds: 123_456_789)))
        let signed = try #require(try decoder.next())
        #expect(signed.headers.map(\.name) == [":date", ":chunk-signature"])
        #expect(signed[":date"] == .timestamp(Timestamp(seconds: 123_456_789)))
        let signature = "1ea04a4f6becd85ae3e38e379ffaf4bb95042603f209512476cc6416868b31ee"
        #expect(signed[":chunk-signature"] == .bytes(try #require(Hex.bytes(signature))))
        #expect(signed.payload == (try event.encoded()))
    }

    func clients(_ transport: any HTTPTransport, endpoint: Origin? = nil) -> LiveClients {
        LiveClients(
            LiveConfiguration(
                region: "eu-west-1", credentials: StaticCredentials(Self.credentials),
                endpoints: EndpointSettings(everywhere: endpoint.map { EndpointURL($0) })),
            transport: transport)
    }

    /// What was sent, event by event, out of their signed envelopes; the last is empty.
    func events(in body: [UInt8]) throws -> [[UInt8]] {
        var decoder = EventStreamDecoder()
        decoder.feed(body)
        var payloads: [[UInt8]] = []
        while let message = try decoder.next() { payloads.append(message.payload) }
        try decoder.finish()
        return payloads
    }

    static func answer(_ texts: String...) throws -> [UInt8] {
        try texts.flatMap { text in
            let payload = #"{"bytes":"\#(Blob(text).base64)"}"#
            return try EventStreamMessage(
                headers: [
                    .init(":event-type", .string("chunk")), .init(":content-type", .string("application/json")),
                    .init(":message-type", .string("event")),
                ], payload: Array(payload.utf8)
            ).encoded()
        }
    }

    @Test func streamsBothWays() async throws {
        let (answered, answering) = AsyncStream.makeStream(of: [[UInt8]].self)
        let server = try RawServer { peer in
            let head = try peer.head()
            #expect(head.contains("POST /model/m/invoke-with-bidirectional-stream"))
            #expect(head.lowercased().contains("x-amz-content-sha256: streaming-aws4-hmac-sha256-events"))
            try peer.send("HTTP/1.1 200 OK\r\nContent-Type: application/vnd.amazon.eventstream\r\n")
            try peer.send("Transfer-Encoding: chunked\r\n\r\n")
            for answer in [try Self.answer("one"), try Self.answer("two")] {
                try peer.send(String(answer.count, radix: 16) + "\r\n")
                try peer.send(answer + [13, 10])
            }
            answering.yield(try events(in: try peer.body(after: head)))
            answering.finish()
            try peer.send("0\r\n\r\n")
        }
        let input = EventStream<BedrockRuntime.InvokeModelWithBidirectionalStreamInput>([
            .chunk(.init(bytes: Blob("hello"))), .chunk(.init(bytes: Blob("world"))),
        ])
        let output = try await clients(CurlTransport(environment: [:]), endpoint: server.origin).bedrockRuntime
            .invokeModelWithBidirectionalStream(.init(modelId: "m", body: input))
        var texts: [String] = []
        for try await event in output.body {
            guard case .chunk(let part) = event else { continue }
            texts.append(String(decoding: part.bytes?.bytes ?? [], as: UTF8.self))
        }
        #expect(texts == ["one", "two"])
        for await sent in answered {
            #expect(sent.count == 3 && sent.last == [])
            #expect(sent.first.map { String(decoding: $0, as: UTF8.self).contains(Blob("hello").base64) } == true)
        }
    }

    func stream(_ bytes: [UInt8], length: Int) async throws -> [String] {
        let server = try RawServer { peer in
            _ = try peer.request()
            try peer.send("HTTP/1.1 200 OK\r\nContent-Type: application/vnd.amazon.eventstream\r\n")
            try peer.send("X-Amzn-Bedrock-Content-Type: application/json\r\n")
            try peer.send("Content-Length: \(length)\r\n\r\n")
            try peer.send(bytes)
        }
        let output = try await clients(CurlTransport(environment: [:]), endpoint: server.origin).bedrockRuntime
            .invokeModelWithResponseStream(.init(modelId: "m"))
        var texts: [String] = []
        for try await event in output.body {
            if case .chunk(let part) = event { texts.append(String(decoding: part.bytes?.bytes ?? [], as: UTF8.self)) }
        }
        return texts
    }

    @Test func readsStreams() async throws {
        let bytes = try Self.answer("one", "two")
        #expect(try await stream(bytes, length: bytes.count) == ["one", "two"])
    }

    /// The server says that the stream is over in the middle of an event.
    @Test func tellsThatAStreamEndedWithinAnEvent() async throws {
        let bytes = try Self.answer("one", "two").dropLast(5)
        await #expect(throws: EventStreamError.incomplete) {
            try await stream(Array(bytes), length: bytes.count)
        }
    }

    /// The connection breaks off before the stream is over.
    @Test func tellsThatTheConnectionBrokeOff() async throws {
        let bytes = try Self.answer("one")
        await #expect { try await stream(bytes, length: bytes.count + 100) } throws: {
            ($0 as? TransportError)?.kind == .connectionClosed
        }
    }

    @Test func tellsThatBytesWereChanged() async throws {
        var bytes = try Self.answer("one")
        bytes[bytes.count - 8] ^= 1
        await #expect(throws: EventStreamError.messageChecksum) { try await stream(bytes, length: bytes.count) }
    }
}
