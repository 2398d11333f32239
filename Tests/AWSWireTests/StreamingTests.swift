import AWSBedrockRuntime
import AWSCore
import AWSS3
import AWSWire
import Synchronization
import Testing

@Suite struct StreamingTests {
    /// Gives out what it is asked for, and counts.
    final class Source: AsyncSequence, Sendable {
        typealias Failure = any Error
        let given = Counter()
        let count: Int
        /// Ends when the reader of the source has gone.
        let dropped: AsyncStream<Void>
        private let drop: AsyncStream<Void>.Continuation

        init(count: Int) {
            self.count = count
            (dropped, drop) = AsyncStream.makeStream(of: Void.self)
        }

        final class Reader: Sendable {
            let drop: AsyncStream<Void>.Continuation
            init(_ drop: AsyncStream<Void>.Continuation) { self.drop = drop }
            deinit { drop.finish() }
        }

        struct Iterator: AsyncIteratorProtocol {
            let source: Source
            let reader: Reader

            mutating func next() async throws -> [UInt8]? {
                let number = source.given.increment()
                return number <= source.count
                    ? [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: 65_536) : nil
            }
        }

        func makeAsyncIterator() -> Iterator { Iterator(source: self, reader: Reader(drop)) }
    }

    struct ObjectInvoker: OperationInvoker {
        typealias Service = S3
        let handle: @Sendable (any Structure) async throws -> any Structure

        func invoke<Input, Output>(
            _ operation: Operation<S3, Input, Output>, _ input: Input
        ) async throws(S3Error) -> Output {
            do {
                guard let output = try await handle(input) as? Output else { preconditionFailure("wrong output") }
                return output
            } catch {
                throw error as? S3Error ?? S3Error(ErrorCode("InternalError"), "\(error)", status: 500)
            }
        }
    }

    static func s3(_ handle: @escaping @Sendable (any Structure) async throws -> any Structure) -> WireService {
        WireService(S3.self) { _ in ObjectInvoker(handle: handle) }
    }

    @Test(arguments: [true, false]) func responsesStream(knowsLength: Bool) async throws {
        let source = Source(count: 20)
        let service = Self.s3 { _ in
            var output = try S3.GetObjectOutput(["ContentType": "text/plain"] as Document)
            output.payloadStream = .stream(source, length: knowsLength ? 20 * 65_536 : nil)
            return output
        }
        try await withServer([service]) { port in
            let client = try RawConnection(port: port)
            try await client.send(request(nil, "", service: "s3", method: "GET", path: "/bucket/key"))
            let response = try await client.response()
            #expect(response.status == 200)
            #expect(response.headers["content-type"] == "text/plain")
            #expect(response.headers["transfer-encoding"] == (knowsLength ? nil : "chunked"))
            #expect(response.body.count == 20 * 65_536)
            #expect(response.body.last == 20)
        }
    }

    /// A client that does not read holds the source back: 64 MB would not fit any buffer of the two sockets.
    @Test(arguments: ["GET", "HEAD"]) func theLengthIsSaidOnce(method: String) async throws {
        let service = Self.s3 { input in
            guard input is S3.GetObjectRequest else {
                return try S3.HeadObjectOutput(["ContentLength": 5] as Document)
            }
            var output = try S3.GetObjectOutput(["ContentLength": 5] as Document)
            output.payloadStream = .bytes(Array("hello".utf8))
            return output
        }
        try await withServer([service]) { port in
            let client = try RawConnection(port: port)
            try await client.send(request(nil, "", service: "s3", method: method, path: "/bucket/key"))
            let response = try await client.response(hasBody: method == "GET")
            #expect(response.headers["content-length"] == "5")
            #expect(response.body.count == (method == "GET" ? 5 : 0))
        }
    }

    @Test func slowReadersHoldTheSourceBack() async throws {
        let source = Source(count: 1024)
        let service = Self.s3 { _ in
            var output = try S3.GetObjectOutput([:] as Document)
            output.payloadStream = .stream(source, length: nil)
            return output
        }
        var limits = HTTPLimits()
        limits.answerStallSecondsMax = 0.05
        try await withServer([service], limits: limits) { port in
            let client = try RawConnection(port: port)
            try await client.send(request(nil, "", service: "s3", method: "GET", path: "/bucket/key"))
            // The server gives up on a client that reads nothing, and drops the source.
            for await _ in source.dropped {}
            #expect(source.given.value < 1024)
        }
    }

