import AWSCloudWatchLogs
import AWSCore
import AWSLambda
import Functions
import World

/// One invocation to be run, whoever asked for it.
struct Invocation: Sendable {
    let function: InvocableFunction
    let requestID: String
    let event: Document
    /// Bytes of the event as it came.
    let eventBytes: Int
    var clientContext: Document?
    /// The call that asked for it; nil when an event did.
    var scope: CallScope?
    /// Where a streaming function writes to.
    var writer: (any ResponseWriter)?
}

/// What an invocation was let in with.
struct Admission: Sendable {
    let record: FunctionRecord
    let place: ConcurrencyGate.Place
    let environment: ExecutionEnvironment
}

/// What came of an invocation.
struct FunctionResult: Sendable {
    let executedVersion: String
    let ending: FunctionEnding
    let payload: [UInt8]
    let lines: [CloudWatchLogs.InputLogEvent]
    /// Where messages go that cannot be handled.
    let deadLetterTarget: String?
    let caller: Caller

    /// `X-Amz-Function-Error`.
    var functionError: String? { ending.isError ? "Unhandled" : nil }
    var logTail: String { InvocationLog.tail(of: lines) }
}

extension LambdaState {
    /// Runs a function and writes its log.
    /// - Throws: as ``admit(_:)``. Whatever the function itself does is a result.
    func perform(_ invocation: Invocation) async throws(LambdaError) -> FunctionResult {
        let admission = try admit(invocation.function)
        return await run(invocation, admission)
    }

    /// Finds room and an environment for one invocation, which must follow.
    /// - Throws: TooManyRequestsException; ResourceConflictException while the function is being created;
    ///   NotImplemented when nothing is registered for its handler.
    func admit(_ function: InvocableFunction) throws(LambdaError) -> Admission {
        let target = choose(function.targets)
        guard target.record.isSettled(at: world.clock.now) || target.record.configuration.state != .pending else {
            throw .conflict(
                "The operation cannot be performed at this time. The function is currently in the following state: "
                    + "Pending")
        }
        let place = try concurrency.enter(function, target)
        do throws(LambdaError) {
            let environment = try environment(for: target.record, of: function.reference)
            return Admission(record: target.record, place: place, environment: environment)
        } catch {
            concurrency.leave(place)
            throw error
        }
    }

    /// The version that an alias leads to this time.
    private func choose(_ targets: [InvocableFunction.Target]) -> InvocableFunction.Target {
        guard targets.count > 1 else { return targets[0] }
        var draw = routing.nextDouble()
        for target in targets {
            draw -= target.weight
            if draw < 0 { return target }
        }
        return targets[0]
    }

    func run(_ invocation: Invocation, _ admission: Admission) async -> FunctionResult {
        defer {
            concurrency.leave(admission.place)
            wakeThrottled(invocation.function.reference)
        }
        let (record, environment) = (admission.record, admission.environment)
        let log = InvocationLog(world.clock)
        let started = world.clock.now
        let timeout = Duration.seconds(record.configuration.timeout ?? LambdaLimits.timeoutSecondsDefault)
        let requestID = invocation.requestID
        log.write("START RequestId: \(requestID) Version: \(record.version)")
        let context = context(invocation, record, environment, deadline: started + timeout, log)
        let ending = await race(environment.function, invocation, context, timeout)
        let ended = world.clock.now
        if let line = ending.logLine(requestID, at: ended) { log.write(line) }
        log.write("END RequestId: \(requestID)")
        let payload = ending.payload(requestID)
        let report = report(invocation, record, environment, ended - started, ending, payload.count)
        log.write(report.line)
        charge(report, invocation)
        let lines = log.close()
        let writer = LogWriter(
            client: clients.logs(environment.caller), group: environment.logGroup, stream: environment.logStream)
        // Whoever called has the answer by now, and waits for no log.
        await CallTrace.with(nil) { await writer.write(lines, isNew: environment.isNew) }
        if !ending.endsEnvironment { environments.giveBack(environment, at: ended) }
        return FunctionResult(
            executedVersion: record.version, ending: ending, payload: payload, lines: lines,
            deadLetterTarget: record.configuration.deadLetterConfig?.targetArn, caller: environment.caller)
    }

