import AWSCore
import AWSEventBridge
import AWSLambda

extension Provisioner {
    func make(_ function: Topology.Function, searchEndpoint: String?) async throws -> Step.Outcome {
        var variables = function.variables
        variables["KASS_SEARCH_ENDPOINT"] = searchEndpoint
        let outcome = try await create(function, Lambda.Environment(variables: variables))
        _ = try await settled(Self.isUnsettled) {
            try await clients.lambda.putFunctionConcurrency(
                Lambda.PutFunctionConcurrencyRequest(
                    functionName: function.name, reservedConcurrentExecutions: function.concurrency))
        }
        if let retries = function.retriesMax {
            _ = try await settled(Self.isUnsettled) {
                try await clients.lambda.putFunctionEventInvokeConfig(
                    Lambda.PutFunctionEventInvokeConfigRequest(
                        functionName: function.name, maximumRetryAttempts: retries))
            }
        }
        try await permitAPI(function)
        return outcome
    }

    private func create(_ function: Topology.Function, _ environment: Lambda.Environment) async throws -> Step.Outcome {
        let role = topology.place.roleARN(function.role)
        let deadLetters = function.deadLetterQueue.map {
            Lambda.DeadLetterConfig(targetArn: topology.place.queueARN($0))
        }
        do {
            _ = try await settled(Self.isUnsettled) {
                try await clients.lambda.createFunction(
                    Lambda.CreateFunctionRequest(
                        functionName: function.name, runtime: package.runtime, role: role,
                        handler: function.handler.rawValue, code: package.code, timeout: function.timeoutSeconds,
                        memorySize: function.memoryMB, deadLetterConfig: deadLetters, environment: environment,
                        architectures: [package.architecture]))
            }
            return .created
        } catch let error as LambdaError where Self.isThereAlready(error) {
            _ = try await settled(Self.isUnsettled) {
                try await clients.lambda.updateFunctionConfiguration(
                    Lambda.UpdateFunctionConfigurationRequest(
                        functionName: function.name, role: role, handler: function.handler.rawValue,
                        timeout: function.timeoutSeconds, memorySize: function.memoryMB, environment: environment,
                        runtime: package.runtime, deadLetterConfig: deadLetters))
            }
            try await updateCode(function)
            return .updated
        }
    }

    private func updateCode(_ function: Topology.Function) async throws {
        let code = package.code
        _ = try await settled(Self.isUnsettled) {
            try await clients.lambda.updateFunctionCode(
                Lambda.UpdateFunctionCodeRequest(
                    functionName: function.name, zipFile: code.zipFile, s3Bucket: code.s3Bucket, s3Key: code.s3Key,
                    s3ObjectVersion: code.s3ObjectVersion, imageUri: code.imageUri,
                    architectures: [package.architecture]))
        }
    }

    private func permitAPI(_ function: Topology.Function) async throws {
        guard topology.api.routes.contains(where: { $0.function == function.name }) else { return }
        let place = topology.place
        try await permit(
            Lambda.AddPermissionRequest(
                functionName: function.name, statementId: "api", action: "lambda:InvokeFunction",
                principal: "apigateway.amazonaws.com",
                sourceArn: "arn:\(place.partition):execute-api:\(place.region):\(place.account):*/*"))
    }

    private func permit(_ permission: Lambda.AddPermissionRequest) async throws {
        do {
            _ = try await settled(Self.isUnsettled) { try await clients.lambda.addPermission(permission) }
        } catch let error as LambdaError where Self.isThereAlready(error) {}
    }

    func make(_ rule: Topology.Rule) async throws -> Step.Outcome {
        let place = topology.place
        let isNew = try await !exists(rule.name)
        _ = try await clients.eventBridge.putRule(
            EventBridge.PutRuleRequest(
                name: rule.name, scheduleExpression: rule.schedule, eventPattern: rule.pattern, state: .enabled,
                description: rule.description))
        try await permit(
            Lambda.AddPermissionRequest(
                functionName: rule.function, statementId: rule.name, action: "lambda:InvokeFunction",
                principal: "events.amazonaws.com", sourceArn: place.ruleARN(rule.name)))
        let target = EventBridge.Target(
            id: rule.function, arn: place.functionARN(rule.function),
            deadLetterConfig: EventBridge.DeadLetterConfig(arn: place.queueARN(rule.deadLetterQueue)),
            retryPolicy: EventBridge.RetryPolicy(
                maximumRetryAttempts: rule.retriesMax, maximumEventAgeInSeconds: rule.eventAgeSecondsMax))
        let output = try await clients.eventBridge.putTargets(
            EventBridge.PutTargetsRequest(rule: rule.name, targets: [target]))
        if let failed = output.failedEntries?.first {
            throw NotReadyError("the target was refused: \(failed.errorMessage ?? failed.errorCode ?? "no reason")")
        }
        return isNew ? .created : .updated
    }

    private func exists(_ rule: String) async throws -> Bool {
        do {
            _ = try await clients.eventBridge.describeRule(EventBridge.DescribeRuleRequest(name: rule))
            return true
        } catch  where error.code == .resourceNotFoundException {
            return false
        }
    }

    private static func isThereAlready(_ error: LambdaError) -> Bool {
        error.code == .resourceConflictException && error.message?.contains("already exist") == true
    }

    /// A change is under way, or a new role is not known everywhere yet.
    private static func isUnsettled(_ error: any Error) -> Bool {
        guard let error = error as? LambdaError else { return false }
        return error.code == .resourceConflictException && !isThereAlready(error)
            || error.code == .invalidParameterValueException && error.message?.contains("cannot be assumed") == true
    }
}
