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
        let caller = Caller(
            principal: .service("s3.amazonaws.com"), account: event.account, region: event.region)
        let clients = cloud.clients(as: caller)
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

    func refusal(of destination: S3Notification.Destination, bucketOwner account: String) async -> String? {
        guard let cloud = reference.cloud, let arn = destination.arn.flatMap({ try? ARN($0) }) else { return nil }
        let clients = cloud.clients(as: Caller(account: account, region: arn.region))
        switch destination {
        case .eventBridge: return nil
        case .queue:
            let found = try? await clients.sqs.getQueueUrl(.init(queueName: arn.resource))
            return found == nil ? "The destination queue does not exist" : nil
        case .function:
            let found = try? await clients.lambda.getFunctionConfiguration(.init(functionName: arn.description))
            return found == nil ? "The destination Lambda does not exist" : nil
        }
    }
}
