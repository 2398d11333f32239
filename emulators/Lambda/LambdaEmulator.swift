public import AWSCore
public import AWSLambda
public import World

/// Lambda for one call: who calls is in the scope, what is there in the state.
public struct LambdaEmulator: LambdaClient {
    let state: LambdaState
    let scope: CallScope

    public init(_ state: LambdaState, _ scope: CallScope) {
        self.state = state
        self.scope = scope
    }

    var call: Call { Call(scope) }
}

// Functions and their versions.
extension LambdaEmulator {
    public func createFunction(
        _ input: Lambda.CreateFunctionRequest
    ) async throws(LambdaError) -> Lambda.FunctionConfiguration {
        try await CreateFunction.run(input, self)
    }

    public func getFunction(
        _ input: Lambda.GetFunctionRequest
    ) async throws(LambdaError) -> Lambda.GetFunctionResponse {
        try await GetFunction.run(input, self)
    }

    public func getFunctionConfiguration(
        _ input: Lambda.GetFunctionConfigurationRequest
    ) async throws(LambdaError) -> Lambda.FunctionConfiguration {
        try await GetFunctionConfiguration.run(input, self)
    }

    public func updateFunctionCode(
        _ input: Lambda.UpdateFunctionCodeRequest
    ) async throws(LambdaError) -> Lambda.FunctionConfiguration {
        try await UpdateFunctionCode.run(input, self)
    }

    public func updateFunctionConfiguration(
        _ input: Lambda.UpdateFunctionConfigurationRequest
    ) async throws(LambdaError) -> Lambda.FunctionConfiguration {
        try await UpdateFunctionConfiguration.run(input, self)
    }

    public func deleteFunction(
        _ input: Lambda.DeleteFunctionRequest
    ) async throws(LambdaError) -> Lambda.DeleteFunctionResponse {
        try await DeleteFunction.run(input, self)
    }

    public func listFunctions(
        _ input: Lambda.ListFunctionsRequest
    ) async throws(LambdaError) -> Lambda.ListFunctionsResponse {
        try await ListFunctions.run(input, self)
    }

    public func publishVersion(
        _ input: Lambda.PublishVersionRequest
    ) async throws(LambdaError) -> Lambda.FunctionConfiguration {
        try await PublishVersion.run(input, self)
    }

    public func listVersionsByFunction(
        _ input: Lambda.ListVersionsByFunctionRequest
    ) async throws(LambdaError) -> Lambda.ListVersionsByFunctionResponse {
        try await ListVersionsByFunction.run(input, self)
    }

    public func getAccountSettings(
        _ input: Lambda.GetAccountSettingsRequest
    ) async throws(LambdaError) -> Lambda.GetAccountSettingsResponse {
        try await GetAccountSettings.run(input, self)
    }
}

// Invocations.
extension LambdaEmulator {
    public func invoke(
        _ input: Lambda.InvocationRequest
    ) async throws(LambdaError) -> Lambda.InvocationResponse {
        try await Invoke.run(input, self)
    }

    public func invokeWithResponseStream(
        _ input: Lambda.InvokeWithResponseStreamRequest
    ) async throws(LambdaError) -> Lambda.InvokeWithResponseStreamResponse {
        try await InvokeWithResponseStream.run(input, self)
    }
}

// Aliases.
extension LambdaEmulator {
    public func createAlias(
        _ input: Lambda.CreateAliasRequest
    ) async throws(LambdaError) -> Lambda.AliasConfiguration {
        try await CreateAlias.run(input, self)
    }

    public func getAlias(
        _ input: Lambda.GetAliasRequest
    ) async throws(LambdaError) -> Lambda.AliasConfiguration {
        try await GetAlias.run(input, self)
    }

    public func updateAlias(
        _ input: Lambda.UpdateAliasRequest
    ) async throws(LambdaError) -> Lambda.AliasConfiguration {
        try await UpdateAlias.run(input, self)
    }

