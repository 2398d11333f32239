import AWSCloudWatchLogs
import AWSCore
import World

/// Deletes events whose group keeps them no longer, on the world's clock.
///
/// Nothing needs it to be right, since expired events are never shown: it keeps the database small.
final class RetentionSweeper: Sendable {
    private let timer = Lock<(id: TimerID, due: Timestamp)?>(nil)

    /// Sees to it that a sweep happens at `due` or before.
    func wake(at due: Timestamp, _ state: CloudWatchLogsState) {
        timer.withLock { timer in
            if let timer, timer.due <= due { return }
            if let timer { state.world.clock.cancel(timer.id) }
            let id = state.world.clock.schedule(at: due, label: "logs.retention") { [weak state] in
                guard let state else { return }
                await state.sweeper.sweep(state)
            }
            timer = (id, due)
        }
    }

    func resume(_ state: CloudWatchLogsState) async {
        let due = try? await state.world.database.read { sqlite in
            let row = try sqlite.statement(
                "SELECT min(e.first + g.retention * 86400000) FROM logs_streams e "
                    + "JOIN logs_groups g ON g.id = e.group_id WHERE g.retention IS NOT NULL AND e.first IS NOT NULL")
            return try row.step() && !row.isNull(0) ? row.int64(0) : nil
        }
        // Events expire once they are older than the retention, not when they are as old.
        if let due = due ?? nil { wake(at: Timestamp(milliseconds: due + 1), state) }
    }

    private func sweep(_ state: CloudWatchLogsState) async {
        timer.withLock { $0 = nil }
        let now = state.world.clock.now
        try? await state.world.database.write { sqlite in
            let rows = try sqlite.statement(
                "SELECT \(LogGroupRow.columns), account, region FROM logs_groups WHERE retention IS NOT NULL")
            var groups: [(LogGroupRow, Call)] = []
            while try rows.step() {
                groups.append((LogGroupRow(rows), Call(account: rows.text(6), region: rows.text(7), now: now)))
            }
            for (group, call) in groups { try Session(sqlite, call).deleteExpired(group) }
        }
        await resume(state)
    }
}
