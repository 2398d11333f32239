import AWSCore
import World

/// Empties the outbox: whatever is due is tried in the order in which it came due, one after the other.
///
/// 1. A transaction puts deliveries into the outbox and wakes the runner, which starts a task if it has none.
/// 2. The task tries all that is due. What succeeds, or is given up, is deleted; what failed gets a later due time.
/// 3. For the earliest of those a timer is set on the world's clock, and the task ends.
///
/// A process that ends between a try and its deletion tries again when it comes back: delivery is at least once.
final class DeliveryRunner: Sendable {
    private struct State {
        var isRunning = false
        /// Something came due since the task last looked.
        var isRequested = false
        var timer: (id: TimerID, due: Timestamp)?
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Lock(State())

    func wake(_ events: EventBridgeState) {
        guard begin() else { return }
        events.world.spawn("events.delivery") { await self.run(events) }
    }

    /// Does its work in the caller's task, or leaves it to the task that is at it already.
    ///
    /// For timers: the clock waits for what their actions do themselves, and must not wait for other tasks.
    func runHere(_ events: EventBridgeState) async {
        if begin() { await run(events) }
    }

    /// Returns once nothing is due that was due when it was called.
    func waitUntilIdle() async {
        await withCheckedContinuation { continuation in
            let isIdle = state.withLock { state in
                if state.isRunning { state.waiters.append(continuation) }
                return !state.isRunning
            }
            if isIdle { continuation.resume() }
        }
    }

    /// True for the one who is to run.
    private func begin() -> Bool {
        state.withLock { state in
            state.isRequested = true
            defer { state.isRunning = true }
            return !state.isRunning
        }
    }

    private func run(_ events: EventBridgeState) async {
        repeat {
            state.withLock { $0.isRequested = false }
            await tryAll(events)
        } while goesOn()
    }

    private func goesOn() -> Bool {
        let waiters = state.withLock { state -> [CheckedContinuation<Void, Never>]? in
            if state.isRequested { return nil }
            state.isRunning = false
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters ?? [] { waiter.resume() }
        return waiters == nil
    }

    private func tryAll(_ events: EventBridgeState) async {
        while !Task.isCancelled {
            let call = Call(account: events.world.accountID, region: events.world.region, now: events.world.clock.now)
            let due = (try? await events.read(call) { session in try session.dueDeliveries() }) ?? []
            if due.isEmpty {
                if let next = try? await events.read(call, { session in try session.nextDelivery() }) {
                    setTimer(at: next, events)
                }
                return
            }
            for delivery in due {
                // What cannot be noted must not be tried over and over.
                guard !Task.isCancelled, await events.attempt(delivery) else { return }
            }
        }
    }

    private func setTimer(at due: Timestamp, _ events: EventBridgeState) {
        state.withLock { state in
            if let timer = state.timer, timer.due <= due, timer.due > events.world.clock.now { return }
            if let timer = state.timer { events.world.clock.cancel(timer.id) }
            let id = events.world.clock.schedule(at: due, label: "events.delivery") { [weak events] in
                guard let events else { return }
                await self.runHere(events)
            }
            state.timer = (id, due)
        }
    }
}
