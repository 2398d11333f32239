import AWSCore

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// State under a lock that a thread can wait on: what `Lock` is, with a condition.
///
/// Only our own threads may call ``wait(until:)``; tasks never do.
final class Monitor<State>: @unchecked Sendable {
    // Unchecked: `state` is touched only between lock and unlock of `mutex`; both are freed with the last reference.
    private var state: State
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

    init(_ state: sending State) {
        self.state = state
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(condition, nil)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    /// Changes the state and wakes one waiting thread, or all.
    func withLock<Value, Failure: Error>(
        wakingAll: Bool = false, _ body: (inout State) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        pthread_mutex_lock(mutex)
        defer {
            if wakingAll { pthread_cond_broadcast(condition) } else { pthread_cond_signal(condition) }
            pthread_mutex_unlock(mutex)
        }
        return try body(&state)
    }

    /// What a look at the state asks its thread to do next.
    enum Look<Value> {
        case found(Value)
        case wait
        /// Until an absolute time on the system's clock, in nanoseconds since the epoch.
        case waitUntil(Int64)
    }

    /// Blocks the calling thread until `look` finds something.
    func wait<Value>(until look: (inout State) -> Look<Value>) -> Value {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while true {
            switch look(&state) {
            case .found(let value): return value
            case .wait: pthread_cond_wait(condition, mutex)
            case .waitUntil(let nanoseconds):
                var time = timespec()
                time.tv_sec = .init(nanoseconds / 1_000_000_000)
                time.tv_nsec = .init(nanoseconds % 1_000_000_000)
                pthread_cond_timedwait(condition, mutex, &time)
            }
        }
    }
}
