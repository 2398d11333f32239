public import AWSCore
public import AWSSecretsManager
public import World

/// Secrets Manager for one call: who calls is in the scope, what is there in the state.
public struct SecretsManagerEmulator: SecretsManagerClient {
    let state: SecretsManagerState
    let scope: CallScope

    public init(_ state: SecretsManagerState, _ scope: CallScope) {
        self.state = state
        self.scope = scope
    }

    var call: Call { Call(scope) }

    /// What is demanded of each member by itself: lengths, bounds, patterns and enumerations.
    /// - Throws: ValidationException that names every member at fault, in AWS's words, but never a secret.
    func begin(_ input: some Structure) throws(SecretsManagerError) {
        scope.use(.requests, 1)
        let violations = ConstraintCheck.violations(of: input)
        if violations.contains(where: { $0.path == "clientRequestToken" }) {
            throw .invalidParameter("ClientRequestToken must be 32-64 characters long.")
        }
        if let message = ConstraintCheck.message(violations) { throw .validation(message) }
    }
}

// Secrets.
extension SecretsManagerEmulator {
    public func createSecret(
        _ input: SecretsManager.CreateSecretRequest
    ) async throws(SecretsManagerError) -> SecretsManager.CreateSecretResponse {
        try await CreateSecret.run(input, self)
    }

    public func describeSecret(
        _ input: SecretsManager.DescribeSecretRequest
    ) async throws(SecretsManagerError) -> SecretsManager.DescribeSecretResponse {
        try await DescribeSecret.run(input, self)
    }

    public func updateSecret(
        _ input: SecretsManager.UpdateSecretRequest
    ) async throws(SecretsManagerError) -> SecretsManager.UpdateSecretResponse {
        try await UpdateSecret.run(input, self)
    }

    public func deleteSecret(
        _ input: SecretsManager.DeleteSecretRequest
    ) async throws(SecretsManagerError) -> SecretsManager.DeleteSecretResponse {
        try await DeleteSecret.run(input, self)
    }

    public func restoreSecret(
        _ input: SecretsManager.RestoreSecretRequest
    ) async throws(SecretsManagerError) -> SecretsManager.RestoreSecretResponse {
        try await RestoreSecret.run(input, self)
    }

    public func listSecrets(
        _ input: SecretsManager.ListSecretsRequest
    ) async throws(SecretsManagerError) -> SecretsManager.ListSecretsResponse {
        try await ListSecrets.run(input, self)
    }
}

// Values and versions.
extension SecretsManagerEmulator {
    public func getSecretValue(
        _ input: SecretsManager.GetSecretValueRequest
    ) async throws(SecretsManagerError) -> SecretsManager.GetSecretValueResponse {
        try await GetSecretValue.run(input, self)
    }

    public func batchGetSecretValue(
        _ input: SecretsManager.BatchGetSecretValueRequest
    ) async throws(SecretsManagerError) -> SecretsManager.BatchGetSecretValueResponse {
        try await BatchGetSecretValue.run(input, self)
    }

    public func putSecretValue(
        _ input: SecretsManager.PutSecretValueRequest
    ) async throws(SecretsManagerError) -> SecretsManager.PutSecretValueResponse {
        try await PutSecretValue.run(input, self)
    }

    public func listSecretVersionIds(
        _ input: SecretsManager.ListSecretVersionIdsRequest
    ) async throws(SecretsManagerError) -> SecretsManager.ListSecretVersionIdsResponse {
        try await ListSecretVersionIds.run(input, self)
    }

    public func updateSecretVersionStage(
        _ input: SecretsManager.UpdateSecretVersionStageRequest
    ) async throws(SecretsManagerError) -> SecretsManager.UpdateSecretVersionStageResponse {
        try await UpdateSecretVersionStage.run(input, self)
    }

    public func getRandomPassword(
        _ input: SecretsManager.GetRandomPasswordRequest
    ) async throws(SecretsManagerError) -> SecretsManager.GetRandomPasswordResponse {
        try await GetRandomPassword.run(input, self)
    }
}

// Tags and policies.
extension SecretsManagerEmulator {
    public func tagResource(
        _ input: SecretsManager.TagResourceRequest
    ) async throws(SecretsManagerError) -> SecretsManager.TagResourceOutput {
        try await TagResource.run(input, self)
    }

    public func untagResource(
        _ input: SecretsManager.UntagResourceRequest
    ) async throws(SecretsManagerError) -> SecretsManager.UntagResourceOutput {
        try await UntagResource.run(input, self)
    }

    public func putResourcePolicy(
        _ input: SecretsManager.PutResourcePolicyRequest
    ) async throws(SecretsManagerError) -> SecretsManager.PutResourcePolicyResponse {
        try await PutResourcePolicy.run(input, self)
    }

    public func getResourcePolicy(
        _ input: SecretsManager.GetResourcePolicyRequest
    ) async throws(SecretsManagerError) -> SecretsManager.GetResourcePolicyResponse {
        try await GetResourcePolicy.run(input, self)
    }

    public func deleteResourcePolicy(
        _ input: SecretsManager.DeleteResourcePolicyRequest
    ) async throws(SecretsManagerError) -> SecretsManager.DeleteResourcePolicyResponse {
        try await DeleteResourcePolicy.run(input, self)
    }

    public func validateResourcePolicy(
        _ input: SecretsManager.ValidateResourcePolicyRequest
    ) async throws(SecretsManagerError) -> SecretsManager.ValidateResourcePolicyResponse {
        try await ValidateResourcePolicy.run(input, self)
    }
}
