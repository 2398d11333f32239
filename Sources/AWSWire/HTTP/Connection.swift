import AWSCore
import NIOCore
import NIOHTTP1

/// One connection: requests in order, one answer after the other. In HTTP/2 each stream is one, with one request.
struct Connection: Sendable {
    let answer: HTTPServer.Answer
    let limits: HTTPLimits
    let date: HTTPDate
    let isSecure: Bool
    let channel: any Channel
    let outbound: NIOAsyncChannelOutboundWriter<ResponsePart>
    let departure: Departure
    let executor: EventLoopExecutor

    func serve(_ parts: RequestInbox.Reader) async throws {
        do {
            while let part = try await parts.next() {
                switch part {
                case .whole(let head, let body):
                    let bytes = body.flatMap { $0.getBytes(at: $0.readerIndex, length: $0.readableBytes) } ?? []
                    let response = await respond(head, body: .bytes(bytes))
                    let isLast = head.endsConnection
                    try await send(response, to: head, closing: isLast)
                    if isLast { return }
                case .head(let head):
                    guard try await serveStreaming(head, parts) else { return }
                case .body, .end:
                    preconditionFailure("the framer sends a head first")
                }
            }
        } catch let error as HTTPParserError {
            try await refuse(error)
        }
    }

    /// A request whose body is still on its way.
    /// - Returns: whether the connection can take another request.
    private func serveStreaming(_ head: HTTPRequestHead, _ parts: RequestInbox.Reader) async throws -> Bool {
        let pipe = BodyPipe()
        let length = head.headers.first(name: "Content-Length").flatMap { Int64($0) }
        async let answer = respond(head, body: .stream(pipe, length: length), from: pipe)
        var reader = BodyReader(head: head, pipe: pipe, outbound: outbound)
        do {
            try await reader.feed(parts)
        } catch {
            pipe.finish(throwing: error)
            _ = await answer
            throw error
        }
        let response = await answer
        if head.isMultiplexed {
            try await send(response, to: head, closing: false)
            try await reader.skipRest(parts, bytesMax: limits.discardedBytesMax)
            return reader.isAtEnd
        }
        let closes = head.endsConnection || !reader.canSkipRest(bytesMax: limits.discardedBytesMax)
        try await send(response, to: head, closing: closes)
        try await reader.skipRest(parts, bytesMax: limits.discardedBytesMax)
        return !closes
    }

    private func respond(_ head: HTTPRequestHead, body: ByteStream, from pipe: BodyPipe? = nil) async -> HTTPResponse {
        defer { pipe?.finish() }
        do throws(WireError) {
            var request = try HTTPRequest(head, body: body)
            request.isSecure = isSecure
            return await answer(request)
        } catch {
            return HTTPResponse(status: 400)
        }
    }

    private func send(_ response: HTTPResponse, to head: HTTPRequestHead, closing: Bool) async throws {
        let hasBody = head.method != .HEAD && Self.allowsBody(response.status)
        var part = ResponseHead(
            status: response.status, headers: response.headers, date: date.text, framing: .asIs, closes: closing)
        switch response.body {
        case .bytes(let bytes):
            if hasBody || (bytes.count > 0 && Self.allowsBody(response.status)) {
                part.frame(.length(Int64(bytes.count)))
            }
            try await write(.whole(part, body: hasBody ? bytes : []))
        case .stream(let chunks, let length):
            part.frame(length.map { .length($0) } ?? (head.version.minor >= 1 ? .chunked : .untilClose))
            guard hasBody else { return try await outbound.write(.whole(part, body: [])) }
            try await outbound.write(.head(part))
            try await departure.stream(on: executor) { [outbound] in
                for try await chunk in chunks { try await outbound.write(.body(chunk)) }
                try await outbound.write(.end)
            }
        }
    }

    /// On the connection's own event loop the channel takes what it has room for at once, with nothing in between; else
    /// the writer waits until there is room.
    private func write(_ part: ResponsePart) async throws {
        guard channel.eventLoop.inEventLoop, channel.isWritable else { return try await outbound.write(part) }
        channel.writeAndFlush(part, promise: nil)
    }

    /// Bytes that are no HTTP: there is no request to answer in a protocol of AWS's.
    private func refuse(_ error: HTTPParserError) async throws {
        let head = ResponseHead(
            status: error == .headerOverflow ? 431 : 400, headers: AWSCore.HTTPHeaders(), date: date.text,
            framing: .length(0), closes: true)
        try await outbound.write(.whole(head, body: []))
    }

    private static func allowsBody(_ status: Int) -> Bool {
        status >= 200 && status != 204 && status != 304
    }
}
