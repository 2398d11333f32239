import NIOCore
import NIOHTTP1

/// What the connection reads: a request in one piece when it came in one, else piece by piece.
enum RequestPart: Sendable {
    case whole(HTTPRequestHead, body: ByteBuffer?)
    case head(HTTPRequestHead)
    case body(ByteBuffer)
    case end
}

/// Joins the parts of a request that arrived by one read, so that a small request is one step for the connection.
final class RequestFramer: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = RequestPart

    private var head: HTTPRequestHead?
    private var body: ByteBuffer?

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let newHead):
            head = newHead
        case .body(let bytes):
            if head != nil, joins(bytes) { return }
            release(context)
            context.fireChannelRead(wrapInboundOut(.body(bytes)))
        case .end:
            if let head {
                context.fireChannelRead(wrapInboundOut(.whole(head, body: body)))
                self.head = nil
                body = nil
            } else {
                context.fireChannelRead(wrapInboundOut(.end))
            }
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        release(context)
        context.fireChannelReadComplete()
    }

    /// What fits no buffer of the socket's comes in several parts, however small the body.
    private func joins(_ bytes: ByteBuffer) -> Bool {
        guard var joined = body else {
            body = bytes
            return true
        }
        guard joined.readableBytes + bytes.readableBytes <= Self.joinedBytesMax else { return false }
        body = nil
        joined.writeImmutableBuffer(bytes)
        body = joined
        return true
    }

    /// A longer body is not copied together, in bytes.
    private static let joinedBytesMax = 64 * 1024

    /// Passes on what is held: the rest of the request is still on its way.
    private func release(_ context: ChannelHandlerContext) {
        if let head {
            context.fireChannelRead(wrapInboundOut(.head(head)))
            self.head = nil
        }
        if let body {
            context.fireChannelRead(wrapInboundOut(.body(body)))
            self.body = nil
        }
    }
}
