import FrontDoor
import World

/// The audit log, as the front door shows it.
enum Activity {
    static func entries(of world: World, since sequence: Int) -> [ActivityEntry] {
        world.audit.records.filter { $0.sequence > sequence }.map { record in
            ActivityEntry(
                sequence: record.sequence, startedAt: record.startedAt, duration: record.duration,
                service: record.service, operation: record.operation, resource: record.resource,
                nanodollars: world.prices.cost(of: record).nanodollars, errorCode: record.errorCode)
        }
    }
}
