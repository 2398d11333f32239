public import AWSCore

extension VirtualClock {
    /// Moves the clock forward, firing what comes due on the way, in order.
    public func advance(by duration: Duration) async {
        await advance(to: now + duration)
    }

    /// Moves the clock to `time`, firing what comes due on the way, in order. Never moves it back.
    public func advance(to time: Timestamp) async {
        if isSimulated {
            try? await sleep { _ in time }
        } else {
            await moving {
                await fire(dueBy: time)
                state.withLock { $0.now = max($0.now, time) }
            }
        }
    }

    /// Fires timers in order, as far as `limit` from now, until none is left; the clock stays where the last one fired.
    /// - Returns: false when timers are left beyond the limit.
    @discardableResult
    public func runUntilQuiet(limit: Duration = .seconds(366 * 86_400)) async -> Bool {
        let end = now + limit
        if isSimulated {
            while let due = nextDue, due <= end { await advance(to: due) }
        } else {
            await moving { await fire(dueBy: end) }
        }
        return nextDue == nil
    }

    /// When the next timer fires.
    public var nextDue: Timestamp? { state.withLock { $0.timers.nextDue } }

    private func fire(dueBy limit: Timestamp) async {
        while let timer = takeNext(dueBy: limit) {
            switch timer.work {
            case .action(let body):
                let action = RunningAction()
                action.start(body)
                await action.waitForPause()
            case .wake(let sleeper):
                sleeper.action?.proceed()
                sleeper.wake()
                await sleeper.action?.waitForPause()
            }
        }
    }

    private func moving(_ body: () async -> Void) async {
        state.withLock { state in
            precondition(!state.isMoving, "the clock is being moved already: an action must not move it")
            state.isMoving = true
        }
        await body()
        state.withLock { $0.isMoving = false }
    }
}
