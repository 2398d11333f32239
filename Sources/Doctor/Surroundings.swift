import AWSCloudWatchLogs
import AWSCore
import AWSSQS
import AWSSecretsManager
import Chatbot

/// The functions, and what surrounds them: what invokes them, what they fail into, where they log.
struct Surroundings {
    let topology: Topology
    let clients: DoctorClients.FunctionClients

    func examine() async -> [Finding] {
        var findings: [Finding] = []
        for function in topology.functions { findings += await examine(function) }
        for rule in topology.rules { findings += await examine(rule) }
        for queue in topology.queues { findings += await examine(queue) }
        for group in topology.logGroups { findings += await examine(group) }
        for secret in topology.secrets { findings += await examine(secret) }
        // The control plane of API Gateway has no client here.
        findings.append(
            Finding(
                "api", topology.api.name, .unknown, "could not be checked: nobody here reads API Gateway",
                advice:
                    "Have its stage \(topology.api.stage) lead \(topology.api.routes.count) routes to the functions."))
        return findings
    }

    private func examine(_ queue: Topology.Queue) async -> [Finding] {
        var look = Look("queue", queue.name)
        let found = await look.ask(
            "sqs:GetQueueUrl",
            missing: (
                ["AWS.SimpleQueueService.NonExistentQueue", "QueueDoesNotExist"],
                "aws sqs create-queue --queue-name \(queue.name), which keeps messages \(queue.retentionSeconds) s."
            )
        ) { try await clients.sqs.getQueueUrl(SQS.GetQueueUrlRequest(queueName: queue.name)) }
        guard let url = found?.queueUrl else { return look.findings }
        let output = await look.ask("sqs:GetQueueAttributes") {
            try await clients.sqs.getQueueAttributes(
                SQS.GetQueueAttributesRequest(queueUrl: url, attributeNames: [.all]))
        }
        guard let attributes = output?.attributes else { return look.findings }
        let retention = attributes["MessageRetentionPeriod"] ?? "0"
        look.expect(
            (Int(retention) ?? 0) >= queue.retentionSeconds,
            "forgets messages after \(retention) s, not \(queue.retentionSeconds)",
            "aws sqs set-queue-attributes --queue-url \(url) --attributes MessageRetentionPeriod=\(queue.retentionSeconds)"
        )
        let policy = attributes["Policy"] ?? ""
        for rule in topology.rules where rule.deadLetterQueue == queue.name {
            look.expect(
                policy.contains("events.amazonaws.com") && policy.contains(topology.place.ruleARN(rule.name)),
                "does not let the rule \(rule.name) put in what it cannot deliver",
                "Allow events.amazonaws.com sqs:SendMessage, with aws:SourceArn \(topology.place.ruleARN(rule.name)).")
        }
        let waiting = attributes["ApproximateNumberOfMessages"] ?? "0"
        look.expect(
            waiting == "0", "holds \(waiting) events that failed", "Read them: each says why.", otherwise: .doubtful)
        return look.result("empty, keeps messages \(queue.retentionSeconds / 86_400) days")
    }

    private func examine(_ group: Topology.LogGroup) async -> [Finding] {
        var look = Look("log group", group.name)
        let output = await look.ask("logs:DescribeLogGroups") {
            try await clients.logs.describeLogGroups(
                CloudWatchLogs.DescribeLogGroupsRequest(logGroupNamePrefix: group.name))
        }
        guard let output else { return look.findings }
        guard let found = output.logGroups?.first(where: { $0.logGroupName == group.name }) else {
            look.note(.bad, "there is none", advice: "aws logs create-log-group --log-group-name \(group.name)")
            return look.findings
        }
        look.expect(
            found.retentionInDays == group.retentionDays,
            found.retentionInDays.map { "keeps lines \($0) days, not \(group.retentionDays)" }
                ?? "keeps lines for ever",
            """
            aws logs put-retention-policy --log-group-name \(group.name) --retention-in-days \(group.retentionDays)
            """, otherwise: .doubtful)
        return look.result("keeps lines \(group.retentionDays) days")
    }

    private func examine(_ secret: Topology.Secret) async -> [Finding] {
        var look = Look("secret", secret.name)
        let output = await look.ask(
            "secretsmanager:DescribeSecret",
            missing: (["ResourceNotFoundException"], "aws secretsmanager create-secret --name \(secret.name)")
        ) { try await clients.secrets.describeSecret(SecretsManager.DescribeSecretRequest(secretId: secret.name)) }
        guard let output else { return look.findings }
        look.expect(
            output.deletedDate == nil, "is about to be deleted",
            "aws secretsmanager restore-secret --secret-id \(secret.name)")
        look.expect(
            output.versionIdsToStages?.isEmpty == false, "has no value yet",
            "A person fills it in: \(secret.description)", otherwise: .doubtful)
        return look.result("has a value")
    }
}
