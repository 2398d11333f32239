import AWSCore
import AWSLambda
import World

/// CreateFunctionUrlConfig: gives a function or an alias a URL. The configuration is kept; nothing answers at the URL.
enum CreateFunctionUrlConfig {
    static func run(
        _ input: Lambda.CreateFunctionUrlConfigRequest, _ view: LambdaEmulator
    ) async throws(LambdaError) -> Lambda.CreateFunctionUrlConfigResponse {
        try RequestConstraints.check(input)
        let reference = try FunctionReference(input.functionName, qualifier: input.qualifier, in: view.call)
        let identifier = view.state.identifiers.lowerAlphanumeric(32)
        return try await view.state.write(view.call) { session in
            _ = try session.existing(reference)
            guard try session.entry(.url, reference.name, reference.settingsKey) == nil else {
                throw LambdaError.conflict(
                    "Failed to create function url config for [functionArn = \(reference.arn)]. "
                        + "Error message:  FunctionUrlConfig exists for this Lambda function")
            }
            let time = session.now.lambdaText
            let config = Lambda.FunctionUrlConfig(
                functionUrl: "https://\(identifier).lambda-url.\(session.region).on.aws/", functionArn: reference.arn,
                creationTime: time, lastModifiedTime: time, cors: input.cors, authType: input.authType,
                invokeMode: input.invokeMode ?? .buffered)
            try session.put(.url, reference.name, reference.settingsKey, config)
            return Lambda.CreateFunctionUrlConfigResponse(
                functionUrl: config.functionUrl, functionArn: config.functionArn, authType: config.authType,
                cors: config.cors, creationTime: time, invokeMode: config.invokeMode)
        }
    }
}

/// GetFunctionUrlConfig.
enum GetFunctionUrlConfig {
    static func run(
        _ input: Lambda.GetFunctionUrlConfigRequest, _ view: LambdaEmulator
    ) async throws(LambdaError) -> Lambda.GetFunctionUrlConfigResponse {
        try RequestConstraints.check(input)
        let reference = try FunctionReference(input.functionName, qualifier: input.qualifier, in: view.call)
        let config = try await view.state.read(view.call.owned(by: reference)) { session in
            try FunctionURLs.existing(reference, session)
        }
        return Lambda.GetFunctionUrlConfigResponse(
            functionUrl: config.functionUrl, functionArn: config.functionArn, authType: config.authType,
            cors: config.cors, creationTime: config.creationTime, lastModifiedTime: config.lastModifiedTime,
            invokeMode: config.invokeMode)
    }
}

/// UpdateFunctionUrlConfig: what is left out stays.
enum UpdateFunctionUrlConfig {
    static func run(
        _ input: Lambda.UpdateFunctionUrlConfigRequest, _ view: LambdaEmulator
    ) async throws(LambdaError) -> Lambda.UpdateFunctionUrlConfigResponse {
        try RequestConstraints.check(input)
        let reference = try FunctionReference(input.functionName, qualifier: input.qualifier, in: view.call)
        return try await view.state.write(view.call) { session in
            var config = try FunctionURLs.existing(reference, session)
            config.authType = input.authType ?? config.authType
            config.cors = input.cors ?? config.cors
            config.invokeMode = input.invokeMode ?? config.invokeMode
            config.lastModifiedTime = session.now.lambdaText
            try session.put(.url, reference.name, reference.settingsKey, config)
            return Lambda.UpdateFunctionUrlConfigResponse(
                functionUrl: config.functionUrl, functionArn: config.functionArn, authType: config.authType,
                cors: config.cors, creationTime: config.creationTime, lastModifiedTime: config.lastModifiedTime,
                invokeMode: config.invokeMode)
        }
    }
}

/// DeleteFunctionUrlConfig.
enum DeleteFunctionUrlConfig {
    static func run(
        _ input: Lambda.DeleteFunctionUrlConfigRequest, _ view: LambdaEmulator
    ) async throws(LambdaError) -> Lambda.DeleteFunctionUrlConfigOutput {
        try RequestConstraints.check(input)
        let reference = try FunctionReference(input.functionName, qualifier: input.qualifier, in: view.call)
        try await view.state.write(view.call) { session in
            _ = try FunctionURLs.existing(reference, session)
            try session.delete(.url, reference.name, reference.settingsKey)
        }
        return Lambda.DeleteFunctionUrlConfigOutput()
    }
}

/// ListFunctionUrlConfigs: the function's own first, then those of its aliases by name.
enum ListFunctionUrlConfigs {
    static func run(
        _ input: Lambda.ListFunctionUrlConfigsRequest, _ view: LambdaEmulator
    ) async throws(LambdaError) -> Lambda.ListFunctionUrlConfigsResponse {
        try RequestConstraints.check(input)
        let reference = try FunctionReference(input.functionName, in: view.call)
        let configs = try await view.state.read(view.call.owned(by: reference)) { session in
            _ = try session.existing(reference.with(nil))
            return try session.entries(.url, name: reference.name).map { entry in
                try StoredStructure.read(Lambda.FunctionUrlConfig.self, entry.value)
            }
        }
        let page = Page(configs, after: input.marker, limit: input.maxItems) { $0.functionArn }
        return Lambda.ListFunctionUrlConfigsResponse(functionUrlConfigs: page.items, nextMarker: page.nextMarker)
    }
}

enum FunctionURLs {
    static func existing(_ reference: FunctionReference, _ session: Session) throws -> Lambda.FunctionUrlConfig {
        guard try session.function(reference.name) != nil,
            let config = try session.structure(
                Lambda.FunctionUrlConfig.self, .url, reference.name, reference.settingsKey)
        else { throw LambdaError.resourceNotFound }
        return config
    }
}
