import AWSCloudWatchLogs
import AWSCore
import AWSEventBridge
import AWSLambda
import AWSSQS
import AWSSecretsManager
import Chatbot
import Doctor
import LocalCloud
import World

extension Defect {
    static let ofFunctions: [Defect] = [
        Defect("function", "there is none") { account in
            _ = try await account.cloud.clients().lambda.deleteFunction(
                .init(functionName: account.names.function("vector-search")))
        },
        Defect("function", "has 256 MB, not 1024") { account in
            _ = try await account.cloud.clients().lambda.updateFunctionConfiguration(
                .init(functionName: account.names.function("orchestrator"), memorySize: 256))
        },
        Defect("function", "may run for 3 s, not 30") { account in
            _ = try await account.cloud.clients().lambda.updateFunctionConfiguration(
                .init(functionName: account.names.function("vector-search"), timeout: 3))
        },
        Defect("function", "KASS_MODEL_SIMPLE is other, not us.anthropic.claude-haiku") { account in
            var variables = account.configuration.variables
            variables["KASS_MODEL_SIMPLE"] = "other"
            _ = try await account.cloud.clients().lambda.updateFunctionConfiguration(
                .init(
                    functionName: account.names.function("orchestrator"),
                    environment: .init(variables: variables)))
        },
        Defect("function", "has no concurrency reserved") { account in
            _ = try await account.cloud.clients().lambda.deleteFunctionConcurrency(
                .init(functionName: account.names.function("document-processor")))
        },
        Defect("function", "tries an event 0 more times, not 2") { account in
            _ = try await account.cloud.clients().lambda.putFunctionEventInvokeConfig(
                .init(functionName: account.names.function("document-processor"), maximumRetryAttempts: 0))
        },
        Defect("function", "may not be invoked by the rule kass-chatbot-staging-document-upload") { account in
            _ = try await account.cloud.clients().lambda.removePermission(
                .init(
                    functionName: account.names.function("document-processor"),
                    statementId: account.names.rule("document-upload")))
        },
        Defect("function", "may not be invoked by API Gateway") { account in
            _ = try await account.cloud.clients().lambda.removePermission(
                .init(functionName: account.names.function("orchestrator"), statementId: "api"))
        },
        Defect("role", "may not dynamodb:Query") { $0.clients.permissions = Simulator(denied: ["dynamodb:Query"]) },
        Defect("role", "could not be checked", .unknown) { $0.clients.permissions = nil },
    ]

    static let ofSurroundings: [Defect] = [
        Defect("rule", "there is none") { account in
            let events = account.cloud.clients().eventBridge
            let rule = account.names.rule("daily-embedding")
            _ = try await events.removeTargets(
                .init(rule: rule, ids: [account.names.function("document-processor")]))
            try await events.deleteRule(.init(name: rule))
        },
        Defect("rule", "is switched off") { account in
            try await account.cloud.clients().eventBridge.disableRule(
                .init(name: account.names.rule("document-upload")))
        },
        Defect("rule", "matches other events") { account in
            _ = try await account.cloud.clients().eventBridge.putRule(
                .init(name: account.names.rule("document-upload"), eventPattern: #"{"source":["aws.s3"]}"#))
        },
        Defect("rule", "runs at rate(1 day)") { account in
            _ = try await account.cloud.clients().eventBridge.putRule(
                .init(name: account.names.rule("daily-embedding"), scheduleExpression: "rate(1 day)"))
        },
        Defect("rule", "does not lead to kass-chatbot-staging-document-processor") { account in
            _ = try await account.cloud.clients().eventBridge.removeTargets(
                .init(
                    rule: account.names.rule("document-upload"),
                    ids: [account.names.function("document-processor")]))
        },
        Defect("rule", "loses events that it cannot deliver", brings: []) { account in
            let rule = account.names.rule("document-upload")
            let events = account.cloud.clients().eventBridge
            let target = try await events.listTargetsByRule(.init(rule: rule)).targets?.first
            guard var target else { return }
            target.deadLetterConfig = nil
            _ = try await events.putTargets(.init(rule: rule, targets: [target]))
        },
        Defect("queue", "there is none") { account in
            _ = try await account.cloud.clients().sqs.deleteQueue(.init(queueUrl: try await url(account)))
            await account.cloud.world.advance(by: .seconds(120))
        },
        Defect("queue", "forgets messages after 3600 s") { account in
            _ = try await account.cloud.clients().sqs.setQueueAttributes(
                .init(queueUrl: try await url(account), attributes: ["MessageRetentionPeriod": "3600"]))
            await account.cloud.world.advance(by: .seconds(60))
        },
        Defect("queue", "does not let the rule") { account in
            _ = try await account.cloud.clients().sqs.setQueueAttributes(
                .init(queueUrl: try await url(account), attributes: ["Policy": ""]))
            await account.cloud.world.advance(by: .seconds(60))
        },
        Defect("queue", "holds 1 events that failed", .doubtful) { account in
            _ = try await account.cloud.clients().sqs.sendMessage(
                .init(queueUrl: try await url(account), messageBody: "{}"))
        },
        Defect("log group", "there is none") { account in
            try await account.cloud.clients().logs.deleteLogGroup(
                .init(logGroupName: account.names.logGroup("orchestrator")))
        },
        Defect("log group", "keeps lines for ever", .doubtful) { account in
            try await account.cloud.clients().logs.deleteRetentionPolicy(
                .init(logGroupName: account.names.logGroup("orchestrator")))
        },
        Defect("secret", "is about to be deleted") { account in
            _ = try await account.cloud.clients().secretsManager.deleteSecret(
                .init(secretId: account.names.secret("integrations")))
        },
    ]

    private static func url(_ account: Account) async throws -> String {
        try await account.cloud.clients().sqs.getQueueUrl(.init(queueName: account.names.deadLetters)).queueUrl ?? ""
    }
}
