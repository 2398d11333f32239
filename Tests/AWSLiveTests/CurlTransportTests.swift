import AWSCore
import AWSLive
import Synchronization
import Testing

@Suite struct CurlTransportTests {
    let transport = CurlTransport(environment: [:])

    func send(
        _ request: HTTPRequest, to server: RawServer, body: ResponseBodyWish = .collected(bytesMax: 1 << 20),
        timeouts: Timeouts = Timeouts(connectSeconds: 5, firstByteSeconds: 20)
    ) async throws(TransportError) -> HTTPResponse {
        try await transport.send(request, to: server.origin, body: body, timeouts: timeouts)
    }

    @Test(arguments: ["GET", "DELETE", "POST", "PUT", "HEAD", "PATCH"])
    func sendsExactlyTheRequest(method: String) async throws {
        let server = try RawServer { peer in
            let (head, body) = try peer.request()
            let echo = head + "|" + String(decoding: body, as: UTF8.self)
            try peer.reply("200 OK", method == "HEAD" ? "" : echo, headers: ["X-Line: \(head.prefix { $0 != "\r\n" })"])
        }
        let sendsBody = method == "POST" || method == "PUT" || method == "PATCH"
        let request = HTTPRequest(
            method: method, path: "/a%2Fb/../c//d", query: [.init("x y", "1&2"), .init("flag")],
            headers: ["Host": "example.com", "X-Amz-Thing": "v", "X-Empty": ""],
            body: .bytes(sendsBody ? Array("payload".utf8) : []))
        let response = try await send(request, to: server)
        #expect(response.status == 200)
        #expect(response.headers["x-line"] == "\(method) /a%2Fb/../c//d?x%20y=1%262&flag HTTP/1.1")
        guard method != "HEAD" else { return }
        let echo = String(decoding: try await response.body.collect(bytesMax: 10_000), as: UTF8.self)
        #expect(echo.contains("Host: example.com"))
        #expect(echo.contains("X-Amz-Thing: v"))
        #expect(echo.contains("X-Empty:"))
        #expect(!echo.contains("Expect:") && !echo.contains("Accept:") && !echo.contains("Content-Type:"))
        #expect(echo.hasSuffix(sendsBody ? "|payload" : "|"))
    }

    @Test func keepsConnections() async throws {
        let server = try RawServer { peer in
            while true {
                _ = try peer.request()
                try peer.reply()
            }
        }
        for _ in 0..<5 { _ = try await send(HTTPRequest(), to: server) }
        // One, unless this machine was so busy that it lay idle for longer than libcurl keeps it.
        #expect(server.connectionCount < 5)
    }

    @Test func streamsResponses() async throws {
        let pieces = (0..<32).map { index in [UInt8](repeating: UInt8(index), count: 65_536) }
        let server = try RawServer { peer in
            _ = try peer.request()
            try peer.send("HTTP/1.1 200 OK\r\nContent-Length: \(32 * 65_536)\r\n\r\n")
            for piece in pieces { try peer.send(piece) }
        }
        let response = try await send(HTTPRequest(), to: server, body: .streamed)
        #expect(response.body.length == Int64(32 * 65_536))
        let all = try await response.body.collect(bytesMax: 1 << 24)
        #expect(all == pieces.flatMap { $0 })
    }

    @Test(arguments: [true, false])
    func streamsRequests(knowsLength: Bool) async throws {
        let received = Mutex<[UInt8]>([])
        let server = try RawServer { peer in
            let (_, body) = try peer.request()
            received.withLock { $0 = body }
            try peer.reply()
        }
        let pieces = (0..<40).map { index in [UInt8](repeating: UInt8(index), count: 20_000) }
        let stream = AsyncThrowingStream<[UInt8], any Error> { continuation in
            for piece in pieces { continuation.yield(piece) }
            continuation.finish()
        }
        let body = ByteStream.stream(stream, length: knowsLength ? 800_000 : nil)
        let response = try await send(HTTPRequest(method: "PUT", body: body), to: server)
        #expect(response.status == 200)
        #expect(received.withLock { $0 } == pieces.flatMap { $0 })
    }

