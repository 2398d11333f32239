import AWSCore
import AWSLambda
import AWSSQS
import World

/// An event that will not be tried again, and what is to be said of it.
struct EndedEvent: Sendable {
    /// Developer Guide, "Invocation record"; recorded, TestLambdaDestinationSqs.
    enum Condition: String, Sendable {
        case success = "Success"
        case retriesExhausted = "RetriesExhausted"
        case eventAgeExceeded = "EventAgeExceeded"
    }

    let event: AcceptedEvent
    let condition: Condition
    /// nil when the function never ran.
    let result: FunctionResult?
    let destination: String?
    /// Of a function whose events fail; nil where it has none.
    let deadLetterTarget: String?
    let caller: Caller

    init(_ event: AcceptedEvent, _ condition: Condition, _ result: FunctionResult, _ rules: RetryRules) {
        let isSuccess = condition == .success
        self.event = event
        self.condition = condition
        self.result = result
        destination =
            isSuccess ? rules.destinations?.onSuccess?.destination : rules.destinations?.onFailure?.destination
        deadLetterTarget = isSuccess ? nil : result.deadLetterTarget
        caller = result.caller
    }

    init(_ event: AcceptedEvent, throttled function: InvocableFunction, _ rules: RetryRules) {
        let configuration = function.targets[0].record.configuration
        self.event = event
        condition = .eventAgeExceeded
        result = nil
        destination = rules.destinations?.onFailure?.destination
        deadLetterTarget = configuration.deadLetterConfig?.targetArn
        let role = (configuration.role ?? "").split(separator: "/").last.map(String.init) ?? ""
        caller = Caller(
            principal: .assumedRole(role, session: event.reference.name, account: event.reference.account),
            account: event.reference.account, region: event.reference.region)
    }

    /// 200 for what the function did, 429 for what it was kept from doing.
    var statusCode: Int { result == nil ? 429 : 200 }

    func record(at now: Timestamp) -> Document {
        var context: Document.Object = .init([.init("statusCode", .number(Number(statusCode)))])
        context["executedVersion"] = result.map { .string($0.executedVersion) }
        context["functionError"] = (result?.functionError).map { .string($0) }
        let response = result.flatMap { try? Document(json: $0.payload) }
        return [
            "version": "1.0", "timestamp": .string(now.logText),
            "requestContext": [
                "requestId": .string(event.requestID), "functionArn": .string(InvokeConfigRules.arn(event.reference)),
                "condition": .string(condition.rawValue),
                "approximateInvokeCount": .number(Number(event.invocations)),
            ],
            "requestPayload": (try? Document(json: event.payload)) ?? .null,
            "responseContext": .object(context), "responsePayload": response ?? .null,
        ]
    }
}

/// Where ended events go. What cannot be delivered is lost, as on AWS; the failed call stands in the audit log.
extension LambdaState {
    func deliver(_ ended: EndedEvent) async {
        if let target = ended.deadLetterTarget { await sendDeadLetter(ended, to: target) }
        guard let destination = ended.destination, let arn = try? ARN(destination) else { return }
        let record = ended.record(at: world.clock.now)
        switch arn.service {
        case "sqs": await send(record.jsonText(), [:], to: arn, as: ended.caller)
        case "lambda": await invoke(destination, record, as: ended.caller)
        default: break
        }
    }

    /// The event as it was, with what went wrong as attributes (recorded, test_dead_letter_queue).
    private func sendDeadLetter(_ ended: EndedEvent, to target: String) async {
        guard let arn = try? ARN(target) else { return }
        let error = ended.result.flatMap { try? Document(json: $0.payload)["errorMessage"]?.string } ?? "Rate Exceeded."
        let message = String(decoding: error.utf8.prefix(LambdaLimits.deadLetterMessageBytesMax), as: UTF8.self)
        let attributes: [String: SQS.MessageAttributeValue] = [
            "RequestID": .init(stringValue: ended.event.requestID, dataType: "String"),
            "ErrorCode": .init(stringValue: String(ended.statusCode), dataType: "Number"),
            "ErrorMessage": .init(stringValue: message, dataType: "String"),
        ]
        await send(String(decoding: ended.event.payload, as: UTF8.self), attributes, to: arn, as: ended.caller)
    }

    private func send(
        _ body: String, _ attributes: [String: SQS.MessageAttributeValue], to queue: ARN, as caller: Caller
    ) async {
        // The role need not be allowed to ask for the queue's address.
        _ = try? await clients.queues(caller).sendMessage(
            SQS.SendMessageRequest(
                queueUrl: queue.queueURL, messageBody: body, messageAttributes: attributes.isEmpty ? nil : attributes))
    }

    /// The function's role must be allowed to invoke the other function.
    private func invoke(_ destination: String, _ record: Document, as caller: Caller) async {
        let call = Call(account: caller.account, region: caller.region, now: world.clock.now)
        let payload = record.json()
        guard let reference = try? FunctionReference(destination, in: call),
            payload.count <= LambdaLimits.asynchronousBytesMax,
            let function = try? await invocable(reference, at: call.now),
            isAllowed(caller, toInvoke: function)
        else { return }
        try? await accept(
            AcceptedEvent(
                reference: reference, requestID: identifiers.uuid(), payload: payload, clientContext: nil,
                accepted: call.now))
    }

    private func isAllowed(_ caller: Caller, toInvoke function: InvocableFunction) -> Bool {
        guard world.access.scope != .nobody else { return true }
        let request = AuthorizationRequest(
            principal: caller.principal, action: "lambda:InvokeFunction", resource: function.reference.arn,
            context: ConditionContext(caller.conditionContext))
        do {
            try world.access.authorize(request)
            return true
        } catch {
            return false
        }
    }
}

extension ARN {
    /// The address of the queue that is named.
    var queueURL: String { "https://sqs.\(region).amazonaws.com/\(account)/\(resource)" }
}
