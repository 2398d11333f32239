import NIOCore

/// Encrypts what a connection sends, and decrypts what it receives.
final class TLSHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// The handshake is over: told to those after this handler, before the first byte.
    struct Established: Sendable {
        /// The protocol that both sides have agreed on, if the client named any.
        let negotiated: String?
    }

    private let session: TLSSession
    private var isEstablished = false
    private var isInputClosed = false
    private var isOutputClosed = false
    /// Someone waits for plaintext: bytes that were part of a record do not end the wait.
    private var isReadPending = false

    init(_ context: TLSContext) throws(TLSError) {
        session = try TLSSession(context)
    }

    func read(context: ChannelHandlerContext) {
        isReadPending = true
        context.read()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isInputClosed else { return }
        session.receive(unwrapInboundIn(data))
        if isEstablished || shakeHands(context) { deliver(context) }
        sendPending(context)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        context.fireChannelReadComplete()
        if isReadPending { context.read() }
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard isEstablished, !isOutputClosed else {
            promise?.fail(ChannelError.outputClosed)
            return
        }
        guard case .done = session.write(unwrapOutboundIn(data)) else {
            promise?.fail(TLSError(trying: "TLS cannot send"))
            return context.close(promise: nil)
        }
        guard let ciphertext = session.send(context.channel.allocator) else {
            promise?.succeed()
            return
        }
        context.write(wrapOutboundOut(ciphertext), promise: promise)
    }

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        if mode != .input, !isOutputClosed {
            isOutputClosed = true
            if isEstablished { session.finishSending() }
            sendPending(context)
        }
        context.close(mode: mode, promise: promise)
    }

    /// - Returns: whether plaintext may follow.
    private func shakeHands(_ context: ChannelHandlerContext) -> Bool {
        switch session.shakeHands() {
        case .done:
            isEstablished = true
            sendPending(context)
            context.fireUserInboundEventTriggered(Established(negotiated: session.negotiatedProtocol))
            return true
        case .waits: return false
        case .ended: fail(context, TLSError("The client ended the handshake."))
        case .failed(let error): fail(context, error)
        }
        return false
    }

    private func deliver(_ context: ChannelHandlerContext) {
        var plaintext = context.channel.allocator.buffer(capacity: 0)
        let progress = session.read(into: &plaintext)
        if plaintext.readableBytes > 0 {
            isReadPending = false
            context.fireChannelRead(wrapInboundOut(plaintext))
        }
        switch progress {
        case .done, .waits: break
        case .ended:
            isInputClosed = true
            isReadPending = false
            context.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        case .failed(let error): fail(context, error)
        }
    }

    /// Sends the alert that tells the client why, and ends the connection.
    private func fail(_ context: ChannelHandlerContext, _ error: TLSError) {
        isInputClosed = true
        sendPending(context)
        context.fireErrorCaught(error)
        context.close(promise: nil)
    }

    /// Handshakes, tickets, alerts: what goes out without anybody having written it.
    private func sendPending(_ context: ChannelHandlerContext) {
        guard let ciphertext = session.send(context.channel.allocator) else { return }
        context.writeAndFlush(wrapOutboundOut(ciphertext), promise: nil)
    }
}
