public import AWSCore
public import AWSOpenSearchServerless

// What is not emulated says so: it never answers with nothing.
extension OpenSearchServerlessEmulator {
    public func batchGetEffectiveLifecyclePolicy(
        _ input: OpenSearchServerless.BatchGetEffectiveLifecyclePolicyRequest
    ) async throws(OpenSearchServerlessError) -> OpenSearchServerless.BatchGetEffectiveLifecyclePolicyResponse {
        throw .notEmulated("BatchGetEffectiveLifecyclePolicy")
    }

    public func batchGetLifecyclePolicy(
        _ input: OpenSearchServerless.BatchGetLifecyclePolicyRequest
    ) async throws(OpenSearchServerlessError) -> OpenSearchServerless.BatchGetLifecyclePolicyResponse {
        throw .notEmulated("BatchGetLifecyclePolicy")
    }

    public func batchGetVpcEndpoint(
        _ input: OpenSearchServerless.BatchGetVpcEndpointRequest
    ) async throws(OpenSearchServerlessError) -> OpenSearchServerless.BatchGetVpcEndpointResponse {
        throw .notEmulated("BatchGetVpcEndpoint")
    }

    public func createIndex(
        _ input: OpenSearchServerless.CreateIndexRequest
    ) async throws(OpenSearchServerlessError) -> OpenSearchServerless.CreateIndexResponse {
        throw .notEmulated("CreateIndex")
    }

    public func createLifecyclePolicy(
        _ input: OpenSearchServerless.CreateLifecyclePolicyRequest
    ) async throws(OpenSearchServerlessError) -> OpenSearchServerless.CreateLifecyclePolicyResponse {
        throw .notEmulated("CreateLifecyclePolicy")
    }

    public func createVpcEndpoint(
        _ input: OpenSearchServerless.CreateVpcEndpointRequest
    ) async throws(OpenSearchServerlessError) -> OpenSearchServerless.CreateVpcEndpointResponse {
        throw .notEmulated("CreateVpcEndpoint")
    }

    public func deleteIndex(
        _ input: OpenSearchServerless.DeleteIndexRequest
    ) async throws(OpenSearchServerlessError) -> OpenSearchServerless.DeleteIndexResponse {
        throw .notEmulated("DeleteIndex")
    }

    public func deleteLifecyclePolicy(
        _ input: OpenSearchServerless.DeleteLifecyclePolicyRequest
    ) async throws(OpenSearchServerlessError) -> OpenSearchServerless.DeleteLifecyclePolicyResponse {
        throw .notEmulated("DeleteLifecyclePolicy")
    }

    public func deleteVpcEndpoint(
        _ input: OpenSearchServerless.DeleteVpcEndpointRequest
    ) async throws(OpenSearchServerlessError) -> OpenSearchServerless.DeleteVpcEndpointResponse {
        throw .notEmulated("DeleteVpcEndpoint")
    }

    public func getAccountSettings(
        _ input: OpenSearchServerless.GetAccountSettingsRequest
    ) async throws(OpenSearchServerlessError) -> OpenSearchServerless.GetAccountSettingsResponse {
        throw .notEmulated("GetAccountSettings")
    }

    public func getIndex(
        _ input: OpenSearchServerless.GetIndexRequest
    ) async throws(OpenSearchServerlessError) -> OpenSearchServerless.GetIndexResponse {
        throw .notEmulated("GetIndex")
    }

    public func getPoliciesStats(
        _ input: OpenSearchServerless.GetPoliciesStatsRequest
    ) async throws(OpenSearchServerlessError) -> OpenSearchServerless.GetPoliciesStatsResponse {
        throw .notEmulated("GetPoliciesStats")
    }

    public func listLifecyclePolicies(
        _ input: OpenSearchServerless.ListLifecyclePoliciesRequest
    ) async throws(OpenSearchServerlessError) -> OpenSearchServerless.ListLifecyclePoliciesResponse {
        throw .notEmulated("ListLifecyclePolicies")
    }

    public func listVpcEndpoints(
        _ input: OpenSearchServerless.ListVpcEndpointsRequest
    ) async throws(OpenSearchServerlessError) -> OpenSearchServerless.ListVpcEndpointsResponse {
        throw .notEmulated("ListVpcEndpoints")
    }

    public func updateAccountSettings(
        _ input: OpenSearchServerless.UpdateAccountSettingsRequest
    ) async throws(OpenSearchServerlessError) -> OpenSearchServerless.UpdateAccountSettingsResponse {
        throw .notEmulated("UpdateAccountSettings")
    }

    public func updateCollection(
        _ input: OpenSearchServerless.UpdateCollectionRequest
    ) async throws(OpenSearchServerlessError) -> OpenSearchServerless.UpdateCollectionResponse {
        throw .notEmulated("UpdateCollection")
    }

    public func updateIndex(
        _ input: OpenSearchServerless.UpdateIndexRequest
    ) async throws(OpenSearchServerlessError) -> OpenSearchServerless.UpdateIndexResponse {
        throw .notEmulated("UpdateIndex")
    }

    public func updateLifecyclePolicy(
        _ input: OpenSearchServerless.UpdateLifecyclePolicyRequest
    ) async throws(OpenSearchServerlessError) -> OpenSearchServerless.UpdateLifecyclePolicyResponse {
        throw .notEmulated("UpdateLifecyclePolicy")
    }

    public func updateVpcEndpoint(
        _ input: OpenSearchServerless.UpdateVpcEndpointRequest
    ) async throws(OpenSearchServerlessError) -> OpenSearchServerless.UpdateVpcEndpointResponse {
        throw .notEmulated("UpdateVpcEndpoint")
    }
}
