import AWSCore
import AWSDynamoDB
import Synchronization
import World

/// Deletes items whose time to live has passed, some time after it has, on the world's clock.
///
/// What is due when is stored with the items, so nothing is forgotten between two runs; only the timer for the next
/// of them is in memory.
final class ExpirationSweeper: Sendable {
    /// Items deleted in one transaction.
    static let batchMax = 256

    private let timer = Mutex<(id: TimerID, due: Timestamp)?>(nil)

    /// Sees to it that a sweep happens at `due` or before.
    func wake(at due: Timestamp, _ state: DynamoDBState) {
        timer.withLock { timer in
            if let timer, timer.due <= due { return }
            if let timer { state.world.clock.cancel(timer.id) }
            let id = state.world.clock.schedule(at: due, label: "dynamodb.time-to-live") { [weak state] in
                guard let state else { return }
                await state.sweeper.sweep(state)
            }
            timer = (id, due)
        }
    }

    func resume(_ state: DynamoDBState) async {
        if let due = try? await state.nextExpiration() { wake(at: due, state) }
    }

    private func sweep(_ state: DynamoDBState) async {
        timer.withLock { $0 = nil }
        let now = state.world.clock.now
        while let more = try? await state.deleteExpired(at: now, limit: Self.batchMax), more {}
        await resume(state)
    }
}

extension DynamoDBState {
    /// When the next item is to be deleted; nil when none has a time to live.
    func nextExpiration() async throws -> Timestamp? {
        try await world.database.read { sqlite in
            let row = try sqlite.statement("SELECT min(due) FROM dynamodb_expirations")
            guard try row.step(), !row.isNull(0) else { return nil }
            return Timestamp(milliseconds: row.int64(0))
        }
    }

    /// - Returns: whether there may be more.
    func deleteExpired(at now: Timestamp, limit: Int) async throws -> Bool {
        let due = try await world.database.read { sqlite in try Expiration.due(at: now, limit: limit, in: sqlite) }
        for expiration in due {
            let call = Call(account: expiration.account, region: expiration.region, now: now)
            try await write(call) { session in try session.expire(expiration) }
        }
        return due.count == limit
    }
}
