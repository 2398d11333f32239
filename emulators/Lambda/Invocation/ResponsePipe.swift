import AWSCore
import AWSLambda
import Functions

/// Carries what a function writes to whoever reads the response: a slow reader makes the function wait, a reader that
/// has gone does not.
final class ResponsePipe: ResponseWriter, Sendable {
    typealias Event = Lambda.InvokeWithResponseStreamResponseEvent

    private struct State {
        var waiting: [Event] = []
        var waitingBytes = 0
        var total = 0
        var isFinished = false
        var isAbandoned = false
        var reader: CheckedContinuation<Void, Never>?
        var writers: [CheckedContinuation<Void, Never>] = []

        /// Whoever may go on now.
        mutating func wakeAll() -> [CheckedContinuation<Void, Never>] {
            defer { (reader, writers) = (nil, []) }
            return writers + (reader.map { [$0] } ?? [])
        }
    }

    /// What may wait to be read before the function has to.
    private static let waitingBytesMax = 64 * 1024

    private let state = Lock(State())

    /// Returns once the reader is not too far behind.
    /// - Throws: ``FunctionFailure`` past the limit of a streamed response.
    func write(_ bytes: [UInt8]) async throws {
        let total = state.withLock { state in
            state.total += bytes.count
            return state.total
        }
        guard total <= LambdaLimits.streamedBytesMax else {
            throw FunctionFailure(
                "Function.ResponseSizeTooLarge",
                "Response payload size exceeded maximum allowed payload size (\(LambdaLimits.streamedBytesMax) bytes).")
        }
        if !bytes.isEmpty { put(.payloadChunk(.init(payload: Blob(bytes))), bytes.count) }
        while mustWait { await wait(asReader: false) }
    }

    /// The last event: nothing comes after it.
    func finish(_ complete: Lambda.InvokeWithResponseStreamCompleteEvent) {
        put(.invokeComplete(complete), 0)
        wake { $0.isFinished = true }
    }

    /// Nobody reads any more: what is written from now on is dropped.
    func abandon() {
        wake { state in
            state.isAbandoned = true
            state.waiting = []
            state.waitingBytes = 0
        }
    }

    /// nil at the end.
    func next() async -> Event? {
        while true {
            let (event, isOver, woken) = state.withLock { state -> (Event?, Bool, [CheckedContinuation<Void, Never>]) in
                guard !state.waiting.isEmpty else { return (nil, state.isFinished || state.isAbandoned, []) }
                let event = state.waiting.removeFirst()
                if case .payloadChunk(let chunk) = event { state.waitingBytes -= chunk.payload?.count ?? 0 }
                defer { state.writers = [] }
                return (event, false, state.writers)
            }
            for continuation in woken { continuation.resume() }
            if let event { return event }
            if isOver { return nil }
            await wait(asReader: true)
        }
    }

    private var mustWait: Bool {
        state.withLock { $0.waitingBytes > Self.waitingBytesMax && !$0.isAbandoned }
    }

    private func put(_ event: Event, _ bytes: Int) {
        wake { state in
            guard !state.isAbandoned else { return }
            state.waiting.append(event)
            state.waitingBytes += bytes
        }
    }

    private func wake(_ change: (inout State) -> Void) {
        let woken = state.withLock { state in
            change(&state)
            return state.wakeAll()
        }
        for continuation in woken { continuation.resume() }
    }

    private func wait(asReader: Bool) async {
        await withCheckedContinuation { continuation in
            let isReady = state.withLock { state in
                if asReader {
                    if !state.waiting.isEmpty || state.isFinished || state.isAbandoned { return true }
                    state.reader = continuation
                } else {
                    if state.waitingBytes <= Self.waitingBytesMax || state.isAbandoned { return true }
                    state.writers.append(continuation)
                }
                return false
            }
            if isReady { continuation.resume() }
        }
    }
}

/// The events of a pipe, for one reader. When the reader lets go of it, the pipe is abandoned.
struct PipedEvents: AsyncSequence, Sendable {
    typealias Element = ResponsePipe.Event
    typealias Failure = any Error

    private let end: ReadingEnd

    init(_ pipe: ResponsePipe) {
        end = ReadingEnd(pipe)
    }

    fileprivate final class ReadingEnd: Sendable {
        let pipe: ResponsePipe

        init(_ pipe: ResponsePipe) {
            self.pipe = pipe
        }

        deinit {
            pipe.abandon()
        }
    }

    struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate let end: ReadingEnd

        func next() async throws -> ResponsePipe.Event? {
            await end.pipe.next()
        }
    }

    func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(end: end)
    }
}
