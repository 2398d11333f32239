import AWSLive
import Synchronization
import Testing

@Suite struct PipeTests {
    /// The transfer pauses once the buffer is full, and goes on once it is empty.
    @Test func downloadsAreHeldBack() async throws {
        let pipe = DownloadPipe()
        let piece = [UInt8](repeating: 1, count: 16_384)
        var count = 0
        while piece.withUnsafeBytes({ pipe.put($0) }) { count += 1 }
        #expect(count * piece.count == DownloadPipe.bufferedBytesMax)
        let resumed = Mutex(0)
        for index in 0..<count {
            #expect(resumed.withLock { $0 } == 0)
            let read = try await pipe.next { resumed.withLock { $0 += 1 } }
            #expect(read == piece)
            #expect(resumed.withLock { $0 } == (index == count - 1 ? 1 : 0))
        }
        pipe.finish(.success(()))
        #expect(try await pipe.next {} == nil)
    }

    @Test func downloadsEndWithTheirError() async throws {
        let pipe = DownloadPipe()
        _ = [UInt8(9)].withUnsafeBytes { pipe.put($0) }
        pipe.finish(.failure(TransportError(.connectionClosed, "gone")))
        #expect(try await pipe.next {} == [9])
        await #expect(throws: TransportError.self) { try await pipe.next {} }
    }

    @Test func uploadsWaitUntilTaken() async throws {
        let pipe = UploadPipe()
        guard case .later = pipe.take(10) else { return #expect(Bool(false)) }
        let wakes = Mutex(0)
        let wake: @Sendable () -> Void = { wakes.withLock { $0 += 1 } }
        #expect(await pipe.give([1, 2, 3], wake: wake))
        #expect(wakes.withLock { $0 } == 1)
        async let second = pipe.give([4], wake: wake)
        var taken: [UInt8] = []
        while taken.count < 4 {
            if case .bytes(let bytes) = pipe.take(2) { taken += bytes }
            await Task.yield()
        }
        #expect(taken == [1, 2, 3, 4])
        #expect(await second)
        pipe.finish(wake: wake)
        guard case .end = pipe.take(1) else { return #expect(Bool(false)) }
    }

    @Test func uploadsEndWhenNobodyTakes() async throws {
        let pipe = UploadPipe()
        #expect(await pipe.give([1], wake: {}))
        pipe.close()
        #expect(await !pipe.give([2], wake: {}))
    }
}
