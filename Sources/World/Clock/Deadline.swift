/// A wait that ends at a time on a clock, or when someone ends it before.
///
/// Unlike a sleep it lets no virtual time pass by itself: it is for those who wait for work that goes on meanwhile, such
/// as a function that must be done before its time-out. Time passes when that work sleeps.
public final class Deadline: Sendable {
    private let sleeper: Sleeper
    private let timer: TimerID
    private let clock: any WorldClock

    init(_ sleeper: Sleeper, _ timer: TimerID, of clock: any WorldClock) {
        self.sleeper = sleeper
        self.timer = timer
        self.clock = clock
    }

    /// Returns once the time has come or ``meet()`` was called. For one task, once.
    /// - Returns: whether the deadline was met, or the clock was stopped; false when the time has come.
    public func wait() async -> Bool {
        do {
            try await sleeper.sleep()
            return false
        } catch {
            return true
        }
    }

    /// Ends the wait. Does nothing once the time has come.
    public func meet() {
        clock.cancel(timer)
        sleeper.wake(.failure(CancellationError()))
    }
}
