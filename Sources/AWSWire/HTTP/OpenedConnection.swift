import NIOCore
import NIOHTTP1
import NIOHTTP2

/// A connection that is set up for what it speaks.
enum OpenedConnection: Sendable {
    /// What a task reads from, and what it writes to.
    struct Parts: Sendable {
        let requests: RequestInbox.Reader
        /// Reads nothing: the inbox before it takes all.
        let writer: NIOAsyncChannel<Never, ResponsePart>
    }

    case http1(Parts, isSecure: Bool)
    /// Each stream is one request and its answer.
    case http2(NIOHTTP2Handler.AsyncStreamMultiplexer<Parts>, isSecure: Bool)

    static func http1(_ channel: any Channel, isSecure: Bool, _ limits: HTTPLimits) throws -> OpenedConnection {
        var decoding = NIOHTTPDecoderLimitConfiguration()
        decoding.maxHeaderFieldSize = limits.headerBytesMax
        decoding.maxHeaderListSize = limits.headerBytesMax
        decoding.maxHeaderFieldCount = limits.headerFieldCountMax
        let pipeline = channel.pipeline.syncOperations
        let decoder = HTTPRequestDecoder(leftOverBytesStrategy: .dropBytes, limitConfiguration: decoding)
        try pipeline.addHandler(ByteToMessageHandler(decoder))
        try pipeline.addHandler(ResponseEncoder())
        return .http1(try parts(of: channel, limits), isSecure: isSecure)
    }

    static func http2(_ channel: any Channel, isSecure: Bool, _ limits: HTTPLimits) throws -> OpenedConnection {
        try channel.syncOptions?.setOption(.allowRemoteHalfClosure, value: false)
        let seconds = { (seconds: Double) in TimeAmount.nanoseconds(Int64(seconds * 1e9)) }
        let manager = NIOHTTP2ServerConnectionManagementHandler(
            eventLoop: channel.eventLoop,
            configuration: .init(
                maxIdleTime: seconds(limits.headSecondsMax), maxAge: nil,
                maxGraceTime: seconds(limits.drainSecondsMax),
                keepalive: .init(
                    pingInterval: seconds(limits.answerStallSecondsMax),
                    ackTimeout: seconds(limits.answerStallSecondsMax))))
        let idleness = IdleGuard(secondsMax: limits.headSecondsMax + limits.drainSecondsMax)
        let delegate = IdleGuard.Streams(
            manager: manager.http2StreamDelegate, idleness: NIOLoopBound(idleness, eventLoop: channel.eventLoop))
        let pipeline = channel.pipeline.syncOperations
        let streams = try pipeline.configureAsyncHTTP2Pipeline(
            mode: .server, streamDelegate: delegate, configuration: configuration(limits)
        ) { stream in
            stream.eventLoop.makeCompletedFuture {
                try stream.pipeline.syncOperations.addHandler(HTTP2FramePayloadToHTTP1ServerCodec())
                try stream.pipeline.syncOperations.addHandler(StreamEncoder())
                return try parts(of: stream, limits)
            }
        }
        try pipeline.addHandler(manager)
        try pipeline.addHandler(idleness)
        // It starts its timers when the connection becomes active, which was before it was there.
        manager.channelActive(context: try pipeline.context(handler: manager))
        return .http2(streams, isSecure: isSecure)
    }

    private static func configuration(_ limits: HTTPLimits) -> NIOHTTP2Handler.Configuration {
        var configuration = NIOHTTP2Handler.Configuration()
        configuration.connection.initialSettings = [
            HTTP2Setting(parameter: .maxConcurrentStreams, value: limits.streamsMax),
            HTTP2Setting(parameter: .maxHeaderListSize, value: limits.headerBytesMax),
            HTTP2Setting(parameter: .initialWindowSize, value: limits.streamWindowBytes),
        ]
        configuration.connection.targetWindowSize = limits.connectionWindowBytes
        configuration.stream.targetWindowSize = limits.streamWindowBytes
        configuration.stream.streamResetFrameRateLimit.maximumCount = limits.streamResetsMax
        return configuration
    }

    private static func parts(of channel: any Channel, _ limits: HTTPLimits) throws -> Parts {
        try channel.pipeline.syncOperations.addHandler(ConnectionGuard(limits))
        try channel.pipeline.syncOperations.addHandler(RequestFramer())
        let inbox = RequestInbox()
        try channel.pipeline.syncOperations.addHandler(inbox)
        let writer = try NIOAsyncChannel<Never, ResponsePart>(
            wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true))
        return Parts(requests: RequestInbox.Reader(inbox, on: channel.eventLoop), writer: writer)
    }
}
