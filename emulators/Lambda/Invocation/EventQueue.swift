import AWSCore
import AWSLambda
import World

/// Asynchronous invocation: every event is a row until it has ended, and has a timer for its next attempt.
///
/// An event that was accepted:
/// 1. runs at once, on the world's clock;
/// 2. is tried again one minute after a first error of the function and two minutes after a second, as often as its
///    settings say; when it could not be run at all, after a second, then after two, four and so on to five minutes, or
///    as soon as an invocation of the same function ends;
/// 3. ends when the function has succeeded, when the attempts are used up, or when it has become too old;
/// 4. is then sent to the function's destination, or to its dead-letter queue, and forgotten.
///
/// A process that dies in between begins the attempt anew: functions may see an event twice, as on AWS.
extension LambdaState {
    func accept(_ event: AcceptedEvent) async throws(LambdaError) {
        do {
            let id = try await world.database.write { sqlite in try event.insert(sqlite) }
            schedule(id, at: event.accepted)
        } catch {
            throw .internalFailure(error)
        }
    }

    func resumeEvents() async {
        let events = try? await world.database.read { sqlite in try AcceptedEvent.all(sqlite) }
        for (id, due) in events ?? [] { schedule(id, at: due) }
    }

    func schedule(_ id: Int64, at due: Timestamp) {
        world.clock.schedule(at: due, label: "lambda.event") { [weak self] in await self?.attempt(id) }
    }

    private func attempt(_ id: Int64) async {
        guard let event = try? await world.database.read({ sqlite in try AcceptedEvent.load(id, sqlite) }) else {
            return
        }
        let now = world.clock.now
        let call = Call(account: event.reference.account, region: event.reference.region, now: now)
        let function: InvocableFunction
        do throws(LambdaError) {
            function = try await invocable(event.reference, at: now)
        } catch {
            // The function is gone: there is nobody left to tell.
            if error.code == .resourceNotFoundException { await forget(id) } else { await retryLater(id, event, nil) }
            return
        }
        let config = try? await read(call) { session in
            try session.structure(
                Lambda.FunctionEventInvokeConfig.self, .invokeConfig, event.reference.name, event.reference.settingsKey)
        }
        await attempt(id, event, function, RetryRules(config ?? nil))
    }

    private func attempt(
        _ id: Int64, _ event: AcceptedEvent, _ function: InvocableFunction, _ rules: RetryRules
    ) async {
        var event = event
        guard let document = try? Document(json: event.payload) else { return await forget(id) }
        let invocation = Invocation(
            function: function, requestID: event.requestID, event: document, eventBytes: event.payload.count,
            clientContext: event.clientContext)
        let result: FunctionResult
        do throws(LambdaError) {
            result = try await perform(invocation)
        } catch {
            return await retryLater(id, event, (function, rules))
        }
        event.invocations += 1
        guard result.ending.isError else {
            return await end(id, event, EndedEvent(event, .success, result, rules))
        }
        event.errors += 1
        guard event.errors <= rules.retries else {
            return await end(id, event, EndedEvent(event, .retriesExhausted, result, rules))
        }
        let due = world.clock.now + rules.delay(afterErrors: event.errors)
        guard !rules.isTooOld(event, at: due) else {
            return await end(id, event, EndedEvent(event, .eventAgeExceeded, result, rules))
        }
        await retry(id, event, at: due)
    }

    /// The event could not be run. Without rules, the function could not even be looked up.
    private func retryLater(
        _ id: Int64, _ event: AcceptedEvent, _ known: (InvocableFunction, RetryRules)?
    ) async {
        var event = event
        event.throttles += 1
        let due = world.clock.now + RetryRules.delay(afterThrottles: event.throttles)
        if let (function, rules) = known, rules.isTooOld(event, at: due) {
            return await end(id, event, EndedEvent(event, throttled: function, rules))
        }
        await store(event, id, due: due)
        let function = event.reference
        let timer = world.clock.schedule(at: due, label: "lambda.throttled-event") { [weak self] in
            guard let self, self.throttled.remove(id, of: function) else { return }
            await self.attempt(id)
        }
        throttled.add(id, timer, of: function)
    }

    private func retry(_ id: Int64, _ event: AcceptedEvent, at due: Timestamp) async {
        await store(event, id, due: due)
        schedule(id, at: due)
    }

    /// If this fails, the event is still as it was: it will be tried again, with one attempt uncounted.
    private func store(_ event: AcceptedEvent, _ id: Int64, due: Timestamp) async {
        try? await world.database.write { sqlite in try event.update(id, due: due, sqlite) }
    }

    private func end(_ id: Int64, _ event: AcceptedEvent, _ ended: EndedEvent) async {
        await deliver(ended)
        await forget(id)
    }

    private func forget(_ id: Int64) async {
        try? await world.database.write { sqlite in try AcceptedEvent.delete(id, sqlite) }
    }
}

/// How often and how long an event is tried.
struct RetryRules: Sendable {
    let retries: Int
    let age: Duration
    let destinations: Lambda.DestinationConfig?

    init(_ config: Lambda.FunctionEventInvokeConfig?) {
        retries = config?.maximumRetryAttempts ?? LambdaLimits.retriesDefault
        age = .seconds(config?.maximumEventAgeInSeconds ?? LambdaLimits.eventAgeSecondsDefault)
        destinations = config?.destinationConfig
    }

    /// Whether an attempt would come too late (recorded, test_maxeventage: a first retry after a minute is too late
    /// for an event of at most a minute).
    func isTooOld(_ event: AcceptedEvent, at time: Timestamp) -> Bool {
        time - event.accepted >= age
    }

    func delay(afterErrors count: Int) -> Duration {
        LambdaLimits.retryDelays[min(count, LambdaLimits.retryDelays.count) - 1]
    }

    static func delay(afterThrottles count: Int) -> Duration {
        let doublings = min(count - 1, 16)
        return min(LambdaLimits.throttleDelay * (1 << doublings), LambdaLimits.throttleDelayMax)
    }
}
