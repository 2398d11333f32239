public import AWSCore
public import AWSOpenSearchServerless
public import World

/// The control plane of OpenSearch Serverless for one call: who calls is in the scope, what is there in the state.
public struct OpenSearchServerlessEmulator: OpenSearchServerlessClient {
    let state: OpenSearchServerlessState
    let scope: CallScope

    public init(_ state: OpenSearchServerlessState, _ scope: CallScope) {
        self.state = state
        self.scope = scope
    }

    /// What is demanded of each member by itself: lengths, bounds, patterns and enumerations.
    /// - Throws: ValidationException that names every member at fault, in AWS's words.
    func begin(_ input: some Structure) throws(OpenSearchServerlessError) {
        scope.use(.requests, 1)
        if let message = ConstraintCheck.message(ConstraintCheck.violations(of: input)) { throw .validation(message) }
    }

    func read<Value: Sendable>(
        _ body: @Sendable (Session) throws -> Value
    ) async throws(OpenSearchServerlessError) -> Value {
        let (account, region, now) = (scope.account, scope.region, scope.startedAt)
        do {
            return try await state.world.database.read {
                try body(Session(sqlite: $0, account: account, region: region, now: now))
            }
        } catch {
            throw (error as? OpenSearchServerlessError) ?? .internalFailure(error)
        }
    }

    func write<Value: Sendable>(
        _ body: @escaping @Sendable (Session) throws -> Value
    ) async throws(OpenSearchServerlessError) -> Value {
        let (account, region, now) = (scope.account, scope.region, scope.startedAt)
        do {
            return try await state.world.database.write {
                try body(Session(sqlite: $0, account: account, region: region, now: now))
            }
        } catch {
            throw (error as? OpenSearchServerlessError) ?? .internalFailure(error)
        }
    }
}

// Collections.
extension OpenSearchServerlessEmulator {
    public func createCollection(
        _ input: OpenSearchServerless.CreateCollectionRequest
    ) async throws(OpenSearchServerlessError) -> OpenSearchServerless.CreateCollectionResponse {
        try await CreateCollection.run(input, self)
    }

    public func batchGetCollection(
        _ input: OpenSearchServerless.BatchGetCollectionRequest
    ) async throws(OpenSearchServerlessError) -> OpenSearchServerless.BatchGetCollectionResponse {
        try await BatchGetCollection.run(input, self)
    }

    public func listCollections(
        _ input: OpenSearchServerless.ListCollectionsRequest
    ) async throws(OpenSearchServerlessError) -> OpenSearchServerless.ListCollectionsResponse {
        try await ListCollections.run(input, self)
    }

    public func deleteCollection(
        _ input: OpenSearchServerless.DeleteCollectionRequest
    ) async throws(OpenSearchServerlessError) -> OpenSearchServerless.DeleteCollectionResponse {
        try await DeleteCollection.run(input, self)
    }
}

// Policies.
extension OpenSearchServerlessEmulator {
    public func createAccessPolicy(
        _ input: OpenSearchServerless.CreateAccessPolicyRequest
    ) async throws(OpenSearchServerlessError) -> OpenSearchServerless.CreateAccessPolicyResponse {
        try await CreateAccessPolicy.run(input, self)
    }

    public func getAccessPolicy(
        _ input: OpenSearchServerless.GetAccessPolicyRequest
    ) async throws(OpenSearchServerlessError) -> OpenSearchServerless.GetAccessPolicyResponse {
        try await GetAccessPolicy.run(input, self)
    }

    public func listAccessPolicies(
        _ input: OpenSearchServerless.ListAccessPoliciesRequest
    ) async throws(OpenSearchServerlessError) -> OpenSearchServerless.ListAccessPoliciesResponse {
        try await ListAccessPolicies.run(input, self)
    }

    public func updateAccessPolicy(
        _ input: OpenSearchServerless.UpdateAccessPolicyRequest
    ) async throws(OpenSearchServerlessError) -> OpenSearchServerless.UpdateAccessPolicyResponse {
        try await UpdateAccessPolicy.run(input, self)
    }

    public func deleteAccessPolicy(
        _ input: OpenSearchServerless.DeleteAccessPolicyRequest
    ) async throws(OpenSearchServerlessError) -> OpenSearchServerless.DeleteAccessPolicyResponse {
        try await DeleteAccessPolicy.run(input, self)
    }

    public func createSecurityPolicy(
        _ input: OpenSearchServerless.CreateSecurityPolicyRequest
    ) async throws(OpenSearchServerlessError) -> OpenSearchServerless.CreateSecurityPolicyResponse {
        try await CreateSecurityPolicy.run(input, self)
    }

    public func getSecurityPolicy(
        _ input: OpenSearchServerless.GetSecurityPolicyRequest
    ) async throws(OpenSearchServerlessError) -> OpenSearchServerless.GetSecurityPolicyResponse {
        try await GetSecurityPolicy.run(input, self)
    }

    public func listSecurityPolicies(
        _ input: OpenSearchServerless.ListSecurityPoliciesRequest
    ) async throws(OpenSearchServerlessError) -> OpenSearchServerless.ListSecurityPoliciesResponse {
        try await ListSecurityPolicies.run(input, self)
    }

    public func updateSecurityPolicy(
        _ input: OpenSearchServerless.UpdateSecurityPolicyRequest
    ) async throws(OpenSearchServerlessError) -> OpenSearchServerless.UpdateSecurityPolicyResponse {
        try await UpdateSecurityPolicy.run(input, self)
    }

    public func deleteSecurityPolicy(
        _ input: OpenSearchServerless.DeleteSecurityPolicyRequest
    ) async throws(OpenSearchServerlessError) -> OpenSearchServerless.DeleteSecurityPolicyResponse {
        try await DeleteSecurityPolicy.run(input, self)
    }
}

// Tags.
extension OpenSearchServerlessEmulator {
    public func tagResource(
        _ input: OpenSearchServerless.TagResourceRequest
    ) async throws(OpenSearchServerlessError) -> OpenSearchServerless.TagResourceResponse {
        try await TagResource.run(input, self)
    }

    public func untagResource(
        _ input: OpenSearchServerless.UntagResourceRequest
    ) async throws(OpenSearchServerlessError) -> OpenSearchServerless.UntagResourceResponse {
        try await UntagResource.run(input, self)
    }

    public func listTagsForResource(
        _ input: OpenSearchServerless.ListTagsForResourceRequest
    ) async throws(OpenSearchServerlessError) -> OpenSearchServerless.ListTagsForResourceResponse {
        try await ListTagsForResource.run(input, self)
    }
}