    public func deleteAlias(
        _ input: Lambda.DeleteAliasRequest
    ) async throws(LambdaError) -> Lambda.DeleteAliasOutput {
        try await DeleteAlias.run(input, self)
    }

    public func listAliases(
        _ input: Lambda.ListAliasesRequest
    ) async throws(LambdaError) -> Lambda.ListAliasesResponse {
        try await ListAliases.run(input, self)
    }
}

// Permissions and tags.
extension LambdaEmulator {
    public func addPermission(
        _ input: Lambda.AddPermissionRequest
    ) async throws(LambdaError) -> Lambda.AddPermissionResponse {
        try await AddPermission.run(input, self)
    }

    public func removePermission(
        _ input: Lambda.RemovePermissionRequest
    ) async throws(LambdaError) -> Lambda.RemovePermissionOutput {
        try await RemovePermission.run(input, self)
    }

    public func getPolicy(
        _ input: Lambda.GetPolicyRequest
    ) async throws(LambdaError) -> Lambda.GetPolicyResponse {
        try await GetPolicy.run(input, self)
    }

    public func tagResource(
        _ input: Lambda.TagResourceRequest
    ) async throws(LambdaError) -> Lambda.TagResourceOutput {
        try await TagResource.run(input, self)
    }

    public func untagResource(
        _ input: Lambda.UntagResourceRequest
    ) async throws(LambdaError) -> Lambda.UntagResourceOutput {
        try await UntagResource.run(input, self)
    }

    public func listTags(
        _ input: Lambda.ListTagsRequest
    ) async throws(LambdaError) -> Lambda.ListTagsResponse {
        try await ListTags.run(input, self)
    }
}

// Concurrency.
extension LambdaEmulator {
    public func putFunctionConcurrency(
        _ input: Lambda.PutFunctionConcurrencyRequest
    ) async throws(LambdaError) -> Lambda.Concurrency {
        try await PutFunctionConcurrency.run(input, self)
    }

    public func getFunctionConcurrency(
        _ input: Lambda.GetFunctionConcurrencyRequest
    ) async throws(LambdaError) -> Lambda.GetFunctionConcurrencyResponse {
        try await GetFunctionConcurrency.run(input, self)
    }

    public func deleteFunctionConcurrency(
        _ input: Lambda.DeleteFunctionConcurrencyRequest
    ) async throws(LambdaError) -> Lambda.DeleteFunctionConcurrencyOutput {
        try await DeleteFunctionConcurrency.run(input, self)
    }

    public func putProvisionedConcurrencyConfig(
        _ input: Lambda.PutProvisionedConcurrencyConfigRequest
    ) async throws(LambdaError) -> Lambda.PutProvisionedConcurrencyConfigResponse {
        try await PutProvisionedConcurrencyConfig.run(input, self)
    }

    public func getProvisionedConcurrencyConfig(
        _ input: Lambda.GetProvisionedConcurrencyConfigRequest
    ) async throws(LambdaError) -> Lambda.GetProvisionedConcurrencyConfigResponse {
        try await GetProvisionedConcurrencyConfig.run(input, self)
    }

    public func deleteProvisionedConcurrencyConfig(
        _ input: Lambda.DeleteProvisionedConcurrencyConfigRequest
    ) async throws(LambdaError) -> Lambda.DeleteProvisionedConcurrencyConfigOutput {
        try await DeleteProvisionedConcurrencyConfig.run(input, self)
    }

    public func listProvisionedConcurrencyConfigs(
        _ input: Lambda.ListProvisionedConcurrencyConfigsRequest
    ) async throws(LambdaError) -> Lambda.ListProvisionedConcurrencyConfigsResponse {
        try await ListProvisionedConcurrencyConfigs.run(input, self)
    }
}

// Asynchronous invocation.
extension LambdaEmulator {
    public func putFunctionEventInvokeConfig(
        _ input: Lambda.PutFunctionEventInvokeConfigRequest
    ) async throws(LambdaError) -> Lambda.FunctionEventInvokeConfig {
        try await PutFunctionEventInvokeConfig.run(input, self)
    }

