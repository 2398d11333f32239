import AWSCore
import AWSEventBridge
import AWSLambda
import Chatbot

extension Surroundings {
    func examine(_ function: Topology.Function) async -> [Finding] {
        var look = Look("function", function.name)
        let found = await look.ask(
            "lambda:GetFunctionConfiguration",
            missing: (
                ["ResourceNotFoundException"],
                "Deploy it: \(function.memoryMB) MB, \(function.timeoutSeconds) s, as \(function.role)."
            )
        ) {
            try await clients.lambda.getFunctionConfiguration(
                Lambda.GetFunctionConfigurationRequest(functionName: function.name))
        }
        guard let found else { return look.findings }
        compare(function, found, &look)
        await examineConcurrency(function, &look)
        await examineRetries(function, &look)
        await examinePolicy(function, &look)
        return look.result(
            "\(function.memoryMB) MB, \(function.timeoutSeconds) s, \(function.concurrency) at a time")
    }

    private func compare(_ function: Topology.Function, _ found: Lambda.FunctionConfiguration, _ look: inout Look) {
        let command = "aws lambda update-function-configuration --function-name \(function.name)"
        look.expect(
            found.state == nil || found.state == .active,
            "is \(found.state?.rawValue ?? ""): \(found.stateReason ?? "no reason")", "Wait, or mend what it says.")
        look.expect(
            found.memorySize == function.memoryMB, "has \(found.memorySize ?? 0) MB, not \(function.memoryMB)",
            "\(command) --memory-size \(function.memoryMB)")
        look.expect(
            found.timeout == function.timeoutSeconds,
            "may run for \(found.timeout ?? 0) s, not \(function.timeoutSeconds)",
            "\(command) --timeout \(function.timeoutSeconds)")
        look.expect(
            found.handler == function.handler.rawValue,
            "runs the handler \(found.handler ?? "none"), not \(function.handler.rawValue)",
            "\(command) --handler \(function.handler.rawValue)")
        let role = topology.place.roleARN(function.role)
        look.expect(found.role == role, "runs as \(found.role ?? "nobody"), not \(role)", "\(command) --role \(role)")
        let queue = function.deadLetterQueue.map(topology.place.queueARN)
        look.expect(
            found.deadLetterConfig?.targetArn == queue || queue == nil, "loses events that it failed with",
            "\(command) --dead-letter-config TargetArn=\(queue ?? "")")
        let variables = found.environment?.variables ?? [:]
        for (name, value) in function.variables.sorted(by: { $0.key < $1.key }) where variables[name] != value {
            look.note(
                .bad, "\(name) is \(variables[name] ?? "not set"), not \(value)",
                advice: "Set its variable, or mend the profile.")
        }
    }

    private func examineConcurrency(_ function: Topology.Function, _ look: inout Look) async {
        let output = await look.ask("lambda:GetFunctionConcurrency") {
            try await clients.lambda.getFunctionConcurrency(
                Lambda.GetFunctionConcurrencyRequest(functionName: function.name))
        }
        guard let output else { return }
        let found = output.reservedConcurrentExecutions
        look.expect(
            found == function.concurrency,
            found.map { "runs \($0) at a time, not \(function.concurrency)" } ?? "has no concurrency reserved",
            """
            aws lambda put-function-concurrency --function-name \(function.name) \
            --reserved-concurrent-executions \(function.concurrency)
            """)
    }

    private func examineRetries(_ function: Topology.Function, _ look: inout Look) async {
        guard let retries = function.retriesMax else { return }
        do {
            let output = try await clients.lambda.getFunctionEventInvokeConfig(
                Lambda.GetFunctionEventInvokeConfigRequest(functionName: function.name))
            look.expect(
                output.maximumRetryAttempts == retries,
                "tries an event \(output.maximumRetryAttempts ?? 2) more times, not \(retries)",
                """
                aws lambda put-function-event-invoke-config --function-name \(function.name) \
                --maximum-retry-attempts \(retries)
                """)
        } catch {
            let refusal = Refusal(error)
            // Two is what holds where nothing is said.
            if refusal.code == "ResourceNotFoundException", retries == 2 { return }
            look.refused("lambda:GetFunctionEventInvokeConfig", refusal)
        }
    }