    @Test func endsWhenTheRequestsBodyFails() async throws {
        struct Broken: Error {}
        let server = try RawServer { peer in _ = try peer.request() }
        let stream = AsyncThrowingStream<[UInt8], any Error> { continuation in
            continuation.yield([1, 2, 3])
            continuation.finish(throwing: Broken())
        }
        let request = HTTPRequest(method: "PUT", body: .stream(stream, length: nil))
        await #expect { _ = try await send(request, to: server) } throws: {
            ($0 as? TransportError)?.kind == .uploadFailed
        }
    }

    @Test func answersThatComeEarlyEndTheUpload() async throws {
        let server = try RawServer { peer in
            _ = try peer.head()
            try peer.reply("403 Forbidden", "no", headers: ["Connection: close"])
        }
        let stream = AsyncThrowingStream<[UInt8], any Error>(unfolding: { [UInt8](repeating: 7, count: 1000) })
        let response = try await send(HTTPRequest(method: "PUT", body: .stream(stream, length: nil)), to: server)
        #expect(response.status == 403)
    }

    @Test(arguments: [
        (Timeouts(firstByteSeconds: 0.05), TransportError.Kind.firstByteTimeout),
        (Timeouts(firstByteSeconds: 20, wholeSeconds: 0.05), .wholeTimeout),
    ])
    func givesUpOnSilence(_ timeouts: Timeouts, kind: TransportError.Kind) async throws {
        let server = try RawServer { peer in
            _ = try peer.request()
            peer.waitForClose()
        }
        await #expect { _ = try await send(HTTPRequest(), to: server, timeouts: timeouts) } throws: {
            ($0 as? TransportError)?.kind == kind
        }
    }

    /// The first byte came in time; the rest may take as long as it takes.
    @Test func firstByteTimeoutCountsOnlyUpToTheFirstByte() async throws {
        let (read, mayFinish) = AsyncStream.makeStream(of: Void.self)
        let server = try RawServer { peer in
            _ = try peer.request()
            try peer.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\na")
            peer.waitForClose()
            mayFinish.finish()
        }
        let response = try await send(
            HTTPRequest(), to: server, body: .streamed, timeouts: Timeouts(firstByteSeconds: 0.05))
        guard case .stream(let chunks, _) = response.body else { return #expect(Bool(false)) }
        for try await chunk in chunks {
            #expect(chunk == [97])
            break
        }
        _ = read
    }

    @Test func cancellationClosesTheConnection() async throws {
        let (arrived, arrive) = AsyncStream.makeStream(of: Void.self)
        let (closed, close) = AsyncStream.makeStream(of: Void.self)
        let server = try RawServer { peer in
            _ = try peer.request()
            arrive.finish()
            peer.waitForClose()
            close.finish()
        }
        let call = Task { try await send(HTTPRequest(), to: server) }
        for await _ in arrived {}
        call.cancel()
        for await _ in closed {}
        let result = await call.result
        #expect { try result.get() } throws: { ($0 as? TransportError)?.kind == .cancelled }
    }

    @Test func droppingAStreamClosesTheConnection() async throws {
        let (closed, close) = AsyncStream.makeStream(of: Void.self)
        let server = try RawServer { peer in
            _ = try peer.request()
            try peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n")
            peer.waitForClose()
            close.finish()
        }
        _ = try await send(HTTPRequest(), to: server, body: .streamed)
        for await _ in closed {}
    }

    @Test func refusesLineBreaksInHeaders() async throws {
        let server = try RawServer { _ in }
        let request = HTTPRequest(headers: ["X": "a\r\nInjected: b"])
        await #expect { _ = try await send(request, to: server) } throws: {
            ($0 as? TransportError)?.kind == .invalidRequest
        }
        #expect(server.connectionCount == 0)
    }

    static let broken: [(String, TransportError.Kind)] = [
        ("", .connectionClosed),
        ("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc", .connectionClosed),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc", .connectionClosed),
        ("\u{0}\u{1}\u{2}nothing of the kind\r\n\r\n", .malformedResponse),
        ("HTTP/1.1 200 OK\r\nContent-Length: 30\r\n\r\n" + String(repeating: "x", count: 30), .tooLarge),
    ]

    @Test(arguments: broken) func tellsWhatIsWrong(answer: String, kind: TransportError.Kind) async throws {
        let server = try RawServer { peer in
            _ = try peer.request()
            try peer.send(answer)
        }
        await #expect {
            _ = try await send(HTTPRequest(), to: server, body: .collected(bytesMax: 20))
        } throws: { ($0 as? TransportError)?.kind == kind }
    }

    @Test func tellsThatNobodyListens() async throws {
        let origin: Origin
        do {
            let server = try RawServer { _ in }
            origin = server.origin
        }
        await #expect {
            _ = try await transport.send(
                HTTPRequest(), to: origin, body: .streamed, timeouts: Timeouts(connectSeconds: 5))
        } throws: { ($0 as? TransportError)?.kind == .connectionRefused }
    }
}
