import AWSCore
import AWSDynamoDB
import AWSWire
import Testing

/// What clients of HTTP/2 may not do. Codes of errors: RFC 9113, 7.
@Suite struct HTTP2LimitTests {
    static let flowControl: UInt32 = 3
    static let refused: UInt32 = 7
    static let calm: UInt32 = 11

    /// Opening requests and giving them up at once costs the client nothing (CVE-2023-44487).
    @Test func rapidResets() async throws {
        try await withServer(limits: LimitTests.limits { $0.streamResetsMax = 20 }) { port in
            let client = try await RawHTTP2(try RawConnection(port: port))
            for number: UInt32 in 0..<100 {
                let stream = number * 2 + 1
                let reset = HTTP2Frame(type: HTTP2Frame.reset, stream: stream, payload: UInt32(8).bytes)
                // The server may have ended the connection by now.
                try? await client.send(RawHTTP2.request(stream: stream), reset)
            }
            #expect([Self.calm, nil].contains(try await client.goodbye()))
        }
    }

    @Test func streamsAtATime() async throws {
        let (released, release) = AsyncStream.makeStream(of: Void.self)
        let slow = WireService.stub(DynamoDB.self) { _, _ throws(DynamoDBError) in
            for await _ in released {}
            return [:]
        }
        try await withServer([slow], limits: LimitTests.limits { $0.streamsMax = 3 }) { port in
            let client = try await RawHTTP2(try RawConnection(port: port))
            #expect(client.settings.prefix(6) == [0, 3, 0, 0, 0, 3])
            for stream: UInt32 in [1, 3, 5, 7] {
                for frame in RawHTTP2.call(stream: stream) { try? await client.send(frame) }
            }
            let failure = try await client.nextFailure()
            #expect(failure?.type == HTTP2Frame.goAway || failure?.errorCode == Self.refused)
            release.finish()
        }
    }

    @Test(arguments: [true, false]) func headers(inPieces: Bool) async throws {
        try await withServer(limits: LimitTests.limits { $0.headerBytesMax = 2000 }) { port in
            let client = try await RawHTTP2(try RawConnection(port: port))
            let long = [("x-long", String(repeating: "x", count: 10_000))]
            if inPieces {
                var head = RawHTTP2.request(stream: 1)
                head.flags = 0
                try await client.send(head)
                let piece = HTTP2Frame(type: HTTP2Frame.continuation, stream: 1, payload: RawHTTP2.block(long))
                for _ in 0..<50 { try? await client.send(piece) }
            } else {
                try await client.send(RawHTTP2.request(stream: 1, long, ends: true))
            }
            _ = try await client.goodbye()
        }
    }

    /// Frames that make work and ask for nothing.
    static let floods: [HTTP2Frame] = [
        HTTP2Frame(type: HTTP2Frame.ping, payload: [UInt8](repeating: 0, count: 8)),
        HTTP2Frame(type: HTTP2Frame.settings),
        HTTP2Frame(type: HTTP2Frame.windowUpdate, payload: UInt32(0).bytes),
    ]

    @Test(arguments: floods) func framesThatOnlyMakeWork(frame: HTTP2Frame) async throws {
        try await withServer { port in
            let client = try await RawHTTP2(try RawConnection(port: port))
            let flood = [UInt8](Array(repeating: frame.bytes, count: 1000).joined())
            try? await client.connection.send(flood)
            _ = try await client.goodbye()
        }
    }

    @Test func emptyPieces() async throws {
        try await withServer { port in
            let client = try await RawHTTP2(try RawConnection(port: port))
            try await client.send(RawHTTP2.call(stream: 1)[0])
            for _ in 0..<10 { try? await client.send(HTTP2Frame(type: HTTP2Frame.data, stream: 1)) }
            #expect([Self.calm, nil].contains(try await client.goodbye()))
        }
    }

