import AWSCore
import NIOCore
import NIOHTTP1

/// Moves a request's body from the connection into a pipe, as fast as the operation takes it.
struct BodyReader {
    let head: HTTPRequestHead
    let pipe: BodyPipe
    let outbound: NIOAsyncChannelOutboundWriter<ResponsePart>
    /// All of the request has been read, and the next one may follow.
    private(set) var isAtEnd = false

    /// Returns once the body is at its end, or nobody wants more of it.
    mutating func feed(_ parts: inout Connection.Inbound.AsyncIterator) async throws {
        var mustProceed = head.expectsContinue
        while await pipe.demand() {
            if mustProceed { try await outbound.write(.proceed) }
            mustProceed = false
            switch try await parts.next() {
            case .body(let bytes): pipe.give(Array(bytes.readableBytesView))
            case .end:
                isAtEnd = true
                return pipe.finish()
            case .whole, .head, nil: throw BodyCutShort()
            }
        }
    }

    /// Reads on without using anything, so that a client that only writes comes to read its answer.
    mutating func discard(_ parts: inout Connection.Inbound.AsyncIterator, bytesMax: Int) async throws {
        // A client that waits for `100 Continue` will not send, or cannot be told from one that will.
        if head.expectsContinue { return }
        var count = 0
        while count <= bytesMax, let part = try await parts.next() {
            switch part {
            case .body(let bytes): count += bytes.readableBytes
            case .end:
                isAtEnd = true
                return
            case .whole, .head: throw BodyCutShort()
            }
        }
    }
}

/// The client closed the connection in the middle of a body.
struct BodyCutShort: Error {}
