#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Runs `body` on a new thread: blocking work would starve the pool that tasks and Dispatch share.
package func onThread(_ body: @escaping @Sendable () -> Void) {
    final class Box: Sendable {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
    #if canImport(Glibc)
        var thread = pthread_t()
    #else
        var thread: pthread_t?
    #endif
    let context = Unmanaged.passRetained(Box(body)).toOpaque()
    let error = pthread_create(
        &thread, nil,
        { context in
            #if canImport(Glibc)
                if let context { Unmanaged<Box>.fromOpaque(context).takeRetainedValue().body() }
            #else
                Unmanaged<Box>.fromOpaque(context).takeRetainedValue().body()
            #endif
            return nil
        }, context)
    precondition(error == 0, "no thread: error \(error)")
    #if canImport(Glibc)
        pthread_detach(thread)
    #else
        if let thread { pthread_detach(thread) }
    #endif
}
