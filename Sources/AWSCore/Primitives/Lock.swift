#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A value that many threads reach one at a time, for moments: never across an `await`, never across I/O.
///
/// It is used like `Synchronization.Mutex` and replaces it for one reason: on Linux that one passes a contended lock on
/// inside the kernel, where the thread sanitizer cannot see it, so each such hand-over is reported as a race.
public struct Lock<State>: ~Copyable, @unchecked Sendable {
    // Unchecked: the state is reached only between lock and unlock.
    @usableFromInline let storage: LockStorage<State>

    @inlinable
    public init(_ state: sending State) {
        storage = LockStorage.make(state)
    }

    @inlinable
    public func withLock<Value, Failure: Error>(
        _ body: (inout sending State) throws(Failure) -> sending Value
    ) throws(Failure) -> sending Value {
        let (state, mutex) = storage.withUnsafeMutablePointers { ($0, $1) }
        SystemMutex.lock(mutex)
        defer { SystemMutex.unlock(mutex) }
        return try body(&state.pointee)
    }

    /// Runs `body` if nobody else holds the lock; nil when somebody does.
    @inlinable
    public func withLockIfAvailable<Value, Failure: Error>(
        _ body: (inout sending State) throws(Failure) -> sending Value
    ) throws(Failure) -> sending Value? {
        let (state, mutex) = storage.withUnsafeMutablePointers { ($0, $1) }
        guard SystemMutex.tryLock(mutex) else { return nil }
        defer { SystemMutex.unlock(mutex) }
        return try body(&state.pointee)
    }
}

/// State and mutex in one allocation, where neither ever moves.
@usableFromInline
final class LockStorage<State>: ManagedBuffer<State, SystemMutex> {
    @inlinable
    static func make(_ state: State) -> LockStorage {
        let storage = create(minimumCapacity: 1) { storage in
            storage.withUnsafeMutablePointerToElements { SystemMutex.initialize($0) }
            return state
        }
        return unsafeDowncast(storage, to: LockStorage.self)
    }

    @inlinable
    deinit {
        withUnsafeMutablePointerToElements { SystemMutex.destroy($0) }
    }
}

/// The mutex of POSIX threads, which sanitizers and debuggers know.
@usableFromInline
struct SystemMutex {
    private var mutex: pthread_mutex_t

    @usableFromInline
    static func initialize(_ place: UnsafeMutablePointer<SystemMutex>) {
        place.initialize(to: SystemMutex(mutex: pthread_mutex_t()))
        let code = pthread_mutex_init(&place.pointee.mutex, nil)
        precondition(code == 0, "the system refuses a mutex (error \(code))")
    }

    @usableFromInline
    static func destroy(_ place: UnsafeMutablePointer<SystemMutex>) {
        pthread_mutex_destroy(&place.pointee.mutex)
    }

    @usableFromInline
    static func lock(_ place: UnsafeMutablePointer<SystemMutex>) {
        pthread_mutex_lock(&place.pointee.mutex)
    }

    @usableFromInline
    static func tryLock(_ place: UnsafeMutablePointer<SystemMutex>) -> Bool {
        pthread_mutex_trylock(&place.pointee.mutex) == 0
    }

    @usableFromInline
    static func unlock(_ place: UnsafeMutablePointer<SystemMutex>) {
        pthread_mutex_unlock(&place.pointee.mutex)
    }
}
