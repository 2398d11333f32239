import AWSCore
import World

/// Brings events from the outbox to the sink, in their order, one after the other; what is refused is offered again.
final class EventCourier: Sendable {
    private struct State {
        var isRunning = false
        /// Something was posted since the round began.
        var isWoken = false
        var waiting: [CheckedContinuation<Void, Never>] = []
        var timer: TimerID?
    }

    private let courier = Lock(State())

    /// Sees to it that what is due is delivered soon. Returns at once.
    func wake(_ state: S3State) {
        guard begin() else { return }
        state.world.spawn("s3.deliver-events") { [weak state] in
            guard let state else { return }
            await state.courier.run(state)
        }
    }

    /// Returns when nothing that is due is left.
    func drain(_ state: S3State) async {
        wake(state)
        await withCheckedContinuation { continuation in
            let isIdle = courier.withLock { courier in
                if courier.isRunning { courier.waiting.append(continuation) }
                return !courier.isRunning
            }
            if isIdle { continuation.resume() }
        }
    }

    /// - Returns: whether the caller is to start a round.
    private func begin() -> Bool {
        courier.withLock { courier in
            courier.isWoken = true
            if courier.isRunning { return false }
            courier.isRunning = true
            return true
        }
    }

    private func run(_ state: S3State) async {
        repeat {
            courier.withLock { $0.isWoken = false }
            while await deliverBatch(state) {}
            // Before anyone who waits goes on: a clock that is moved must find the timer.
            await setTimer(state)
        } while !end()
    }

    /// - Returns: false when something was posted meanwhile.
    private func end() -> Bool {
        let waiting = courier.withLock { courier -> [CheckedContinuation<Void, Never>]? in
            if courier.isWoken { return nil }
            courier.isRunning = false
            defer { courier.waiting = [] }
            return courier.waiting
        }
        for continuation in waiting ?? [] { continuation.resume() }
        return waiting != nil
    }

    /// - Returns: whether there may be more.
    private func deliverBatch(_ state: S3State) async -> Bool {
        guard let sink = state.sink, let batch = try? await state.dueEvents(), !batch.isEmpty else { return false }
        for entry in batch {
            guard !Task.isCancelled else { return false }
            guard let notification = S3Notification(bytes: entry.bytes) else {
                try? await state.forget(entry)
                continue
            }
            do {
                try await sink.deliver(notification)
                try await state.forget(entry)
            } catch {
                try? await state.postpone(entry)
            }
        }
        return true
    }

    /// What was refused is offered again when its time comes.
    private func setTimer(_ state: S3State) async {
        guard state.sink != nil, let due = try? await state.nextEventDue() else { return }
        courier.withLock { courier in
            if let timer = courier.timer { state.world.clock.cancel(timer) }
            courier.timer = state.world.clock.schedule(at: due, label: "s3.deliver-events") { [weak state] in
                guard let state else { return }
                await state.courier.drain(state)
            }
        }
    }
}

/// An event of the outbox.
struct OutboxEntry: Sendable {
    let id: Int64
    let bytes: [UInt8]
    let since: Timestamp
    let attempts: Int
}

// The outbox between transactions of calls.
extension S3State {
    func dueEvents() async throws -> [OutboxEntry] {
        let now = world.clock.now
        return try await world.database.read { sqlite in
            let rows = try sqlite.statement(
                "SELECT id, notification, since, attempts FROM s3_outbox WHERE due <= ? ORDER BY due, id LIMIT ?")
            rows.bind(1, now.milliseconds)
            rows.bind(2, Int64(S3Limits.batchMax))
            var entries: [OutboxEntry] = []
            while try rows.step() {
                entries.append(
                    OutboxEntry(
                        id: rows.int64(0), bytes: rows.bytes(1), since: Timestamp(milliseconds: rows.int64(2)),
                        attempts: Int(rows.int64(3))))
            }
            return entries
        }
    }

    func nextEventDue() async throws -> Timestamp? {
        try await world.database.read { sqlite in
            let row = try sqlite.statement("SELECT min(due) FROM s3_outbox")
            return try row.step() && !row.isNull(0) ? Timestamp(milliseconds: row.int64(0)) : nil
        }
    }

    func forget(_ entry: OutboxEntry) async throws {
        try await world.database.write { sqlite in
            let deletion = try sqlite.statement("DELETE FROM s3_outbox WHERE id = ?")
            deletion.bind(1, entry.id)
            _ = try deletion.step()
        }
    }

    /// Later, twice as late each time; given up when the event is too old.
    func postpone(_ entry: OutboxEntry) async throws {
        let now = world.clock.now
        guard now - entry.since < settings.eventRetention else { return try await forget(entry) }
        let delay = min(S3Limits.retryDelayMin * (1 << min(entry.attempts, 20)), S3Limits.retryDelayMax)
        try await world.database.write { sqlite in
            let update = try sqlite.statement("UPDATE s3_outbox SET attempts = attempts + 1, due = ? WHERE id = ?")
            update.bind(1, (now + delay).milliseconds)
            update.bind(2, entry.id)
            _ = try update.step()
        }
    }
}
