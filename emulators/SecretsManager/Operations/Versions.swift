import AWSCore
import AWSSecretsManager
import World

/// PutSecretValue: adds a version, current unless it gets other stages.
enum PutSecretValue {
    static func run(
        _ input: SecretsManager.PutSecretValueRequest, _ view: SecretsManagerEmulator
    ) async throws(SecretsManagerError) -> SecretsManager.PutSecretValueResponse {
        try view.begin(input)
        if input.rotationToken != nil { throw .notEmulated("PutSecretValue", parameter: "RotationToken") }
        guard let value = try SecretValue(input.secretString, input.secretBinary) else {
            throw .invalidRequest("You must provide either SecretString or SecretBinary.")
        }
        let id = input.clientRequestToken ?? view.state.identifiers.uuid()
        return try await view.state.write(view.call) { session in
            let secret = try session.secret(input.secretId)
            try session.addVersion(
                id, value, stages: input.versionStages ?? [Stage.current], to: secret.id, arn: secret.arn)
            return SecretsManager.PutSecretValueResponse(
                arn: secret.arn, name: secret.name, versionId: id,
                versionStages: try session.stagesByVersion(of: secret.id)[id] ?? [])
        }
    }
}

/// ListSecretVersionIds: the versions with a stage, or all.
enum ListSecretVersionIds {
    static func run(
        _ input: SecretsManager.ListSecretVersionIdsRequest, _ view: SecretsManagerEmulator
    ) async throws(SecretsManagerError) -> SecretsManager.ListSecretVersionIdsResponse {
        try view.begin(input)
        let start = try PageToken.read(input.nextToken)
        let limit = input.maxResults ?? SecretsManagerLimits.listPage
        return try await view.state.read(view.call) { session in
            let secret = try session.anySecret(input.secretId)
            let stages = try session.stagesByVersion(of: secret.id)
            let all = try session.versions(of: secret.id).filter { version in
                input.includeDeprecated == true || stages[version.id] != nil
            }
            let page = all.dropFirst(start).prefix(limit).map { version in
                SecretsManager.SecretVersionsListEntry(
                    versionId: version.id, versionStages: stages[version.id], lastAccessedDate: version.accessed,
                    createdDate: version.created, kmsKeyIds: [secret.kmsKey ?? "DefaultEncryptionKey"])
            }
            return SecretsManager.ListSecretVersionIdsResponse(
                versions: page, nextToken: all.count > start + limit ? PageToken.text(start + limit) : nil,
                arn: secret.arn, name: secret.name)
        }
    }
}

/// UpdateSecretVersionStage: moves a stage from one version to another, or takes it away.
enum UpdateSecretVersionStage {
    static func run(
        _ input: SecretsManager.UpdateSecretVersionStageRequest, _ view: SecretsManagerEmulator
    ) async throws(SecretsManagerError) -> SecretsManager.UpdateSecretVersionStageResponse {
        try view.begin(input)
        return try await view.state.write(view.call) { session in
            let secret = try session.secret(input.secretId)
            let stage = input.versionStage
            for id in [input.moveToVersionId, input.removeFromVersionId].compactMap(\.self) {
                guard try session.version(id, of: secret.id) != nil else {
                    throw SecretsManagerError.notFound(
                        "Secrets Manager can't find the specified secret value for VersionId: \(id)")
                }
            }
            try check(input, standsAt: try session.stages(of: secret.id)[stage])
            if let target = input.moveToVersionId {
                let carried = try session.stagesByVersion(of: secret.id)[target] ?? []
                guard carried.count < SecretsManagerLimits.stagesMax || carried.contains(stage) else {
                    throw SecretsManagerError(
                        .limitExceededException,
                        "You can't attach more than \(SecretsManagerLimits.stagesMax) staging labels to a version.")
                }
                if stage == Stage.current {
                    try session.setCurrent(target, of: secret.id)
                } else {
                    try session.setStage(stage, to: target, of: secret.id)
                }
            } else {
                try session.setStage(stage, to: nil, of: secret.id)
            }
            try session.touch(secret.id)
            return SecretsManager.UpdateSecretVersionStageResponse(arn: secret.arn, name: secret.name)
        }
    }

    private static func check(
        _ input: SecretsManager.UpdateSecretVersionStageRequest, standsAt holder: String?
    ) throws(SecretsManagerError) {
        let stage = input.versionStage
        guard input.moveToVersionId != nil || input.removeFromVersionId != nil else {
            throw .invalidParameter("You must specify either MoveToVersionId or RemoveFromVersionId.")
        }
        if let holder, holder != input.moveToVersionId, input.removeFromVersionId == nil {
            throw .invalidParameter(
                "The parameter RemoveFromVersionId can't be empty. Staging label \(stage) is currently attached to "
                    + "version \(holder), so you must explicitly reference that version in RemoveFromVersionId.")
        }
        if let from = input.removeFromVersionId, from != holder {
            throw .invalidParameter(
                "You can't remove staging label \(stage) from version \(from) because it isn't attached to that "
                    + "version.")
        }
        if stage == Stage.current, input.moveToVersionId == nil {
            throw .invalidParameter(
                "You can only move staging label AWSCURRENT to a different secret version. It can't be completely "
                    + "removed.")
        }
    }
}