    /// An answer that a model goes on writing for ever is pulled no faster than its reader reads.
    @Test func eventStreamsAreNotWrittenAhead() async throws {
        let source = Source(count: .max)
        let service = WireService(BedrockRuntime.self) { _ in EventInvoker(source: source) }
        try await withServer([service], limits: LimitTests.limits { $0.answerStallSecondsMax = 0.5 }) { port in
            let client = try RawConnection(port: port)
            let path = "/model/anthropic.claude-3-haiku-20240307-v1%3A0/converse-stream"
            try await client.send(
                request(
                    nil, #"{"messages":[]}"#, service: "bedrock", headers: ["Content-Type: application/json"],
                    path: path))
            for _ in 0..<10 { _ = try await client.bytes(100_000) }
            // The server gives up on a reader that stops; until then the sockets' buffers hold some megabytes.
            for await _ in source.dropped {}
            #expect(source.given.value < 150_000)
        }
    }

    struct EventInvoker: OperationInvoker {
        typealias Service = BedrockRuntime
        let source: Source

        func invoke<Input, Output>(
            _ operation: Operation<BedrockRuntime, Input, Output>, _ input: Input
        ) async throws(BedrockRuntimeError) -> Output {
            let events = source.map { _ throws -> BedrockRuntime.ConverseStreamOutput in
                .contentBlockDelta(.init(delta: .text("word "), contentBlockIndex: 0))
            }
            guard let output = BedrockRuntime.ConverseStreamResponse(stream: EventStream(events)) as? Output else {
                preconditionFailure("only ConverseStream is expected")
            }
            return output
        }
    }

    @Test func requestsStream() async throws {
        let received = Mutex(0)
        let service = Self.s3 { input in
            guard let input = input as? S3.PutObjectRequest, case .stream(let chunks, let length) = input.payloadStream
            else { throw S3Error(ErrorCode("NoStream"), nil) }
            for try await chunk in chunks { received.withLock { $0 += chunk.count } }
            return try S3.PutObjectOutput(["ETag": .string("\(length ?? -1)")] as Document)
        }
        try await withServer([service]) { port in
            let client = try RawConnection(port: port)
            let head = request(nil, "", service: "s3", method: "PUT", path: "/bucket/key")
                .replacing("Content-Length: 0", with: "Content-Length: 2000000")
            try await client.send(head)
            for _ in 0..<20 { try await client.send([UInt8](repeating: 7, count: 100_000)) }
            let response = try await client.response()
            #expect(response.status == 200)
            #expect(response.headers["etag"] == "2000000")
            #expect(received.withLock { $0 } == 2_000_000)
        }
    }

    /// An operation that does not want the body answers, and the connection closes rather than read on for ever.
    @Test func bodiesThatNobodyWants() async throws {
        let service = Self.s3 { _ in throw S3Error(ErrorCode("NoSuchBucket"), "no", status: 404) }
        var limits = HTTPLimits()
        limits.discardedBytesMax = 1000
        try await withServer([service], limits: limits) { port in
            let client = try RawConnection(port: port)
            let head = request(nil, "", service: "s3", method: "PUT", path: "/bucket/key")
                .replacing("Content-Length: 0", with: "Content-Length: 2000000")
            try await client.send(head)
            let response = try await client.response()
            #expect(response.status == 404)
            #expect(response.headers["connection"] == "close")
        }
    }

    @Test func bodiesThatAreCutShort() async throws {
        let (failed, fail) = AsyncStream.makeStream(of: Void.self)
        let service = Self.s3 { input in
            guard let input = input as? S3.PutObjectRequest, case .stream(let chunks, _) = input.payloadStream else {
                throw S3Error(ErrorCode("NoStream"), nil)
            }
            do {
                for try await _ in chunks {}
            } catch {
                fail.finish()
                throw error
            }
            return try S3.PutObjectOutput([:] as Document)
        }
        try await withServer([service]) { port in
            let client = try RawConnection(port: port)
            let head = request(nil, "", service: "s3", method: "PUT", path: "/bucket/key")
                .replacing("Content-Length: 0", with: "Content-Length: 2000000")
            try await client.send(head + "only this")
            client.finishSending()
            for await _ in failed {}
            #expect(try await client.response().status == 400)
        }
    }
}

final class Counter: Sendable {
    private let count = Atomic(0)

    var value: Int { count.load(ordering: .relaxed) }

    @discardableResult func increment() -> Int { count.wrappingAdd(1, ordering: .relaxed).newValue }
}
