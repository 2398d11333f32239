import AWSCore
import AWSEventBridge
import World

/// Replays under way: a batch of archived events now and one each second, until none is left.
extension EventBridgeState {
    func schedule(_ replay: StoredReplay, at time: Timestamp) {
        world.clock.schedule(at: time, label: "events.replay") { [weak self] in
            await self?.advance(replay)
        }
    }

    private func advance(_ replay: StoredReplay) async {
        let call = Call(account: replay.account, region: replay.region, now: world.clock.now)
        let goesOn = try? await write(call, startsDeliveries: false) { session in try session.replayBatch(of: replay.id)
        }
        await deliveries.runHere(self)
        if goesOn == true { schedule(replay, at: call.now + .seconds(1)) }
    }
}

extension Session {
    /// - Returns: whether the replay goes on.
    fileprivate func replayBatch(of row: Int64) throws -> Bool {
        guard var replay = try replay(row: row), replay.ended == nil else { return false }
        guard replay.state != .cancelling, let bus = try findBus(replay.destination.arn) else {
            replay.state = replay.state == .cancelling ? .cancelled : .failed
            replay.ended = now
            try update(replay)
            return false
        }
        let limit = EventBridgeLimits.replayedPerSecond
        let events = try nextEvents(of: replay, limit: limit)
        let filter = replay.destination.filterArns.map { Set($0) }
        for archived in events {
            var event = archived.event
            event.replayName = replay.name
            try accept(event, on: bus, only: filter?.isEmpty == true ? nil : filter)
            replay.position = archived.id
            replay.lastReplayed = event.time
        }
        let isOver = events.count < limit
        replay.state = isOver ? .completed : .running
        replay.ended = isOver ? now : nil
        try update(replay)
        return !isOver
    }
}