    public func updateFunctionEventInvokeConfig(
        _ input: Lambda.UpdateFunctionEventInvokeConfigRequest
    ) async throws(LambdaError) -> Lambda.FunctionEventInvokeConfig {
        try await UpdateFunctionEventInvokeConfig.run(input, self)
    }

    public func getFunctionEventInvokeConfig(
        _ input: Lambda.GetFunctionEventInvokeConfigRequest
    ) async throws(LambdaError) -> Lambda.FunctionEventInvokeConfig {
        try await GetFunctionEventInvokeConfig.run(input, self)
    }

    public func deleteFunctionEventInvokeConfig(
        _ input: Lambda.DeleteFunctionEventInvokeConfigRequest
    ) async throws(LambdaError) -> Lambda.DeleteFunctionEventInvokeConfigOutput {
        try await DeleteFunctionEventInvokeConfig.run(input, self)
    }

    public func listFunctionEventInvokeConfigs(
        _ input: Lambda.ListFunctionEventInvokeConfigsRequest
    ) async throws(LambdaError) -> Lambda.ListFunctionEventInvokeConfigsResponse {
        try await ListFunctionEventInvokeConfigs.run(input, self)
    }
}

// Event source mappings.
extension LambdaEmulator {
    public func createEventSourceMapping(
        _ input: Lambda.CreateEventSourceMappingRequest
    ) async throws(LambdaError) -> Lambda.EventSourceMappingConfiguration {
        try await CreateEventSourceMapping.run(input, self)
    }

    public func getEventSourceMapping(
        _ input: Lambda.GetEventSourceMappingRequest
    ) async throws(LambdaError) -> Lambda.EventSourceMappingConfiguration {
        try await GetEventSourceMapping.run(input, self)
    }

    public func updateEventSourceMapping(
        _ input: Lambda.UpdateEventSourceMappingRequest
    ) async throws(LambdaError) -> Lambda.EventSourceMappingConfiguration {
        try await UpdateEventSourceMapping.run(input, self)
    }

    public func deleteEventSourceMapping(
        _ input: Lambda.DeleteEventSourceMappingRequest
    ) async throws(LambdaError) -> Lambda.EventSourceMappingConfiguration {
        try await DeleteEventSourceMapping.run(input, self)
    }

    public func listEventSourceMappings(
        _ input: Lambda.ListEventSourceMappingsRequest
    ) async throws(LambdaError) -> Lambda.ListEventSourceMappingsResponse {
        try await ListEventSourceMappings.run(input, self)
    }
}

// Function URLs.
extension LambdaEmulator {
    public func createFunctionUrlConfig(
        _ input: Lambda.CreateFunctionUrlConfigRequest
    ) async throws(LambdaError) -> Lambda.CreateFunctionUrlConfigResponse {
        try await CreateFunctionUrlConfig.run(input, self)
    }

    public func getFunctionUrlConfig(
        _ input: Lambda.GetFunctionUrlConfigRequest
    ) async throws(LambdaError) -> Lambda.GetFunctionUrlConfigResponse {
        try await GetFunctionUrlConfig.run(input, self)
    }

    public func updateFunctionUrlConfig(
        _ input: Lambda.UpdateFunctionUrlConfigRequest
    ) async throws(LambdaError) -> Lambda.UpdateFunctionUrlConfigResponse {
        try await UpdateFunctionUrlConfig.run(input, self)
    }

    public func deleteFunctionUrlConfig(
        _ input: Lambda.DeleteFunctionUrlConfigRequest
    ) async throws(LambdaError) -> Lambda.DeleteFunctionUrlConfigOutput {
        try await DeleteFunctionUrlConfig.run(input, self)
    }

    public func listFunctionUrlConfigs(
        _ input: Lambda.ListFunctionUrlConfigsRequest
    ) async throws(LambdaError) -> Lambda.ListFunctionUrlConfigsResponse {
        try await ListFunctionUrlConfigs.run(input, self)
    }
}
