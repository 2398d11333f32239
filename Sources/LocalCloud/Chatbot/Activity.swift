import FrontDoor
import World

/// The audit log, as the front door shows it.
enum Activity {
    static func calls(of world: World, _ query: ActivityQuery, callsBefore: Int) -> ActivityCalls {
        let records = world.audit.records(after: query.since - callsBefore, of: query.turn)
        let shown = records.suffix(query.callsMax).map { record in
            ActivityEntry(
                sequence: record.sequence + callsBefore, startedAt: record.startedAt, duration: record.duration,
                service: record.service, operation: record.operation, resource: record.resource,
                nanodollars: world.prices.cost(of: record).nanodollars, errorCode: record.errorCode, turn: record.trace)
        }
        return ActivityCalls(entries: shown, omitted: records.count - shown.count)
    }
}
