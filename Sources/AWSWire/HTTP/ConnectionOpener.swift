import NIOCore

/// Finds out what a new connection speaks, by its first bytes, and sets it up for that: TLS or plain, HTTP/1.1 or 2.
final class ConnectionOpener: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    /// What a connection may turn out to be.
    enum Kind {
        case http1
        case http2
    }

    private enum Guess {
        case tls
        case plain(Kind)
        case undecided
    }

    /// Nobody has said anything yet, or not enough.
    struct Unopened: Error {}

    private let tls: TLSContext?
    private let secondsMax: Double
    private let opened: EventLoopPromise<OpenedConnection>
    private let open: (Kind, _ isSecure: Bool) throws -> OpenedConnection
    private var held: ByteBuffer?
    private var isOpen = false
    private var isSecure = false
    private var timer: Scheduled<Void>?

    /// - Parameters:
    ///   - secondsMax: to the end of the handshake, or to bytes that say enough.
    ///   - open: sets up the channel, on its event loop.
    init(
        tls: TLSContext?, secondsMax: Double, opened: EventLoopPromise<OpenedConnection>,
        open: @escaping (Kind, _ isSecure: Bool) throws -> OpenedConnection
    ) {
        self.tls = tls
        self.secondsMax = secondsMax
        self.opened = opened
        self.open = open
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let channel = context.channel
        timer = context.eventLoop.scheduleTask(in: .nanoseconds(Int64(secondsMax * 1e9))) {
            channel.close(promise: nil)
        }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        timer?.cancel()
        if !isOpen { opened.fail(Unopened()) }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        if held != nil { held?.writeBuffer(&bytes) } else { held = bytes }
        guard let bytes = held else { return }
        switch guess(bytes) {
        case .undecided: break
        case .tls: startTLS(context, bytes)
        case .plain(let kind): finish(context, kind)
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case let event as TLSHandler.Established: finish(context, event.negotiated == "h2" ? .http2 : .http1)
        case ChannelEvent.inputClosed, is ChannelShouldQuiesceEvent: context.close(promise: nil)
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    /// A TLS record with a handshake begins with 22 (RFC 8446, 5.1); HTTP/2 with its preface (RFC 9113, 3.4).
    private func guess(_ bytes: ByteBuffer) -> Guess {
        let bytes = bytes.readableBytesView
        if bytes.first == 22, tls != nil { return .tls }
        let preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8
        guard zip(bytes, preface).allSatisfy({ $0 == $1 }) else { return .plain(.http1) }
        return bytes.count < preface.count ? .undecided : .plain(.http2)
    }

    private func startTLS(_ context: ChannelHandlerContext, _ bytes: ByteBuffer) {
        held = nil
        do {
            guard let tls else { return }
            isSecure = true
            let pipeline = context.pipeline.syncOperations
            try pipeline.addHandler(TLSHandler(tls), position: .before(self))
            pipeline.fireChannelRead(NIOAny(bytes))
        } catch {
            context.close(promise: nil)
        }
    }

    private func finish(_ context: ChannelHandlerContext, _ kind: Kind) {
        guard !isOpen else { return }
        isOpen = true
        do {
            opened.succeed(try open(kind, isSecure))
        } catch {
            opened.fail(error)
            return context.close(promise: nil)
        }
        if let held { context.fireChannelRead(wrapInboundOut(held)) }
        context.pipeline.syncOperations.removeHandler(context: context, promise: nil)
    }
}
