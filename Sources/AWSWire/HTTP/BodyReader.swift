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
    /// The client still waits for `100 Continue`.
    private var mustProceed: Bool
    private var byteCount = 0

    init(head: HTTPRequestHead, pipe: BodyPipe, outbound: NIOAsyncChannelOutboundWriter<ResponsePart>) {
        self.head = head
        self.pipe = pipe
        self.outbound = outbound
        mustProceed = head.expectsContinue
    }

    /// Returns once the body is at its end, or nobody wants more of it.
    mutating func feed(_ parts: RequestInbox.Reader) async throws {
        while await pipe.demand() {
            if mustProceed { try await outbound.write(.proceed) }
            mustProceed = false
            switch try await parts.next() {
            case .body(let bytes):
                byteCount += bytes.readableBytes
                pipe.give(Array(bytes.readableBytesView))
            case .end:
                isAtEnd = true
                return pipe.finish()
            case .whole, .head, nil: throw BodyCutShort()
            }
        }
    }

    /// What is left of the body is known to be short, or nothing is: another request can follow.
    func canSkipRest(bytesMax: Int) -> Bool {
        if isAtEnd { return true }
        guard !mustProceed, let length = head.headers.first(name: "Content-Length").flatMap({ Int($0) }) else {
            return false
        }
        return length - byteCount <= bytesMax
    }

    /// Reads on without using anything: a client that only writes must come to read its answer, and closing a
    /// connection on bytes that are still arriving would destroy it.
    mutating func skipRest(_ parts: RequestInbox.Reader, bytesMax: Int) async throws {
        var left = mustProceed ? 0 : bytesMax
        while !isAtEnd, left > 0, let part = try await parts.next() {
            switch part {
            case .body(let bytes): left -= bytes.readableBytes
            case .end: isAtEnd = true
            case .whole, .head: throw BodyCutShort()
            }
        }
    }
}

/// The client closed the connection in the middle of a body.
struct BodyCutShort: Error {}
