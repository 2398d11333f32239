import AWSCloudWatchLogs
import AWSCore
import AWSEventBridge
import AWSLambda
import AWSSQS
import World

/// How an event gets to each kind of target.
extension EventBridgeState {
    func send(_ delivery: Delivery) async throws(DeliveryFailure) {
        guard let payload = delivery.payload else {
            throw DeliveryFailure("INVALID_JSON", "The input transformer's output is not valid JSON.")
        }
        switch TargetKind(delivery.target.arn) {
        case .function(let arn): try await invoke(arn, payload, caller(delivery, arn))
        case .queue(let arn):
            let group = delivery.target.sqsParameters?.messageGroupId
            try await send(payload, to: arn, group: group, caller: caller(delivery, arn))
        case .logGroup(let arn, let name):
            try await log(payload, to: name, at: delivery.event.time, caller(delivery, arn))
        case .bus(let arn): try await forward(delivery, to: arn)
        case .other, nil: throw DeliveryFailure("INVALID_PARAMETER", "There is no target \(delivery.target.arn).")
        }
    }

    /// A session of the target's role, where it has one; else EventBridge itself, for this rule.
    private func caller(_ delivery: Delivery, _ arn: ARN) -> Caller {
        let role = delivery.target.roleArn.flatMap { try? ARN($0) }
        let principal = role.map { role in
            Principal.assumedRole(
                role.resourceID, session: "Events_\(delivery.event.id)", account: role.account)
        }
        return Caller(
            principal: principal ?? .service("events.amazonaws.com"), account: arn.account, region: arn.region,
            conditionContext: [
                "aws:SourceArn": [delivery.ruleARN], "aws:SourceAccount": [delivery.account],
            ])
    }

    private func invoke(_ arn: ARN, _ payload: String, _ caller: Caller) async throws(DeliveryFailure) {
        do throws(LambdaError) {
            _ = try await targets.lambda(caller).invoke(
                .init(functionName: arn.description, invocationType: .event, payload: Blob(payload)))
        } catch {
            throw DeliveryFailure(error)
        }
    }

    func send(
        _ payload: String, to arn: ARN, group: String?, attributes: [String: SQS.MessageAttributeValue]? = nil,
        caller: Caller
    ) async throws(DeliveryFailure) {
        let url = "https://sqs.\(arn.region).amazonaws.com/\(arn.account)/\(arn.resource)"
        do throws(SQSError) {
            _ = try await targets.sqs(caller).sendMessage(
                .init(queueUrl: url, messageBody: payload, messageAttributes: attributes, messageGroupId: group))
        } catch {
            throw DeliveryFailure(error)
        }
    }

    /// Each event is the only one of a stream of its own.
    private func log(
        _ payload: String, to group: String, at time: Timestamp, _ caller: Caller
    ) async throws(DeliveryFailure) {
        let (client, stream) = (targets.logs(caller), identifiers.uuid())
        do throws(CloudWatchLogsError) {
            _ = try await client.createLogStream(.init(logGroupName: group, logStreamName: stream))
            _ = try await client.putLogEvents(
                .init(
                    logGroupName: group, logStreamName: stream,
                    logEvents: [.init(timestamp: Int(time.milliseconds), message: payload)]))
        } catch {
            throw DeliveryFailure(error)
        }
    }

    /// Puts the event, as it is, on another bus.
    private func forward(_ delivery: Delivery, to arn: ARN) async throws(DeliveryFailure) {
        guard delivery.hops < EventBridgeLimits.hopsMax else {
            throw DeliveryFailure(
                "THIRD_ACCOUNT_HOP_DETECTED",
                "The event has passed \(EventBridgeLimits.hopsMax) event buses, which is the most that KASS allows.")
        }
        try checkAccess(caller(delivery, arn), to: arn)
        let call = Call(account: arn.account, region: arn.region, now: world.clock.now)
        do throws(EventBridgeError) {
            try await write(call) { session in
                let bus = try session.bus(arn.description)
                try session.accept(delivery.event, on: bus, hops: delivery.hops + 1)
            }
        } catch {
            throw DeliveryFailure(error)
        }
    }

    private func checkAccess(_ caller: Caller, to arn: ARN) throws(DeliveryFailure) {
        guard caller.principal.isNamed, world.access.scope != .nobody else { return }
        do throws(AccessDenied) {
            try world.access.authorize(
                AuthorizationRequest(
                    principal: caller.principal, action: "events:PutEvents", resource: arn.description,
                    context: ConditionContext(caller.conditionContext)))
        } catch {
            throw DeliveryFailure("NO_PERMISSIONS", error.message)
        }
    }

    /// The event as it came to the rule, with the reason in attributes.
    func sendToDeadLetterQueue(_ delivery: Delivery, _ failure: DeliveryFailure) async throws(DeliveryFailure) {
        guard let arn = delivery.target.deadLetterConfig?.arn.flatMap({ try? ARN($0) }) else { return }
        var attributes = [
            "RULE_ARN": delivery.ruleARN, "TARGET_ARN": delivery.target.arn, "ERROR_CODE": failure.code,
            "ERROR_MESSAGE": failure.message,
        ]
        attributes["EXHAUSTED_RETRY_CONDITION"] = failure.exhausted
        attributes["RETRY_ATTEMPTS"] = String(delivery.attempts)
        let caller = Caller(
            principal: .service("events.amazonaws.com"), account: arn.account, region: arn.region,
            conditionContext: ["aws:SourceArn": [delivery.ruleARN], "aws:SourceAccount": [delivery.account]])
        try await send(
            delivery.event.document.jsonText(), to: arn, group: nil,
            attributes: attributes.mapValues { .init(stringValue: $0, dataType: "String") }, caller: caller)
    }
}
