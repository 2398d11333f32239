import FrontDoor
import World

/// The audit log, as the front door shows it.
enum Activity {
    static func entries(of world: World, since sequence: Int, callsBefore: Int) -> [ActivityEntry] {
        world.audit.records.filter { $0.sequence + callsBefore > sequence }.map { record in
            ActivityEntry(
                sequence: record.sequence + callsBefore, startedAt: record.startedAt, duration: record.duration,
                service: record.service, operation: record.operation, resource: record.resource,
                nanodollars: world.prices.cost(of: record).nanodollars, errorCode: record.errorCode)
        }
    }
}
