import Synchronization

/// A response's body on its way from libcurl's thread to the task that reads it, bounded by pausing the transfer.
package final class DownloadPipe: Sendable {
    /// The transfer pauses once so many bytes wait to be read.
    package static let bufferedBytesMax = 256 * 1024

    private struct State {
        var pieces: [[UInt8]] = []
        var byteCount = 0
        var isPaused = false
        var end: Result<Void, TransportError>?
        var reader: CheckedContinuation<[UInt8]?, any Error>?
    }

    private let state = Mutex(State())

    package init() {}

    /// For libcurl's thread.
    /// - Returns: false when the bytes were not taken and the transfer has to pause.
    package func put(_ bytes: UnsafeRawBufferPointer) -> Bool {
        let (isTaken, reader) = state.withLock { state -> (Bool, CheckedContinuation<[UInt8]?, any Error>?) in
            if let reader = state.reader {
                state.reader = nil
                return (true, reader)
            }
            guard state.byteCount < Self.bufferedBytesMax else {
                state.isPaused = true
                return (false, nil)
            }
            state.pieces.append(Array(bytes))
            state.byteCount += bytes.count
            return (true, nil)
        }
        reader?.resume(returning: Array(bytes))
        return isTaken
    }

    /// For libcurl's thread: the first end counts.
    package func finish(_ end: Result<Void, TransportError>) {
        let reader = state.withLock { state -> CheckedContinuation<[UInt8]?, any Error>? in
            guard state.end == nil else { return nil }
            state.end = end
            defer { state.reader = nil }
            return state.reader
        }
        switch end {
        case .success: reader?.resume(returning: nil)
        case .failure(let error): reader?.resume(throwing: error)
        }
    }

    /// For the reading task: what has come, or the next that comes; nil at the end.
    /// - Parameter resume: is called when the transfer was paused and may go on.
    package func next(resume: () -> Void) async throws -> [UInt8]? {
        try await withCheckedThrowingContinuation { continuation in
            let (wasPaused, result) = state.withLock { state -> (Bool, Result<[UInt8]?, any Error>?) in
                if !state.pieces.isEmpty {
                    let piece = state.pieces.removeFirst()
                    state.byteCount -= piece.count
                    defer { if state.byteCount == 0 { state.isPaused = false } }
                    return (state.isPaused && state.byteCount == 0, .success(piece))
                }
                if let end = state.end { return (false, end.map { nil }.mapError { $0 }) }
                state.reader = continuation
                return (false, nil)
            }
            if wasPaused { resume() }
            if let result { continuation.resume(with: result) }
        }
    }
}
