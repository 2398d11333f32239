import AWSCloudWatchLogs
import AWSCore
import AWSEventBridge
import AWSLambda
import AWSSQS
import EventBridgeEmulator
import SQSEmulator
import Testing
import World

/// One EventBridge in a world of its own, with queues to send to, and functions and log groups that note what they get.
struct Cloud {
    let world: World
    let state: EventBridgeState
    let client: EventBridgeProxy
    let sqs: SQSProxy
    let functions = Recorder()
    let logs = Recorder()

    init(_ configuration: WorldConfiguration = WorldConfiguration()) throws {
        let world = try World(configuration)
        let queues = try SQSState(world)
        let (functions, logs) = (functions, logs)
        let sqs: @Sendable (Caller) -> SQSProxy = { caller in
            SQSProxy(EmulatedInvoker<SQS>(world, caller: caller) { SQSEmulator(queues, $0) })
        }
        let state = try EventBridgeState(
            world,
            targets: EventBridgeTargets(
                lambda: { LambdaProxy(RecordingInvoker<Lambda>(functions, $0)) }, sqs: { sqs($0) },
                logs: { CloudWatchLogsProxy(RecordingInvoker<CloudWatchLogs>(logs, $0)) }))
        self.world = world
        self.state = state
        self.sqs = sqs(world.caller())
        client = EventBridgeProxy(
            EmulatedInvoker<EventBridge>(world, caller: world.caller()) { EventBridgeEmulator(state, $0) })
    }

    static let function = "arn:aws:lambda:us-east-1:000000000000:function:report"
    static let pattern = #"{"source":["shop"]}"#

    /// A rule for events of source `shop`, with one target.
    func makeRule(
        _ name: String = "rule", pattern: String? = pattern, schedule: String? = nil, bus: String? = nil,
        _ target: EventBridge.Target = .init(id: "1", arn: function)
    ) async throws {
        _ = try await client.putRule(
            .init(
                name: name, scheduleExpression: schedule, eventPattern: schedule == nil ? pattern : nil,
                eventBusName: bus))
        _ = try await client.putTargets(.init(rule: name, eventBusName: bus, targets: [target]))
    }

    /// Puts an event of source `shop` and waits until it has been tried.
    @discardableResult
    func put(_ detail: String = #"{"n":1}"#, source: String = "shop", bus: String? = nil) async throws -> String? {
        let output = try await client.putEvents(
            .init(entries: [.init(source: source, detailType: "order", detail: detail, eventBusName: bus)]))
        await state.waitForDeliveries()
        return output.entries?.first?.eventId
    }

    /// A queue that rules may put events into, unless its policy is told to be another, or none.
    func makeQueue(
        _ name: String, _ attributes: [String: String] = [:], policy: String? = anyRule
    ) async throws -> (url: String, arn: String) {
        var attributes = attributes
        attributes["Policy"] = policy
        let url = try #require(
            try await sqs.createQueue(.init(queueName: name, attributes: attributes)).queueUrl)
        return (url, "arn:aws:sqs:us-east-1:000000000000:\(name)")
    }

    static let anyRule = policy("{}")

    /// Lets EventBridge send to any queue that has it, on a condition.
    static func policy(_ condition: String) -> String {
        #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"events.amazonaws.com"},"#
            + #""Action":"sqs:SendMessage","Resource":"*","Condition":\#(condition)}}"#
    }

    func messages(in url: String) async throws -> [SQS.Message] {
        try await sqs.receiveMessage(
            .init(
                queueUrl: url, messageSystemAttributeNames: [.all], messageAttributeNames: ["All"],
                maxNumberOfMessages: 10)
        ).messages ?? []
    }
}

/// Calls of a service, and what its next calls are to answer.
final class Recorder: Sendable {
    struct Call: Sendable {
        let operation: String
        let input: Document
        let caller: Caller
    }

    private struct State {
        var calls: [Call] = []
        var failures: [(code: String, status: Int)] = []
    }

    private let state = Lock(State())

    var calls: [Call] { state.withLock { $0.calls } }

    /// What functions were invoked with.
    var payloads: [String] { calls.compactMap { $0.input["Payload"]?.blob?.text } }

    func failNext(_ count: Int, _ code: String, status: Int) {
        state.withLock { $0.failures += Array(repeating: (code, status), count: count) }
    }

    func note(_ call: Call) -> (code: String, status: Int)? {
        state.withLock { state in
            state.calls.append(call)
            return state.failures.isEmpty ? nil : state.failures.removeFirst()
        }
    }
}

struct RecordingInvoker<Service: ServiceModel>: OperationInvoker {
    let recorder: Recorder
    let caller: Caller

    init(_ recorder: Recorder, _ caller: Caller) {
        self.recorder = recorder
        self.caller = caller
    }

    func invoke<Input, Output>(
        _ operation: Operation<Service, Input, Output>, _ input: Input
    ) async throws(ServiceError<Service>) -> Output {
        let call = Recorder.Call(operation: operation.schema.name, input: input.document, caller: caller)
        if let failure = recorder.note(call) {
            throw ServiceError(ErrorCode(failure.code), "it said \(failure.code)", status: failure.status)
        }
        do {
            return try Output(Document.object(Document.Object()))
        } catch {
            throw ServiceError(ErrorCode("Unexpected"), "\(error)", status: 400)
        }
    }
}

/// Holds that `body` fails with this code, and with these words where they are given.
func expectError(
    _ code: String, _ message: String? = nil, _ location: SourceLocation = #_sourceLocation,
    _ body: () async throws -> Void
) async {
    do {
        try await body()
        Issue.record("there was no error", sourceLocation: location)
    } catch let error as EventBridgeError {
        #expect(error.code.rawValue == code, sourceLocation: location)
        if let message { #expect(error.message == message, sourceLocation: location) }
    } catch {
        Issue.record("\(error)", sourceLocation: location)
    }
}