    /// Who may invoke the function.
    private func examinePolicy(_ function: Topology.Function, _ look: inout Look) async {
        var policy = ""
        do {
            policy =
                try await clients.lambda.getPolicy(Lambda.GetPolicyRequest(functionName: function.name)).policy ?? ""
        } catch {
            let refusal = Refusal(error)
            guard refusal.code == "ResourceNotFoundException" else { return look.refused("lambda:GetPolicy", refusal) }
        }
        for rule in topology.rules where rule.function == function.name {
            let arn = topology.place.ruleARN(rule.name)
            look.expect(
                policy.contains(arn), "may not be invoked by the rule \(rule.name)",
                """
                aws lambda add-permission --function-name \(function.name) --statement-id \(rule.name) \
                --action lambda:InvokeFunction --principal events.amazonaws.com --source-arn \(arn)
                """)
        }
        guard topology.api.routes.contains(where: { $0.function == function.name }) else { return }
        look.expect(
            policy.contains("apigateway.amazonaws.com"), "may not be invoked by API Gateway",
            """
            aws lambda add-permission --function-name \(function.name) --statement-id api \
            --action lambda:InvokeFunction --principal apigateway.amazonaws.com
            """)
    }

    func examine(_ rule: Topology.Rule) async -> [Finding] {
        var look = Look("rule", rule.name)
        let found = await look.ask(
            "events:DescribeRule",
            missing: (
                ["ResourceNotFoundException"], "Create it on the default bus: \(rule.schedule ?? rule.pattern ?? "")."
            )
        ) { try await clients.eventBridge.describeRule(EventBridge.DescribeRuleRequest(name: rule.name)) }
        guard let found else { return look.findings }
        look.expect(
            found.state == .enabled, "is switched off", "aws events enable-rule --name \(rule.name)")
        look.expect(
            found.scheduleExpression == rule.schedule, "runs at \(found.scheduleExpression ?? "no time")",
            "Set its schedule to \(rule.schedule ?? "none").")
        look.expect(
            Self.isSame(found.eventPattern, rule.pattern), "matches other events: \(found.eventPattern ?? "none")",
            "Set its pattern to \(rule.pattern ?? "none").")
        await examineTarget(rule, &look)
        return look.result("invokes \(rule.function)")
    }

    private static func isSame(_ left: String?, _ right: String?) -> Bool {
        func sorted(_ text: String?) -> String? { text.flatMap { try? Document(json: $0) }?.jsonText(.sorted) }
        return sorted(left) == sorted(right)
    }

    private func examineTarget(_ rule: Topology.Rule, _ look: inout Look) async {
        let output = await look.ask("events:ListTargetsByRule") {
            try await clients.eventBridge.listTargetsByRule(EventBridge.ListTargetsByRuleRequest(rule: rule.name))
        }
        guard let output else { return }
        let arn = topology.place.functionARN(rule.function)
        guard let target = output.targets?.first(where: { $0.arn == arn }) else {
            return look.note(
                .bad, "does not lead to \(rule.function)",
                advice: "aws events put-targets --rule \(rule.name) --targets Id=\(rule.function),Arn=\(arn)")
        }
        look.expect(
            target.deadLetterConfig?.arn == topology.place.queueARN(rule.deadLetterQueue),
            "loses events that it cannot deliver",
            "Give its target the dead-letter queue \(topology.place.queueARN(rule.deadLetterQueue)).")
        look.expect(
            target.retryPolicy?.maximumRetryAttempts == rule.retriesMax
                && target.retryPolicy?.maximumEventAgeInSeconds == rule.eventAgeSecondsMax,
            "retries otherwise than \(rule.retriesMax) times within \(rule.eventAgeSecondsMax) s",
            "Set its target's retry policy.", otherwise: .doubtful)
    }
}
