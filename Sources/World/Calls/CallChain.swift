import AWSCore
import Synchronization

/// What every call of one caller to one service passes: identify, authorize, fault, perform, meter, record.
final class CallChain: Sendable {
    let world: World
    let caller: Caller
    let service: String
    private let counter: CallCounter
    private let meter: MeterAccount

    init(world: World, caller: Caller, service: String) {
        self.world = world
        self.caller = caller
        self.service = service
        counter = world.counter(for: service)
        meter = world.meter.account(at: Meter.Place(account: caller.account, region: caller.region, service: service))
    }

    func identify(_ operation: String, resource: String?) -> CallScope {
        CallScope(
            caller: caller, service: service, operation: operation, resource: resource, startedAt: world.clock.now,
            number: counter.next(), requests: counter.requests)
    }

    /// Meters and records a call that is over.
    func finish(_ scope: CallScope, since start: Duration, errorCode: String?) {
        scope.forEachUsage { meter.add($0) }
        world.audit.append(
            AuditLog.Entry(scope: scope, duration: world.clock.uptime - start, errorCode: errorCode))
    }
}

/// Numbers the calls to one service of a world.
final class CallCounter: Sendable {
    private let count: Atomic<UInt64>
    let requests: RequestIDs

    init(requests: RequestIDs, count: UInt64) {
        self.requests = requests
        self.count = Atomic(count)
    }

    var value: UInt64 { count.load(ordering: .relaxed) }

    func next() -> UInt64 {
        count.wrappingAdd(1, ordering: .relaxed).newValue
    }
}
