import AWSCore
import AWSLambda
import AWSLive
import AWSS3
import AWSWire
import FrontDoor
import Testing

/// The same over a socket: what streams does so, and what the connection adds is right.
@Suite struct LoopbackTests {
    let transport = CurlTransport(environment: [:])

    func send(
        _ request: HTTPRequest, to address: HTTPAddress, body: ResponseBodyWish = .collected(bytesMax: 1 << 20)
    ) async throws -> HTTPResponse {
        var request = request
        if request.headers["Host"] == nil { request.headers["Host"] = "127.0.0.1:\(address.port)" }
        let origin = Origin(isSecure: false, host: "127.0.0.1", port: address.port)
        return try await transport.send(
            request, to: origin, body: body, timeouts: Timeouts(connectSeconds: 5, firstByteSeconds: 20))
    }

    @Test func thePageIsServed() async throws {
        try await House().door.server(port: 0).serving { address in
            let page = try await send(HTTPRequest(), to: address)
            #expect(page.status == 200)
            #expect(await page.text.contains("<title>KASS</title>"))
            let tag = page.headers["ETag"] ?? ""
            let again = try await send(HTTPRequest(headers: ["If-None-Match": tag]), to: address)
            #expect(again.status == 304)
        }
    }

    @Test func otherNamesAreRefused() async throws {
        try await House().door.server(port: 0).serving { address in
            let request = HTTPRequest(path: "/documents", headers: ["Host": "rebound.example:\(address.port)"])
            let response = try await send(request, to: address)
            #expect(response.status == 421)
        }
    }

    /// The second event comes only after the first has been read: the answer is not held back until it is whole.
    @Test func eventsArriveAsTheyAreWritten() async throws {
        let (pieces, writer) = AsyncThrowingStream.makeStream(
            of: Lambda.InvokeWithResponseStreamResponseEvent.self, throwing: (any Error).self)
        let door = FrontDoor(
            FrontDoorConfiguration(environment: "test", limits: House.limits),
            clients: FrontDoorClients(
                lambda: LambdaProxy(StreamingFunction(events: EventStream(pieces))), s3: S3Proxy(Bucket())),
            clock: { Timestamp(seconds: 1_735_689_600) }, requestID: { "r" })
        try await door.server(port: 0).serving { address in
            let request = HTTPRequest(
                method: "POST", path: "/chat", headers: ChatTests.request,
                body: .bytes(Array(ChatTests.message.utf8)))
            let response = try await send(request, to: address, body: .streamed)
            guard case .stream(let bytes, _) = response.body else {
                Issue.record("the answer is no stream")
                return
            }
            var seen = ""
            for try await piece in bytes {
                seen += String(decoding: piece, as: UTF8.self)
                if seen.hasSuffix("event: turn\ndata: {\"turn\":\"r\"}\n\n") {
                    writer.yield(Self.chunk("{\"type\":\"delta\",\"text\":\"a\"}\n"))
                } else if seen.hasSuffix("{\"text\":\"a\"}\n\n") {
                    writer.yield(Self.chunk("{\"type\":\"done\",\"answer\":\"a\"}\n"))
                    writer.finish()
                }
            }
            #expect(seen.hasSuffix("event: done\ndata: {\"answer\":\"a\"}\n\n"))
        }
    }

    static func chunk(_ text: String) -> Lambda.InvokeWithResponseStreamResponseEvent {
        .payloadChunk(Lambda.InvokeResponseStreamUpdate(payload: Blob(Array(text.utf8))))
    }

    struct StreamingFunction: OperationInvoker {
        typealias Service = Lambda
        let events: EventStream<Lambda.InvokeWithResponseStreamResponseEvent>

        func invoke<Input, Output>(
            _ operation: Operation<Lambda, Input, Output>, _ input: Input
        ) async throws(LambdaError) -> Output {
            let output = Lambda.InvokeWithResponseStreamResponse(statusCode: 200, eventStream: events)
            guard let output = output as? Output else { preconditionFailure("one operation alone is answered") }
            return output
        }
    }

    @Test func largeUploadsStreamIn() async throws {
        let house = House()
        try await house.door.server(port: 0).serving { address in
            let content = [UInt8](repeating: 13, count: 3 << 20)
            let head = "--X\r\nContent-Disposition: form-data; name=\"f\"; filename=\"big.pdf\"\r\n\r\n"
            let request = HTTPRequest(
                method: "POST", path: "/documents", headers: ["Content-Type": "multipart/form-data; boundary=X"],
                body: .bytes(Array(head.utf8) + content + Array("\r\n--X--".utf8)))
            let response = try await send(request, to: address)
            #expect(response.status == 202)
            #expect(house.bucket.objects["documents/pdf/big.pdf"]?.bytes == content)
        }
    }
}
