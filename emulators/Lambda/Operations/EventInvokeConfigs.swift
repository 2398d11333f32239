import AWSCore
import AWSLambda
import World

/// PutFunctionEventInvokeConfig: how asynchronous invocations are retried, and where their results go. Replaces all.
enum PutFunctionEventInvokeConfig {
    static func run(
        _ input: Lambda.PutFunctionEventInvokeConfigRequest, _ view: LambdaEmulator
    ) async throws(LambdaError) -> Lambda.FunctionEventInvokeConfig {
        try RequestConstraints.check(input)
        let reference = try FunctionReference(input.functionName, qualifier: input.qualifier, in: view.call)
        let asked = Lambda.FunctionEventInvokeConfig(
            maximumRetryAttempts: input.maximumRetryAttempts,
            maximumEventAgeInSeconds: input.maximumEventAgeInSeconds, destinationConfig: input.destinationConfig)
        try InvokeConfigRules.check(asked, of: reference, "PutFunctionEventInvokeConfig")
        return try await view.state.write(view.call) { session in
            try InvokeConfigRules.save(asked, of: reference, session)
        }
    }
}

/// UpdateFunctionEventInvokeConfig: what is left out stays.
enum UpdateFunctionEventInvokeConfig {
    static func run(
        _ input: Lambda.UpdateFunctionEventInvokeConfigRequest, _ view: LambdaEmulator
    ) async throws(LambdaError) -> Lambda.FunctionEventInvokeConfig {
        try RequestConstraints.check(input)
        let reference = try FunctionReference(input.functionName, qualifier: input.qualifier, in: view.call)
        let asked = Lambda.FunctionEventInvokeConfig(
            maximumRetryAttempts: input.maximumRetryAttempts,
            maximumEventAgeInSeconds: input.maximumEventAgeInSeconds, destinationConfig: input.destinationConfig)
        try InvokeConfigRules.check(asked, of: reference, "UpdateFunctionEventInvokeConfig")
        return try await view.state.write(view.call) { session in
            try InvokeConfigRules.checkFunction(reference, session)
            var config = try InvokeConfigRules.existing(reference, session)
            config.maximumRetryAttempts = asked.maximumRetryAttempts ?? config.maximumRetryAttempts
            config.maximumEventAgeInSeconds = asked.maximumEventAgeInSeconds ?? config.maximumEventAgeInSeconds
            config.destinationConfig = asked.destinationConfig ?? config.destinationConfig
            return try InvokeConfigRules.save(config, of: reference, session)
        }
    }
}

/// GetFunctionEventInvokeConfig.
enum GetFunctionEventInvokeConfig {
    static func run(
        _ input: Lambda.GetFunctionEventInvokeConfigRequest, _ view: LambdaEmulator
    ) async throws(LambdaError) -> Lambda.FunctionEventInvokeConfig {
        try RequestConstraints.check(input)
        let reference = try FunctionReference(input.functionName, qualifier: input.qualifier, in: view.call)
        return try await view.state.read(view.call.owned(by: reference)) { session in
            try InvokeConfigRules.existing(reference, session)
        }
    }
}

/// DeleteFunctionEventInvokeConfig.
enum DeleteFunctionEventInvokeConfig {
    static func run(
        _ input: Lambda.DeleteFunctionEventInvokeConfigRequest, _ view: LambdaEmulator
    ) async throws(LambdaError) -> Lambda.DeleteFunctionEventInvokeConfigOutput {
        try RequestConstraints.check(input)
        let reference = try FunctionReference(input.functionName, qualifier: input.qualifier, in: view.call)
        try await view.state.write(view.call) { session in
            _ = try InvokeConfigRules.existing(reference, session)
            try session.delete(.invokeConfig, reference.name, reference.settingsKey)
        }
        return Lambda.DeleteFunctionEventInvokeConfigOutput()
    }
}

