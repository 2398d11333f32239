/// A response's body as it comes. When the last reference to it goes, so does what is left of the transfer.
final class ResponseBody: AsyncSequence, Sendable {
    typealias Element = [UInt8]
    typealias Failure = any Error

    private let pipe: DownloadPipe
    private let transfer: CurlTransfer
    private let thread: CurlThread

    init(_ transfer: CurlTransfer, pipe: DownloadPipe, on thread: CurlThread) {
        self.transfer = transfer
        self.pipe = pipe
        self.thread = thread
    }

    deinit {
        thread.post(.cancel(transfer))
    }

    struct Iterator: AsyncIteratorProtocol {
        let body: ResponseBody

        mutating func next() async throws -> [UInt8]? {
            let body = body
            return try await withTaskCancellationHandler {
                try await body.pipe.next { body.thread.post(.resume(body.transfer)) }
            } onCancel: {
                body.thread.post(.cancel(body.transfer))
            }
        }
    }

    func makeAsyncIterator() -> Iterator { Iterator(body: self) }
}
