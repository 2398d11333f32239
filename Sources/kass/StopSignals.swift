import Dispatch

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// SIGINT and SIGTERM as something to wait for. A second one ends the process at once, as people expect.
final class StopSignals: Sendable {
    private let arrivals: AsyncStream<Void>
    /// Kept alive, never touched again: that makes them safe to share.
    private nonisolated(unsafe) let sources: [any DispatchSourceSignal]

    init() {
        let (arrivals, arrive) = AsyncStream.makeStream(of: Void.self)
        self.arrivals = arrivals
        sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                signal(SIGINT, SIG_DFL)
                signal(SIGTERM, SIG_DFL)
                arrive.yield()
            }
            source.resume()
            return source
        }
    }

    func first() async {
        for await _ in arrivals { return }
    }
}
