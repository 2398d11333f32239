import AWSCore
import Synchronization

/// What every call of one caller to one service passes: identify, authorize, fault, perform, meter, record.
final class CallChain: Sendable {
    let world: World
    let caller: Caller
    let service: String
    private let counter: CallCounter
    private let meter: MeterAccount
    /// nil when the caller may do everything.
    private let authorizer: (any Authorizer)?

    init(world: World, caller: Caller, service: String) {
        self.world = world
        self.caller = caller
        self.service = service
        counter = world.counter(for: service)
        meter = world.meter.account(at: Meter.Place(account: caller.account, region: caller.region, service: service))
        authorizer = world.access.authorizer(for: caller)
    }

    private var failures: ServiceFailures { .of(service) }

    func identify(_ operation: String, resource: String?) -> CallScope {
        CallScope(
            caller: caller, service: service, operation: operation, resource: resource, startedAt: world.clock.now,
            trace: CallTrace.id, number: counter.next(), requests: counter.requests)
    }

    /// - Throws: the service's own error for a caller without permission.
    func authorize<Service>(
        _ scope: CallScope, as service: Service.Type, action: String, input: () -> Document
    ) throws(ServiceError<Service>) {
        guard let authorizer else { return }
        let context = RequestContext.of(scope)
        for target in AuthorizationTargets.of(scope, action: action, input: input) {
            let request = AuthorizationRequest(
                principal: caller.principal, action: target.action, resource: target.resource, context: context)
            do throws(AccessDenied) {
                try authorizer.authorize(request)
            } catch {
                throw ServiceError(
                    ErrorCode(failures.accessDenied), error.message, status: failures.accessDeniedStatus)
            }
        }
    }

    /// - Throws: what the fault plan has in store, unless the call takes effect nevertheless.
    func fault<Service>(
        _ scope: CallScope, as service: Service.Type
    ) async throws(ServiceError<Service>) -> FaultEffect {
        let effect = world.faults.decide(
            service: scope.service, operation: scope.operation, resource: scope.resource)
        if effect.delay > .zero { await pause(effect.delay) }
        if case .fails(let kind, isPerformed: false) = effect.outcome { throw ServiceError(kind, failures) }
        return effect
    }

    /// Applies to an answer what the fault plan does to it.
    func deliver<Output, Service>(
        _ output: Output, _ effect: FaultEffect, as service: Service.Type
    ) throws(ServiceError<Service>) -> Output {
        if case .fails(let kind, _) = effect.outcome { throw ServiceError(kind, failures) }
        guard let eventsMax = effect.eventsMax, let answer = output as? any EventStreamStructure,
            let cut = answer.cut(afterEvents: eventsMax) as? Output
        else { return output }
        return cut
    }

    /// Meters and records a call that is over.
    func finish(
        _ scope: CallScope, since start: Duration, failure: AuditLog.Failure? = nil, messages: AuditLog.Messages?
    ) {
        scope.forEachUsage { meter.add($0) }
        let duration = world.clock.uptime - start
        world.audit.append(AuditLog.Entry(scope: scope, duration: duration, error: failure, messages: messages))
    }

    /// A caller that stops waiting for a slow call goes on at once.
    private func pause(_ duration: Duration) async {
        try? await world.clock.sleep(for: duration)
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
