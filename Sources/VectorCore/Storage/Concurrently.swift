#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

/// Work that is divided among threads, which end with it.
enum Concurrently {
    /// Calls `body` with 0..<`threads`, each on a thread of its own; returns when all have returned.
    static func run(_ threads: Int, _ body: @escaping @Sendable (Int) -> Void) {
        let started = (1..<max(threads, 1)).compactMap { number in start { body(number) }.map { ($0, number) } }
        body(0)
        for (thread, _) in started { pthread_join(thread, nil) }
        // What the system had no thread for is done here.
        let done = Set(started.map(\.1))
        for number in 1..<max(threads, 1) where !done.contains(number) { body(number) }
    }

    private static func start(_ body: @escaping @Sendable () -> Void) -> pthread_t? {
        let context = Unmanaged.passRetained(ThreadBody(body))
        #if canImport(Darwin)
            var thread: pthread_t?
        #else
            var thread = pthread_t()
        #endif
        guard pthread_create(&thread, nil, { runThreadBody($0) }, context.toOpaque()) == 0 else {
            context.release()
            return nil
        }
        return thread
    }
}

private final class ThreadBody: Sendable {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}

private func runThreadBody(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let context else { return nil }
    Unmanaged<ThreadBody>.fromOpaque(context).takeRetainedValue().body()
    return nil
}
