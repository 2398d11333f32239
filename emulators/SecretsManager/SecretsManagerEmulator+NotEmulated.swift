public import AWSCore
public import AWSSecretsManager

// What is not emulated says so: it never answers with nothing.
extension SecretsManagerEmulator {
    public func cancelRotateSecret(
        _ input: SecretsManager.CancelRotateSecretRequest
    ) async throws(SecretsManagerError) -> SecretsManager.CancelRotateSecretResponse {
        throw .notEmulated("CancelRotateSecret")
    }

    public func removeRegionsFromReplication(
        _ input: SecretsManager.RemoveRegionsFromReplicationRequest
    ) async throws(SecretsManagerError) -> SecretsManager.RemoveRegionsFromReplicationResponse {
        throw .notEmulated("RemoveRegionsFromReplication")
    }

    public func replicateSecretToRegions(
        _ input: SecretsManager.ReplicateSecretToRegionsRequest
    ) async throws(SecretsManagerError) -> SecretsManager.ReplicateSecretToRegionsResponse {
        throw .notEmulated("ReplicateSecretToRegions")
    }

    public func rotateSecret(
        _ input: SecretsManager.RotateSecretRequest
    ) async throws(SecretsManagerError) -> SecretsManager.RotateSecretResponse {
        throw .notEmulated("RotateSecret")
    }

    public func stopReplicationToReplica(
        _ input: SecretsManager.StopReplicationToReplicaRequest
    ) async throws(SecretsManagerError) -> SecretsManager.StopReplicationToReplicaResponse {
        throw .notEmulated("StopReplicationToReplica")
    }
}
