public import AWSCore

/// The time of one world: the only thing in an emulator or in the chatbot that knows what time it is.
public protocol WorldClock: Sendable {
    var now: Timestamp { get }

    /// Time since some fixed instant, which never runs backwards: for measuring how long something took.
    var uptime: Duration { get }

    /// Returns once `duration` has passed on this clock.
    /// - Throws: `CancellationError` when the task is cancelled or the clock is stopped.
    func sleep(for duration: Duration) async throws

    /// Runs `action` once, at `time` or as soon after it as the clock gets there.
    ///
    /// Timers live as long as the process: what must happen after a restart is scheduled again from stored due times.
    /// - Parameter label: says what it is for, in traces and in error messages.
    @discardableResult
    func schedule(at time: Timestamp, label: String, _ action: @escaping @Sendable () async -> Void) -> TimerID

    /// Something to wait for until `time`, or until someone meets it before.
    func deadline(at time: Timestamp) -> Deadline

    /// Does nothing when the timer has fired already.
    func cancel(_ timer: TimerID)

    /// Ends all timers and fails all sleepers: the world is closed.
    func stop()
}

/// One scheduled action of a clock.
public struct TimerID: Hashable, Sendable {
    let sequence: UInt64
}
