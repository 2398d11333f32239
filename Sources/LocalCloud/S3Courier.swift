import AWSCore
import AWSLambda
import AWSSQS
import S3Emulator
import World

/// Takes S3's events to queues, functions and buses.
struct S3Courier: S3EventSink {
    private let reference: CloudReference

    init(_ reference: CloudReference) {
        self.reference = reference
    }

    func deliver(_ notification: S3Notification) async throws {
        guard let cloud = reference.cloud else { return }
        let event = notification.event
        let clients = cloud.clients(as: Self.caller(account: event.account, event.region, bucket: event.bucket))
        switch notification.destination {
        case .eventBridge:
            try await cloud.putServiceEvent(notification.message, account: event.account, region: event.region)
        case .queue(let arn):
            let queue = try ARN(arn)
            let url = "https://sqs.\(queue.region).amazonaws.com/\(queue.account)/\(queue.resource)"
            _ = try await clients.sqs.sendMessage(
                .init(queueUrl: url, messageBody: notification.message.jsonText()))
        case .function(let arn):
            _ = try await clients.lambda.invoke(
                .init(functionName: arn, invocationType: .event, payload: Blob(notification.message.json())))
        }
    }

    /// S3 itself, for a bucket: what policies of queues and functions let in by its ARN and owner.
    private static func caller(account: String, _ region: String, bucket: String) -> Caller {
        Caller(
            principal: .service("s3.amazonaws.com"), account: account, region: region,
            conditionContext: ["aws:SourceArn": ["arn:aws:s3:::\(bucket)"], "aws:SourceAccount": [account]])
    }

    func refusal(
        of destination: S3Notification.Destination, bucket: String, owner account: String
    ) async -> String? {
        guard let cloud = reference.cloud, let arn = destination.arn.flatMap({ try? ARN($0) }) else { return nil }
        let clients = cloud.clients(as: Caller(account: account, region: arn.region))
        let caller = Self.caller(account: account, arn.region, bucket: bucket)
        switch destination {
        case .eventBridge: return nil
        case .queue:
            let owner = arn.account
            let found = try? await clients.sqs.getQueueUrl(
                .init(queueName: arn.resource, queueOwnerAWSAccountId: owner))
            guard found != nil else { return "The destination queue does not exist" }
            return cloud.world.lets(caller, "sqs:SendMessage", on: arn)
                ? nil
                : "Permissions on the destination queue do not allow S3 to publish notifications from this bucket"
        case .function:
            let found = try? await clients.lambda.getFunctionConfiguration(.init(functionName: arn.description))
            guard found != nil else { return "The destination Lambda does not exist" }
            return cloud.world.lets(caller, "lambda:InvokeFunction", on: arn)
                ? nil : "Not authorized to invoke function [\(arn)]"
        }
    }
}

extension World {
    /// Whether policies let a service do this to a resource.
    fileprivate func lets(_ caller: Caller, _ action: String, on resource: ARN) -> Bool {
        guard access.scope != .nobody else { return true }
        let request = AuthorizationRequest(
            principal: caller.principal, action: action, resource: resource.description,
            context: ConditionContext(caller.conditionContext))
        return (try? access.authorize(request)) != nil
    }
}
