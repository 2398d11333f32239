import NIOCore
import NIOHTTP2

/// Closes a connection of HTTP/2 on which nobody has asked for anything for too long, whatever the client does.
///
/// Clients are told first, by NIO's own manager, and may finish; but it waits for an answer that need not come.
final class IdleGuard: ChannelInboundHandler {
    typealias InboundIn = HTTP2Frame
    typealias InboundOut = HTTP2Frame

    private let limit: TimeAmount
    private var openStreams = 0
    private var idleSince = NIODeadline.now()
    private var timer: Scheduled<Void>?

    init(secondsMax: Double) {
        limit = .nanoseconds(Int64(secondsMax * 1e9))
    }

    func handlerAdded(context: ChannelHandlerContext) {
        schedule(context, in: limit)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        timer?.cancel()
    }

    /// Tells the guard, and NIO's manager, of streams: no event of theirs passes through the connection's own pipeline.
    struct Streams: NIOHTTP2StreamDelegate {
        let manager: NIOHTTP2ServerConnectionManagementHandler.HTTP2StreamDelegate
        let idleness: NIOLoopBound<IdleGuard>

        func streamCreated(_ id: HTTP2StreamID, channel: any Channel) {
            manager.streamCreated(id, channel: channel)
            idleness.value.openStreams += 1
        }

        func streamClosed(_ id: HTTP2StreamID, channel: any Channel) {
            manager.streamClosed(id, channel: channel)
            idleness.value.openStreams -= 1
            idleness.value.idleSince = .now()
        }
    }

    private func schedule(_ context: ChannelHandlerContext, in delay: TimeAmount) {
        let bound = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
        timer = context.eventLoop.scheduleTask(in: delay) { bound.value.handler.check(bound.value.context) }
    }

    private func check(_ context: ChannelHandlerContext) {
        guard openStreams == 0 else { return schedule(context, in: limit) }
        let left = idleSince + limit - NIODeadline.now()
        if left <= .zero { context.close(promise: nil) } else { schedule(context, in: left) }
    }
}
