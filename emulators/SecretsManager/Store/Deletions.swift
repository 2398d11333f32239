import AWSCore
import World

/// Secrets whose recovery window is over are gone for whoever looks; a timer on the world's clock removes their rows.
extension SecretsManagerState {
    func scheduleDeletion(at due: Timestamp) {
        world.clock.schedule(at: due, label: "secretsmanager.deletion") { [weak self] in await self?.purge() }
    }

    func resumeDeletions() async {
        let due = try? await world.database.read { sqlite in
            let rows = try sqlite.statement(
                "SELECT DISTINCT purged FROM secrets_secrets WHERE purged IS NOT NULL ORDER BY purged")
            var times: [Timestamp] = []
            while try rows.step() { times.append(Timestamp(milliseconds: rows.int64(0))) }
            return times
        }
        for time in due ?? [] { scheduleDeletion(at: time) }
    }

    private func purge() async {
        let now = world.clock.now
        try? await world.database.write { sqlite in
            let rows = try sqlite.statement("SELECT id FROM secrets_secrets WHERE purged <= ?")
            rows.bind(1, now.milliseconds)
            var gone: [Int64] = []
            while try rows.step() { gone.append(rows.int64(0)) }
            let call = Call(account: "", region: "", now: now)
            for id in gone { try Session(sqlite, call).delete(id) }
        }
    }
}
