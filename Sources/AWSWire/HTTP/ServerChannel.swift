import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1

/// The pipeline of one connection: NIO's parser, then our own framing, time-outs and encoder.
///
/// Hummingbird's own channel converts every header to another type and leaves `Expect: 100-continue` unanswered.
struct ServerChannel: ServerChildChannel {
    struct Value: ServerChildChannelValue {
        let parts: NIOAsyncChannel<RequestPart, ResponsePart>
        var channel: any Channel { parts.channel }
    }

    let answer: HTTPServer.Answer
    let limits: HTTPLimits
    let date: HTTPDate

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            var decoding = NIOHTTPDecoderLimitConfiguration()
            decoding.maxHeaderFieldSize = limits.headerBytesMax
            decoding.maxHeaderListSize = limits.headerBytesMax
            decoding.maxHeaderFieldCount = limits.headerFieldCountMax
            try channel.syncOptions?.setOption(.tcpOption(.tcp_nodelay), value: 1)
            let pipeline = channel.pipeline.syncOperations
            let decoder = HTTPRequestDecoder(leftOverBytesStrategy: .dropBytes, limitConfiguration: decoding)
            try pipeline.addHandler(ByteToMessageHandler(decoder))
            try pipeline.addHandler(ResponseEncoder())
            try pipeline.addHandler(ConnectionGuard(limits))
            try pipeline.addHandler(RequestFramer())
            let parts = try NIOAsyncChannel<RequestPart, ResponsePart>(
                wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true))
            return Value(parts: parts)
        }
    }

    func handle(value: Value, logger: Logger) async {
        await withTaskExecutorPreference(EventLoopExecutor(value.channel.eventLoop)) {
            do {
                try await value.parts.executeThenClose { inbound, outbound in
                    let connection = Connection(answer: answer, limits: limits, date: date, outbound: outbound)
                    try await connection.serve(inbound)
                }
            } catch {
                logger.debug("connection ended", metadata: ["error": "\(error)"])
            }
        }
    }
}
