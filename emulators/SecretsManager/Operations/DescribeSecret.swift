import AWSCore
import AWSSecretsManager
import World

/// DescribeSecret: all of a secret but its values.
enum DescribeSecret {
    static func run(
        _ input: SecretsManager.DescribeSecretRequest, _ view: SecretsManagerEmulator
    ) async throws(SecretsManagerError) -> SecretsManager.DescribeSecretResponse {
        try view.begin(input)
        return try await view.state.read(view.call) { session in
            let secret = try session.anySecret(input.secretId)
            let stages = try session.stagesByVersion(of: secret.id)
            let tags = try session.tags(of: secret.id)
            return SecretsManager.DescribeSecretResponse(
                arn: secret.arn, name: secret.name, description: secret.description, kmsKeyId: secret.kmsKey,
                lastChangedDate: secret.changed, lastAccessedDate: secret.accessed, deletedDate: secret.deleted,
                tags: tags.isEmpty ? nil : tags,
                versionIdsToStages: stages.isEmpty ? nil : stages, createdDate: secret.created)
        }
    }
}

/// UpdateSecret: changes the description, the key, or the value by a new version.
enum UpdateSecret {
    static func run(
        _ input: SecretsManager.UpdateSecretRequest, _ view: SecretsManagerEmulator
    ) async throws(SecretsManagerError) -> SecretsManager.UpdateSecretResponse {
        try view.begin(input)
        if input.type?.isEmpty == false { throw .notEmulated("UpdateSecret", parameter: "Type") }
        let value = try SecretValue(input.secretString, input.secretBinary)
        let version = input.clientRequestToken ?? view.state.identifiers.uuid()
        return try await view.state.write(view.call) { session in
            let secret = try session.secret(input.secretId)
            if input.description != nil || input.kmsKeyId != nil {
                try session.update(
                    secret, description: input.description ?? secret.description,
                    kmsKey: input.kmsKeyId ?? secret.kmsKey)
            }
            if let value {
                try session.addVersion(version, value, stages: [Stage.current], to: secret.id, arn: secret.arn)
            }
            return SecretsManager.UpdateSecretResponse(
                arn: secret.arn, name: secret.name, versionId: value == nil ? nil : version)
        }
    }
}

/// DeleteSecret: at once, or when a recovery window is over.
enum DeleteSecret {
    static func run(
        _ input: SecretsManager.DeleteSecretRequest, _ view: SecretsManagerEmulator
    ) async throws(SecretsManagerError) -> SecretsManager.DeleteSecretResponse {
        try view.begin(input)
        let isForced = input.forceDeleteWithoutRecovery == true
        if isForced, input.recoveryWindowInDays != nil {
            throw .invalidParameter(
                "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.")
        }
        let days = input.recoveryWindowInDays ?? SecretsManagerLimits.recoveryDaysDefault
        guard SecretsManagerLimits.recoveryDays.contains(days) else {
            throw .invalidParameter("The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).")
        }
        let suffix = isForced ? view.state.identifiers.alphanumeric(SecretsManagerLimits.suffixLength) : ""
        let response = try await view.state.write(view.call) { session in
            if isForced { return try force(input.secretId, suffix, session) }
            let secret = try session.secret(input.secretId)
            let purged = session.now + .seconds(days * 86_400)
            try session.mark(secret, deleted: session.now, purged: purged)
            return SecretsManager.DeleteSecretResponse(arn: secret.arn, name: secret.name, deletionDate: purged)
        }
        if isForced {
            view.state.publishPolicy(nil, arn: response.arn ?? "", account: view.call.account)
        } else if let date = response.deletionDate {
            view.state.scheduleDeletion(at: date)
        }
        return response
    }

    /// A secret that is not there counts as deleted (API reference, ForceDeleteWithoutRecovery).
    private static func force(
        _ identifier: String, _ suffix: String, _ session: Session
    ) throws -> SecretsManager.DeleteSecretResponse {
        guard let secret = try session.findSecret(identifier) else {
            let arn = "arn:aws:secretsmanager:\(session.region):\(session.account):secret:\(identifier)-\(suffix)"
            return .init(arn: arn, name: identifier, deletionDate: session.now)
        }
        try session.delete(secret.id)
        return .init(arn: secret.arn, name: secret.name, deletionDate: session.now)
    }
}

/// RestoreSecret: takes the mark away.
enum RestoreSecret {
    static func run(
        _ input: SecretsManager.RestoreSecretRequest, _ view: SecretsManagerEmulator
    ) async throws(SecretsManagerError) -> SecretsManager.RestoreSecretResponse {
        try view.begin(input)
        return try await view.state.write(view.call) { session in
            let secret = try session.anySecret(input.secretId)
            try session.mark(secret, deleted: nil, purged: nil)
            return SecretsManager.RestoreSecretResponse(arn: secret.arn, name: secret.name)
        }
    }
}