    /// The function against its time-out. A function that goes on after that is left alone: nobody hears of it.
    private func race(
        _ function: any LambdaFunction, _ invocation: Invocation, _ context: FunctionContext, _ timeout: Duration
    ) async -> FunctionEnding {
        let outcome = Outcome()
        let deadline = world.clock.deadline(at: context.deadline)
        let task = world.spawn("lambda.\(context.functionName)") {
            outcome.set(await FunctionEnding.of(function, invocation.event, context, invocation.writer))
            deadline.meet()
        }
        guard await deadline.wait() else {
            task.cancel()
            return .timedOut(after: timeout)
        }
        return outcome.ending ?? .exited
    }

    private func context(
        _ invocation: Invocation, _ record: FunctionRecord, _ environment: ExecutionEnvironment, deadline: Timestamp,
        _ log: InvocationLog
    ) -> FunctionContext {
        let reference = invocation.function.reference
        let clock = world.clock
        let isSampled = record.configuration.tracingConfig?.mode == .active
        return FunctionContext(
            requestID: invocation.requestID, functionName: reference.name, functionVersion: record.version,
            invokedFunctionARN: reference.arn, memoryMB: record.configuration.memorySize ?? 0,
            logGroupName: environment.logGroup, logStreamName: environment.logStream,
            traceHeader: TraceHeader.text(invocation.requestID, at: clock.now, isSampled: isSampled),
            clientContext: invocation.clientContext, deadline: deadline, clock: { clock.now },
            pause: { try await clock.sleep(for: $0) }, log: { log.write($0) })
    }

    private func report(
        _ invocation: Invocation, _ record: FunctionRecord, _ environment: ExecutionEnvironment, _ duration: Duration,
        _ ending: FunctionEnding, _ payloadBytes: Int
    ) -> InvocationReport {
        let initialization = environment.isNew ? settings.initialization : nil
        let memory = record.configuration.memorySize ?? LambdaLimits.memoryMBDefault
        let isTimedOut = if case .timedOut = ending { true } else { false }
        return InvocationReport(
            requestID: invocation.requestID, duration: duration,
            billed: max(.milliseconds(1), duration + (initialization ?? .zero)), memoryMB: memory,
            usedMB: MemoryUse.megabytes(of: memory, moved: invocation.eventBytes + payloadBytes),
            initialization: initialization, isTimedOut: isTimedOut)
    }

    private func charge(_ report: InvocationReport, _ invocation: Invocation) {
        let reference = invocation.function.reference
        let resource = "function:\(reference.name)"
        let gigabytes = Double(report.memoryMB) / 1024
        let seconds = Double(report.billed.wholeMilliseconds) / 1000
        if let scope = invocation.scope {
            scope.use(.requests, 1, on: resource)
            scope.use(.gbSeconds, gigabytes * seconds, on: resource)
            // A call whose answer streams has been metered when that began; its record takes what comes later.
            if invocation.writer == nil { return }
        }
        let place = Meter.Place(account: reference.account, region: reference.region, service: "lambda")
        world.meter.add(Usage(.requests, 1, on: resource), at: place)
        world.meter.add(Usage(.gbSeconds, gigabytes * seconds, on: resource), at: place)
    }
}

/// How the function ended, if it did before anyone stopped waiting for it.
private final class Outcome: Sendable {
    private let state = Lock<FunctionEnding?>(nil)

    var ending: FunctionEnding? { state.withLock { $0 } }

    func set(_ ending: FunctionEnding) {
        state.withLock { $0 = ending }
    }
}

/// A figure for `Max Memory Used`, which cannot be measured of one function among many in a process: what an empty
/// runtime uses on AWS, and what the payloads take.
private enum MemoryUse {
    private static let baseMB = 36

    static func megabytes(of memory: Int, moved bytes: Int) -> Int {
        min(memory, baseMB + (bytes + (1 << 20) - 1) >> 20)
    }
}

/// X-Ray's header of a trace that begins here: the trace's id is a function of the time and the request's id.
private enum TraceHeader {
    static func text(_ requestID: String, at now: Timestamp, isSampled: Bool) -> String {
        let seconds = String(max(0, now.seconds), radix: 16)
        let digest = HashAlgorithm.sha256.hexDigest(of: requestID.utf8)
        let (root, parent) = (digest.prefix(24), digest.suffix(16))
        return "Root=1-\(seconds)-\(root);Parent=\(parent);Sampled=\(isSampled ? 1 : 0)"
    }
}
