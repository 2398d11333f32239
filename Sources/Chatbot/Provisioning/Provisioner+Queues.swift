import AWSCloudWatchLogs
import AWSCore
import AWSSQS
import AWSSecretsManager

extension Provisioner {
    func make(_ queue: Topology.Queue) async throws -> Step.Outcome {
        let attributes = [
            "MessageRetentionPeriod": String(queue.retentionSeconds), "SqsManagedSseEnabled": "true",
            "Policy": policy(of: queue).jsonText(),
        ]
        do {
            let found = try await clients.sqs.getQueueUrl(SQS.GetQueueUrlRequest(queueName: queue.name))
            _ = try await clients.sqs.setQueueAttributes(
                SQS.SetQueueAttributesRequest(queueUrl: found.queueUrl ?? "", attributes: attributes))
            return .updated
        } catch  where error.code == .queueDoesNotExist {
            _ = try await clients.sqs.createQueue(
                SQS.CreateQueueRequest(queueName: queue.name, attributes: attributes))
            return .created
        }
    }

    /// Rules put here what they could not deliver; functions do so by their roles.
    private func policy(of queue: Topology.Queue) -> Document {
        let rules = topology.rules.filter { $0.deadLetterQueue == queue.name }
            .map { Document.string(topology.place.ruleARN($0.name)) }
        return [
            "Version": "2012-10-17",
            "Statement": [
                [
                    "Sid": "Rules", "Effect": "Allow", "Principal": ["Service": "events.amazonaws.com"],
                    "Action": "sqs:SendMessage", "Resource": .string(topology.place.queueARN(queue.name)),
                    "Condition": ["ArnEquals": ["aws:SourceArn": .list(rules)]],
                ]
            ],
        ]
    }

    /// Made without a value: a person fills it in, and running this again leaves it alone.
    func make(_ secret: Topology.Secret) async throws -> Step.Outcome {
        guard let client = clients.secrets else { return .skipped(reason: "no client of Secrets Manager was given") }
        do {
            _ = try await client.createSecret(
                SecretsManager.CreateSecretRequest(name: secret.name, description: secret.description))
            return .created
        } catch  where error.code == .resourceExistsException {
            return .updated
        }
    }

    func make(_ group: Topology.LogGroup) async throws -> Step.Outcome {
        guard let client = clients.logs else { return .skipped(reason: "no client of CloudWatch Logs was given") }
        let outcome = try await create(group, client)
        try await client.putRetentionPolicy(
            CloudWatchLogs.PutRetentionPolicyRequest(
                logGroupName: group.name, retentionInDays: group.retentionDays))
        return outcome
    }

    private func create(
        _ group: Topology.LogGroup, _ client: any CloudWatchLogsClient
    ) async throws -> Step.Outcome {
        do {
            try await client.createLogGroup(CloudWatchLogs.CreateLogGroupRequest(logGroupName: group.name))
            return .created
        } catch  where error.code == .resourceAlreadyExistsException {
            return .updated
        }
    }
}
