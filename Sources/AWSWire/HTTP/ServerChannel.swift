import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP2

/// How a connection is set up and served.
///
/// Hummingbird's own channels convert every header to another type, and leave `Expect: 100-continue` unanswered.
struct ServerChannel: ServerChildChannel {
    struct Value: ServerChildChannelValue {
        let channel: any Channel
        let opened: EventLoopFuture<OpenedConnection>
    }

    let answer: HTTPServer.Answer
    let limits: HTTPLimits
    let date: HTTPDate
    let tls: TLSContext?

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            try channel.syncOptions?.setOption(.tcpOption(.tcp_nodelay), value: 1)
            try channel.syncOptions?.setOption(.recvAllocator, value: Self.buffers)
            let opened = channel.eventLoop.makePromise(of: OpenedConnection.self)
            let opener = ConnectionOpener(tls: tls, secondsMax: limits.headSecondsMax, opened: opened) {
                kind, isSecure in
                switch kind {
                case .http1: try .http1(channel, isSecure: isSecure, limits)
                case .http2: try .http2(channel, isSecure: isSecure, limits)
                }
            }
            try channel.pipeline.syncOperations.addHandler(opener)
            return Value(channel: channel, opened: opened.futureResult)
        }
    }

    /// Most requests fit one read; bodies that stream come in large ones.
    private static let buffers = AdaptiveRecvByteBufferAllocator(
        minimum: 4 * 1024, initial: 8 * 1024, maximum: 256 * 1024)

    func handle(value: Value, logger: Logger) async {
        let executor = EventLoopExecutor(value.channel.eventLoop)
        await withTaskExecutorPreference(executor) {
            do {
                switch try await value.opened.get() {
                case .http1(let parts, let isSecure): try await serve(parts, isSecure: isSecure, on: executor)
                case .http2(let streams, let isSecure):
                    try await withThrowingDiscardingTaskGroup { group in
                        for try await stream in streams.inbound {
                            group.addTask { await serveStream(stream, isSecure: isSecure, on: executor, logger) }
                        }
                    }
                }
            } catch {
                logger.debug("connection ended", metadata: ["error": "\(error)"])
            }
        }
    }

    /// What goes wrong with one stream is nothing to the others.
    private func serveStream(
        _ parts: OpenedConnection.Parts, isSecure: Bool, on executor: EventLoopExecutor, _ logger: Logger
    ) async {
        do {
            try await serve(parts, isSecure: isSecure, on: executor)
        } catch {
            logger.debug("stream ended", metadata: ["error": "\(error)"])
        }
    }

    private func serve(
        _ parts: OpenedConnection.Parts, isSecure: Bool, on executor: EventLoopExecutor
    ) async throws {
        let channel = parts.writer.channel
        let departure = Departure(of: channel)
        try await parts.writer.executeThenClose { _, outbound in
            let connection = Connection(
                answer: answer, limits: limits, date: date, isSecure: isSecure, channel: channel, outbound: outbound,
                departure: departure, executor: executor)
            try await connection.serve(parts.requests)
        }
    }
}
