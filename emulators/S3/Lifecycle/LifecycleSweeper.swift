import AWSCore
import AWSS3
import World

/// Does what lifecycle rules and restores want, on the world's clock.
///
/// Rules act at midnights. The sweeper wakes at the first at which something may be due, looks through the buckets that
/// have rules, and sleeps until the next. What is due when follows from what is stored, so nothing is forgotten when
/// the process ends; only the timer is in memory.
final class LifecycleSweeper: Sendable {
    private struct Timer {
        let id: TimerID
        let due: Timestamp
    }

    private let timer = Lock<Timer?>(nil)

    /// Sees to it that a sweep happens at `due` or before.
    func wake(at due: Timestamp, _ state: S3State) {
        timer.withLock { timer in
            if let timer, timer.due <= due { return }
            if let timer { state.world.clock.cancel(timer.id) }
            let id = state.world.clock.schedule(at: due, label: "s3.lifecycle") { [weak state] in
                guard let state else { return }
                await state.sweeper.sweep(state)
            }
            timer = Timer(id: id, due: due)
        }
    }

    func resume(_ state: S3State) async {
        wake(at: state.world.clock.now, state)
    }

    private func sweep(_ state: S3State) async {
        timer.withLock { $0 = nil }
        guard let due = try? await state.runLifecycle() else { return }
        wake(at: due, state)
    }
}

extension S3State {
    /// Does all that is due now.
    /// - Returns: when there will be more to do; nil when nobody knows of anything.
    func runLifecycle() async throws -> Timestamp? {
        let call = Call(serviceAt: world.clock.now, requestID: identifiers.upperAlphanumeric(16))
        var next = try await write(call) { session in try session.advanceRestores() }
        func note(_ due: Timestamp?) {
            guard let due else { return }
            next = min(next ?? due, due)
        }
        for bucket in try await read(call, { session in try session.allBuckets() }) {
            guard let rules = try await read(call, { session in try session.lifecycle(of: bucket) }) else { continue }
            note(try await write(call) { session in try session.abortUploads(rules, in: bucket) })
            note(try await apply(rules, to: bucket, call))
        }
        // A batch of restores may have left more that are due.
        return next.map { max($0, world.clock.now) }
    }

    private func apply(_ rules: LifecycleRules, to bucket: BucketRow, _ call: Call) async throws -> Timestamp? {
        var next: Timestamp?
        var start: String? = ""
        while let key = start {
            let plan = try await read(call) { session in try session.plan(rules, in: bucket, from: key) }
            if !plan.steps.isEmpty {
                try await write(call) { session in
                    for step in plan.steps { try session.perform(step, in: bucket) }
                }
                // One step may be the reason for another: a version that is gone leaves a marker alone.
                let midnight = call.now.midnight(after: 0)
                next = min(next ?? midnight, midnight)
            }
            if let due = plan.nextDue { next = min(next ?? due, due) }
            start = plan.nextKey
        }
        return next
    }
}
