import NIOCore

/// Keeps what the connection has read until its task asks for it, and reads no more while much is kept.
///
/// The task runs on the connection's event loop, so that nothing here is locked and nothing is copied on the way: NIO's
/// own bridge to tasks serves any thread, and costs more than reading a small request.
final class RequestInbox: ChannelDuplexHandler {
    typealias InboundIn = RequestPart
    typealias InboundOut = RequestPart
    typealias OutboundIn = ResponsePart
    typealias OutboundOut = ResponsePart

    private typealias Waiting = CheckedContinuation<RequestPart?, any Error>

    /// Parts kept before reading stops, and when it goes on.
    private static let keptMax = 8
    private static let keptMin = 2

    private var kept = CircularBuffer<RequestPart>(initialCapacity: 8)
    private var waiting: Waiting?
    /// Nothing will come any more.
    private var end: Result<Void, any Error>?
    private var isReadHeld = false
    private var context: ChannelHandlerContext?

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        finish(.success(()))
        self.context = nil
    }

    func read(context: ChannelHandlerContext) {
        if kept.count < Self.keptMax { context.read() } else { isReadHeld = true }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard end == nil else { return }
        let part = unwrapInboundIn(data)
        guard let waiting else { return kept.append(part) }
        self.waiting = nil
        waiting.resume(returning: part)
    }

    func channelInactive(context: ChannelHandlerContext) {
        finish(.success(()))
        context.fireChannelInactive()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case ChannelEvent.inputClosed? = event as? ChannelEvent { finish(.success(())) }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        finish(.failure(error))
        context.fireErrorCaught(error)
    }

    /// What is kept is still given out; the first end counts.
    private func finish(_ end: Result<Void, any Error>) {
        guard self.end == nil else { return }
        self.end = end
        waiting?.resume(with: end.map { nil })
        waiting = nil
    }

    private var hasAnswer: Bool { !kept.isEmpty || end != nil }

    private func take() throws -> RequestPart? {
        guard let part = kept.popFirst() else {
            try end?.get()
            return nil
        }
        if isReadHeld, kept.count <= Self.keptMin {
            isReadHeld = false
            context?.read()
        }
        return part
    }

    private func wait(_ continuation: Waiting) {
        if hasAnswer { continuation.resume(with: Result { try take() }) } else { waiting = continuation }
    }

    /// Takes parts out, one after the other; for one task, on the event loop.
    struct Reader: Sendable {
        private let inbox: NIOLoopBound<RequestInbox>

        /// To be made on the event loop.
        init(_ inbox: RequestInbox, on eventLoop: any EventLoop) {
            self.inbox = NIOLoopBound(inbox, eventLoop: eventLoop)
        }

        /// - Returns: nil at the end of the connection.
        func next() async throws -> RequestPart? {
            let inbox = inbox
            if inbox.value.hasAnswer { return try inbox.value.take() }
            return try await withTaskCancellationHandler {
                try await withCheckedThrowingContinuation { inbox.value.wait($0) }
            } onCancel: {
                inbox.eventLoop.execute { inbox.value.finish(.failure(CancellationError())) }
            }
        }
    }
}