    /// More than the server has given room for.
    @Test func bodiesBeyondTheWindow() async throws {
        let limits = LimitTests.limits { $0.streamWindowBytes = 65_535 }
        let (released, release) = AsyncStream.makeStream(of: Void.self)
        let service = StreamingTests.s3 { _ in
            for await _ in released {}
            throw S3NeverReads()
        }
        try await withServer([service], limits: limits) { port in
            let client = try await RawHTTP2(try RawConnection(port: port))
            let fields = [
                ("authorization", "AWS4-HMAC-SHA256 Credential=A/20250101/eu-west-1/s3/aws4_request, Signature=0")
            ]
            try await client.send(RawHTTP2.request(stream: 1, fields, method: "PUT", path: "/bucket/key"))
            let piece = HTTP2Frame(type: HTTP2Frame.data, stream: 1, payload: [UInt8](repeating: 1, count: 16_384))
            for _ in 0..<64 { try? await client.send(piece) }
            let frame = try await client.nextFailure()
            #expect(frame == nil || frame?.errorCode == Self.flowControl)
            release.finish()
        }
    }

    struct S3NeverReads: Error {}

    static let malformed: [[UInt8]] = [
        // A frame longer than 16,384 bytes, which nobody has allowed.
        [1, 0, 0, 0, 0, 0, 0, 0, 1], HTTP2Frame(type: HTTP2Frame.headers, flags: 5, stream: 2).bytes,
        HTTP2Frame(type: HTTP2Frame.data, stream: 1, payload: [1]).bytes,
        HTTP2Frame(type: HTTP2Frame.headers, flags: 5, stream: 1, payload: [255, 255, 255, 255, 255, 255]).bytes,
        HTTP2Frame(type: HTTP2Frame.settings, payload: [1]).bytes,
        HTTP2Frame(type: HTTP2Frame.windowUpdate, payload: [1]).bytes,
    ]

    @Test(arguments: malformed) func frames(bytes: [UInt8]) async throws {
        try await withServer { port in
            let client = try await RawHTTP2(try RawConnection(port: port))
            try await client.connection.send(bytes)
            #expect(try await client.goodbye() != 0)
        }
    }

    /// Bytes that only begin as HTTP/2 do are HTTP/1.1, and no request of that.
    @Test func halfAPreface() async throws {
        try await withServer { port in
            let client = try RawConnection(port: port)
            try await client.send("PRI * HTTP/2.0\r\n\r\nXX")
            #expect(try await client.response().status == 400)
        }
    }

    /// Wherever a client stops, it is cut off.
    @Test(arguments: ["", "P", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"]) func slowClients(start: String) async throws {
        try await withServer(
            limits: LimitTests.limits {
                $0.headSecondsMax = 0.05; $0.drainSecondsMax = 0.05
            }
        ) { port in
            let client = try RawConnection(port: port)
            try await client.send(start)
            _ = try await client.rest()
        }
    }

    /// A body that does not go on ends its stream, and no other.
    @Test func stalledBodies() async throws {
        try await withServer(limits: LimitTests.limits { $0.bodyStallSecondsMax = 0.5 }) { port in
            let client = try await RawHTTP2(try RawConnection(port: port))
            try await client.send(RawHTTP2.call(stream: 1)[0])
            _ = try await client.next(HTTP2Frame.reset, stream: 1)
            // At once: on a busy machine the second call must not stall as well.
            try await client.connection.send(RawHTTP2.call(stream: 3).flatMap(\.bytes))
            #expect(try await client.body(stream: 3).contains("Orders"))
        }
    }
}

extension RawHTTP2 {
    /// The next frame that ends a stream or the connection; nil when the connection just ends.
    func nextFailure() async throws -> HTTP2Frame? {
        do {
            while true {
                let frame = try await next()
                if frame.type == HTTP2Frame.reset || frame.type == HTTP2Frame.goAway { return frame }
            }
        } catch RawError.ended {
            return nil
        }
    }
}
