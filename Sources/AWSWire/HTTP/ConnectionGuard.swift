import NIOCore
import NIOHTTP1

/// Closes connections whose client keeps the server waiting, and idle ones when the server stops.
///
/// One timer a connection, moved to the next possible deadline when it fires: nothing is scheduled for a request. Time counts only while the server has asked for bytes, so that its own slowness is never the client's.
final class ConnectionGuard: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = ResponsePart
    typealias OutboundOut = ResponsePart

    private enum Phase {
        case awaitingHead, readingBody, answering
    }

    private let limits: HTTPLimits
    private var phase = Phase.awaitingHead
    private var since = NIODeadline.now()
    /// Requests whose head was read and whose answer is not yet written.
    private var openRequests = 0
    private var isStopping = false
    private var isReadPending = false
    private var timer: Scheduled<Void>?

    init(_ limits: HTTPLimits) {
        self.limits = limits
    }

    func handlerAdded(context: ChannelHandlerContext) {
        schedule(context, in: secondsBetweenChecks)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        timer?.cancel()
    }

    func channelInactive(context: ChannelHandlerContext) {
        timer?.cancel()
        context.fireChannelInactive()
    }

    func read(context: ChannelHandlerContext) {
        isReadPending = true
        context.read()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        isReadPending = false
        switch unwrapInboundIn(data) {
        case .head:
            openRequests += 1
            enter(.readingBody)
        case .body: since = .now()
        case .end: enter(.answering)
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .whole, .end: answered(context, data: data, promise: promise)
        case .proceed, .head, .body: context.write(data, promise: promise)
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        since = .now()
        context.fireChannelWritabilityChanged()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard event is ChannelShouldQuiesceEvent else { return context.fireUserInboundEventTriggered(event) }
        isStopping = true
        if openRequests == 0 { context.close(promise: nil) }
    }

    private func answered(_ context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        // A parse error is answered without a request.
        openRequests = max(0, openRequests - 1)
        if openRequests == 0 { enter(.awaitingHead) }
        if isStopping, openRequests == 0 {
            context.writeAndFlush(data, promise: promise)
            context.close(promise: nil)
        } else {
            context.write(data, promise: promise)
        }
    }

    private func enter(_ phase: Phase) {
        self.phase = phase
        since = .now()
    }

    private func schedule(_ context: ChannelHandlerContext, in seconds: Double) {
        let delay = TimeAmount.nanoseconds(Int64(seconds * 1e9))
        let bound = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
        timer = context.eventLoop.scheduleTask(in: delay) { bound.value.handler.check(bound.value.context) }
    }

    private func check(_ context: ChannelHandlerContext) {
        let isWaiting = phase == .answering ? !context.channel.isWritable : isReadPending
        guard isWaiting else { return schedule(context, in: secondsBetweenChecks) }
        let left = secondsAllowed - Double((NIODeadline.now() - since).nanoseconds) / 1e9
        if left <= 0 {
            context.close(promise: nil)
        } else {
            schedule(context, in: min(left, secondsBetweenChecks))
        }
    }

    /// Often enough for the phase that allows least.
    private var secondsBetweenChecks: Double {
        min(limits.headSecondsMax, limits.bodyStallSecondsMax, limits.answerStallSecondsMax)
    }

    private var secondsAllowed: Double {
        switch phase {
        case .awaitingHead: limits.headSecondsMax
        case .readingBody: limits.bodyStallSecondsMax
        case .answering: limits.answerStallSecondsMax
        }
    }
}
