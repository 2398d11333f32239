import AWSCore
import AWSDynamoDB
import AWSS3
import AWSWire
import Synchronization
import Testing

@Suite struct HTTP2Tests {
    @Test func answersWithPriorKnowledge() async throws {
        try await withServer { port in
            let client = try await RawHTTP2(try RawConnection(port: port))
            for stream: UInt32 in [1, 3, 5] {
                for frame in RawHTTP2.call(stream: stream) { try await client.send(frame) }
                #expect(try await client.body(stream: stream) == #"{"TableNames":["Orders"]}"#)
            }
        }
    }

    /// The first request waits; the second is answered meanwhile.
    @Test func streamsDoNotWaitForEachOther() async throws {
        let (released, release) = AsyncStream.makeStream(of: Void.self)
        let service = WireService.stub(DynamoDB.self) { name, _ throws(DynamoDBError) in
            if name == "DescribeLimits" { for await _ in released {} }
            return name == "ListTables" ? ["TableNames": ["quick"]] : [:]
        }
        try await withServer([service]) { port in
            let client = try await RawHTTP2(try RawConnection(port: port))
            for frame in RawHTTP2.call(stream: 1, "DescribeLimits") + RawHTTP2.call(stream: 3) {
                try await client.send(frame)
            }
            #expect(try await client.body(stream: 3).contains("quick"))
            release.finish()
            #expect(try await client.body(stream: 1) == "{}")
        }
    }

    @Test func bodiesStream() async throws {
        let received = Mutex(0)
        let service = StreamingTests.s3 { input in
            guard let input = input as? S3.PutObjectRequest, case .stream(let chunks, _) = input.payloadStream else {
                throw S3Error(ErrorCode("NoStream"), nil)
            }
            for try await chunk in chunks { received.withLock { $0 += chunk.count } }
            return try S3.PutObjectOutput(["ETag": "done"] as Document)
        }
        try await withServer([service]) { port in
            let client = try await RawHTTP2(try RawConnection(port: port))
            try await client.send(RawHTTP2.request(stream: 1, s3Fields, method: "PUT", path: "/bucket/key"))
            // As much as may be sent before the server has read any of it.
            for number in 0..<3 {
                try await client.send(
                    HTTP2Frame(
                        type: HTTP2Frame.data, flags: number == 2 ? HTTP2Frame.endStream : 0, stream: 1,
                        payload: [UInt8](repeating: 7, count: 16_384)))
            }
            let head = try await client.next(HTTP2Frame.headers, stream: 1)
            #expect(head.flags & HTTP2Frame.endHeaders != 0)
            #expect(received.withLock { $0 } == 3 * 16_384)
        }
    }

    /// Whoever gives no room on a stream gets no bytes, and the source is asked for no more than fits the buffers.
    @Test func slowReadersHoldTheSourceBack() async throws {
        let source = StreamingTests.Source(count: 1024)
        let service = StreamingTests.s3 { _ in
            var output = try S3.GetObjectOutput([:] as Document)
            output.payloadStream = .stream(source, length: nil)
            return output
        }
        // Long enough for a busy machine, which may let the client wait for its turn.
        let limits = LimitTests.limits { $0.answerStallSecondsMax = 8 }
        try await withServer([service], limits: limits) { port in
            let client = try await RawHTTP2(try RawConnection(port: port), window: 1000)
            try await client.send(
                RawHTTP2.request(stream: 1, s3Fields, method: "GET", path: "/bucket/key", ends: true))
            #expect(try await client.next(HTTP2Frame.data, stream: 1).payload.count == 1000)
            // The server gives up on the stream.
            for await _ in source.dropped {}
            #expect(source.given.value < 20)
        }
    }

    /// A connection with a request under way is not idle, however long the answer takes: it outlives one that is.
    @Test func longAnswersAreWaitedFor() async throws {
        let (released, release) = AsyncStream.makeStream(of: Void.self)
        let service = WireService.stub(DynamoDB.self) { _, _ throws(DynamoDBError) in
            for await _ in released {}
            return ["TableNames": ["at last"]]
        }
        let limits = LimitTests.limits { ($0.headSecondsMax, $0.drainSecondsMax) = (6, 0.1) }
        try await withServer([service], limits: limits) { port in
            // A busy machine may take longer to send a request than the server waits for one.
            var asked = try? await Self.asking(port)
            while asked == nil { asked = try? await Self.asking(port) }
            let busy = try #require(asked)
            // After two idle connections the guard of the first one has looked at it.
            for _ in 0..<2 { _ = try? await RawHTTP2(try RawConnection(port: port)).goodbye() }
            release.finish()
            #expect(try await busy.body(stream: 1).contains("at last"))
        }
    }

    static func asking(_ port: Int) async throws -> RawHTTP2 {
        let client = try await RawHTTP2(try RawConnection(port: port))
        for frame in RawHTTP2.call(stream: 1) { try await client.send(frame) }
        return client
    }

    /// A client that gives a request up ends the answer that is being streamed to it.
    @Test func clientsMayLeave() async throws {
        let (never, keep) = AsyncStream.makeStream(of: [UInt8].self)
        let (left, leave) = AsyncStream.makeStream(of: Void.self)
        keep.onTermination = { _ in leave.finish() }
        keep.yield([1])
        let chunks = never.map { bytes throws in bytes }
        let service = StreamingTests.s3 { _ in
            var output = try S3.GetObjectOutput([:] as Document)
            output.payloadStream = .stream(chunks, length: nil)
            return output
        }
        try await withServer([service]) { port in
            let client = try await RawHTTP2(try RawConnection(port: port))
            try await client.send(
                RawHTTP2.request(stream: 1, s3Fields, method: "GET", path: "/bucket/key", ends: true))
            _ = try await client.next(HTTP2Frame.data, stream: 1)
            try await client.send(HTTP2Frame(type: HTTP2Frame.reset, stream: 1, payload: UInt32(8).bytes))
            for await _ in left {}
            for frame in RawHTTP2.call(stream: 3, "Fly") { try await client.send(frame) }
            _ = try await client.next(HTTP2Frame.headers, stream: 3)
        }
    }

    @Test func stopsGracefully() async throws {
        // The client answers no ping, so the server waits for it as long as it may.
        let client = try await withServer(limits: LimitTests.limits { $0.drainSecondsMax = 0.2 }) { port in
            let client = try await RawHTTP2(try RawConnection(port: port))
            for frame in RawHTTP2.call(stream: 1) { try await client.send(frame) }
            _ = try await client.body(stream: 1)
            return client
        }
        #expect(try await client.goodbye() == 0)
    }

    private let s3Fields = [
        (
            "authorization",
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20250101/eu-west-1/s3/aws4_request, "
                + "SignedHeaders=host;x-amz-date, Signature=0000"
        )
    ]
}