/// ListFunctionEventInvokeConfigs.
enum ListFunctionEventInvokeConfigs {
    static func run(
        _ input: Lambda.ListFunctionEventInvokeConfigsRequest, _ view: LambdaEmulator
    ) async throws(LambdaError) -> Lambda.ListFunctionEventInvokeConfigsResponse {
        try RequestConstraints.check(input)
        let reference = try FunctionReference(input.functionName, in: view.call)
        let configs = try await view.state.read(view.call.owned(by: reference)) { session in
            try InvokeConfigRules.checkFunction(reference.with(nil), session)
            return try session.entries(.invokeConfig, name: reference.name).map { entry in
                try StoredStructure.read(Lambda.FunctionEventInvokeConfig.self, entry.value)
            }
        }
        let page = Page(configs, after: input.marker, limit: input.maxItems) { $0.functionArn ?? "" }
        return Lambda.ListFunctionEventInvokeConfigsResponse(
            functionEventInvokeConfigs: page.items, nextMarker: page.nextMarker)
    }
}

enum InvokeConfigRules {
    /// The ARN always has a qualifier (recorded, test_assess_lambda_destination_invocation).
    static func arn(_ reference: FunctionReference) -> String {
        reference.with(reference.qualifier ?? FunctionReference.latest).arn
    }

    /// These operations have words of their own (recorded, test_lambda_eventinvokeconfig_exceptions).
    static func checkFunction(_ reference: FunctionReference, _ session: Session) throws {
        do {
            _ = try session.existing(reference)
        } catch is LambdaError {
            throw LambdaError.notFound("The function doesn't exist.")
        }
    }

    /// Reading and deleting do not ask for the function first.
    static func existing(
        _ reference: FunctionReference, _ session: Session
    ) throws -> Lambda.FunctionEventInvokeConfig {
        guard
            let config = try session.structure(
                Lambda.FunctionEventInvokeConfig.self, .invokeConfig, reference.name, reference.settingsKey)
        else {
            throw LambdaError.notFound("The function \(arn(reference)) doesn't have an EventInvokeConfig")
        }
        return config
    }

    static func save(
        _ config: Lambda.FunctionEventInvokeConfig, of reference: FunctionReference, _ session: Session
    ) throws -> Lambda.FunctionEventInvokeConfig {
        try checkFunction(reference, session)
        var config = config
        config.functionArn = arn(reference)
        config.lastModified = session.now
        config.destinationConfig = config.destinationConfig ?? .init(onSuccess: .init(), onFailure: .init())
        try session.put(.invokeConfig, reference.name, reference.settingsKey, config)
        return config
    }

    static func check(
        _ config: Lambda.FunctionEventInvokeConfig, of reference: FunctionReference, _ operation: String
    ) throws(LambdaError) {
        guard
            config.maximumRetryAttempts != nil || config.maximumEventAgeInSeconds != nil
                || config.destinationConfig != nil
        else {
            throw .invalidParameter("You must specify at least one of error handling or destination setting.")
        }
        let destinations = [
            ("OnSuccess", config.destinationConfig?.onSuccess?.destination),
            ("OnFailure", config.destinationConfig?.onFailure?.destination),
        ]
        for (name, destination) in destinations {
            guard let destination, !destination.isEmpty else { continue }
            try check(destination, of: reference, "\(operation)", name)
        }
    }

    private static func check(
        _ destination: String, of reference: FunctionReference, _ operation: String, _ name: String
    ) throws(LambdaError) {
        guard let arn = try? ARN(destination), ["sqs", "sns", "lambda", "events", "s3"].contains(arn.service) else {
            throw .invalidParameter(
                "The provided destination config DestinationConfig(\(name)=\(destination)) is invalid.")
        }
        guard arn.service == "sqs" || arn.service == "lambda" else {
            throw .notEmulated(operation, parameter: "DestinationConfig.\(name).Destination of \(arn.service)")
        }
        if destination == reference.functionARN || destination.hasPrefix(reference.functionARN + ":") {
            throw .invalidParameter("You can't specify the function as a destination for itself.")
        }
    }
}
