import AWSCore
import NIOCore
import NIOHTTP1

/// What the connection writes: an answer in one piece, or a head, pieces and an end.
enum ResponsePart: Sendable {
    /// `100 Continue`: the client may send its body.
    case proceed
    case whole(ResponseHead, body: [UInt8])
    case head(ResponseHead)
    case body([UInt8])
    case end
}

struct ResponseHead: Sendable {
    var status: Int
    var headers: AWSCore.HTTPHeaders
    /// Already formatted; the encoder adds the header.
    var date: String
    var framing: Framing
    var closes: Bool

    enum Framing: Sendable {
        /// The header is already among `headers`, or the status allows none.
        case asIs
        case length(Int64)
        case chunked
        /// The end of the connection is the end of the body (HTTP/1.0).
        case untilClose
    }

    /// An operation may say the length of its body as well, as GetObject does: the header must not stand there twice.
    mutating func frame(_ framing: Framing) {
        self.framing = framing
        headers["Content-Length"] = nil
    }
}

/// Writes answers as HTTP/1.1, head and small body in one buffer and one system call.
final class ResponseEncoder: ChannelOutboundHandler {
    typealias OutboundIn = ResponsePart
    typealias OutboundOut = ByteBuffer

    private var isChunked = false

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        var buffer: ByteBuffer
        switch unwrapOutboundIn(data) {
        case .proceed:
            buffer = context.channel.allocator.buffer(string: "HTTP/1.1 100 Continue\r\n\r\n")
        case .whole(let head, let body):
            buffer = context.channel.allocator.buffer(capacity: 512 + body.count)
            Self.write(head, to: &buffer)
            buffer.writeBytes(body)
        case .head(let head):
            if case .chunked = head.framing { isChunked = true } else { isChunked = false }
            buffer = context.channel.allocator.buffer(capacity: 512)
            Self.write(head, to: &buffer)
        case .body(let bytes):
            buffer = context.channel.allocator.buffer(capacity: bytes.count + 24)
            writeChunk(bytes, to: &buffer)
        case .end:
            buffer = context.channel.allocator.buffer(string: isChunked ? "0\r\n\r\n" : "")
        }
        context.write(wrapOutboundOut(buffer), promise: promise)
    }

    private func writeChunk(_ bytes: [UInt8], to buffer: inout ByteBuffer) {
        guard isChunked else {
            buffer.writeBytes(bytes)
            return
        }
        // An empty chunk would end the body.
        guard !bytes.isEmpty else { return }
        buffer.writeString(String(bytes.count, radix: 16))
        buffer.writeStaticString("\r\n")
        buffer.writeBytes(bytes)
        buffer.writeStaticString("\r\n")
    }

    private static func write(_ head: ResponseHead, to buffer: inout ByteBuffer) {
        if head.status == 200 {
            buffer.writeStaticString("HTTP/1.1 200 OK\r\n")
        } else {
            let reason = HTTPResponseStatus(statusCode: head.status).reasonPhrase
            buffer.writeString("HTTP/1.1 \(head.status) \(reason)\r\n")
        }
        for field in head.headers.fields { write(field, to: &buffer) }
        buffer.writeStaticString("Date: ")
        buffer.writeString(head.date)
        switch head.framing {
        case .asIs: break
        case .length(let length):
            buffer.writeStaticString("\r\nContent-Length: ")
            buffer.writeString(String(length))
        case .chunked: buffer.writeStaticString("\r\nTransfer-Encoding: chunked")
        case .untilClose: break
        }
        if head.closes { buffer.writeStaticString("\r\nConnection: close") }
        buffer.writeStaticString("\r\n\r\n")
    }

    private static func write(_ field: AWSCore.HTTPHeaders.Field, to buffer: inout ByteBuffer) {
        buffer.writeString(clean(field.name))
        buffer.writeStaticString(": ")
        buffer.writeString(clean(field.value))
        buffer.writeStaticString("\r\n")
    }

    /// Line breaks inside a field would start another one, or another answer: they become spaces.
    static func clean(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 == 0x0D || $0 == 0x0A || $0 == 0 }) else { return text }
        return String(decoding: text.utf8.map { $0 == 0x0D || $0 == 0x0A || $0 == 0 ? 0x20 : $0 }, as: UTF8.self)
    }
}
