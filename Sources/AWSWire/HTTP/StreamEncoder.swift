import AWSCore
import NIOCore
import NIOHTTP1

/// Hands answers to HTTP/2, which frames them itself.
final class StreamEncoder: ChannelOutboundHandler {
    typealias OutboundIn = ResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .proceed: context.write(wrapOutboundOut(Self.head(.continue)), promise: promise)
        case .whole(let head, let body):
            context.write(wrapOutboundOut(Self.head(head)), promise: nil)
            if !body.isEmpty { context.write(wrapOutboundOut(Self.body(body)), promise: nil) }
            context.write(wrapOutboundOut(.end(nil)), promise: promise)
        case .head(let head): context.write(wrapOutboundOut(Self.head(head)), promise: promise)
        case .body(let bytes):
            // Empty frames are taken for an attack.
            guard !bytes.isEmpty else {
                promise?.succeed()
                return
            }
            context.write(wrapOutboundOut(Self.body(bytes)), promise: promise)
        case .end: context.write(wrapOutboundOut(.end(nil)), promise: promise)
        }
    }

    private static func body(_ bytes: [UInt8]) -> HTTPServerResponsePart {
        .body(.byteBuffer(ByteBuffer(bytes: bytes)))
    }

    private static func head(_ status: HTTPResponseStatus) -> HTTPServerResponsePart {
        .head(HTTPResponseHead(version: .http2, status: status))
    }

    private static func head(_ head: ResponseHead) -> HTTPServerResponsePart {
        var headers = NIOHTTP1.HTTPHeaders()
        headers.reserveCapacity(head.headers.fields.count + 2)
        for field in head.headers.fields {
            headers.add(name: ResponseEncoder.clean(field.name), value: ResponseEncoder.clean(field.value))
        }
        headers.add(name: "date", value: head.date)
        if case .length(let length) = head.framing { headers.add(name: "content-length", value: String(length)) }
        return .head(
            HTTPResponseHead(
                version: .http2, status: HTTPResponseStatus(statusCode: head.status), headers: headers))
    }
}
