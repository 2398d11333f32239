import AWSCore
import AWSEventBridge
import World

/// Fires scheduled rules on the world's clock.
///
/// When each rule fires next is stored with it, and changes in the transaction that puts its event into the outbox: no
/// firing is lost, and none doubled. One whose time passed while nobody ran the world is made up for, once.
final class ScheduleRunner: Sendable {
    private let timer = Lock<(id: TimerID, due: Timestamp)?>(nil)

    /// Sets the timer for the rule that fires next.
    func plan(_ events: EventBridgeState) async {
        let call = Call(account: events.world.accountID, region: events.world.region, now: events.world.clock.now)
        guard let next = try? await events.read(call, { session in try session.nextSchedule() }) else { return }
        timer.withLock { timer in
            if let timer {
                if timer.due <= next, timer.due > call.now { return }
                events.world.clock.cancel(timer.id)
            }
            let id = events.world.clock.schedule(at: next, label: "events.schedule") { [weak events] in
                guard let events else { return }
                await events.schedules.fire(events)
            }
            timer = (id, next)
        }
    }

    private func fire(_ events: EventBridgeState) async {
        timer.withLock { $0 = nil }
        let call = Call(account: events.world.accountID, region: events.world.region, now: events.world.clock.now)
        try? await events.write(call, startsDeliveries: false) { session in
            for rule in try session.dueRules() { try session.fire(rule) }
        }
        await events.deliveries.runHere(events)
        await plan(events)
    }
}

extension Session {
    fileprivate func fire(_ rule: StoredRule) throws {
        guard let time = rule.next, let schedule = rule.schedule.flatMap({ Schedule($0) }) else {
            return try setNext(nil, of: rule)
        }
        let event = Event(
            id: state.identifiers.uuid(), detailType: "Scheduled Event", source: "aws.events",
            account: rule.bus.account, time: time, region: rule.bus.region, resources: [rule.arn], detail: [:])
        try enqueue(event, for: CompiledRule(rule, targets(of: rule.id)))
        var next = schedule.next(after: time)
        if let missed = next, missed <= now { next = schedule.next(after: now) }
        try setNext(next, of: rule)
    }
}
