import AWSCore
import AWSSecretsManager
import World

/// CreateSecret: a name, and its first value if there is one.
enum CreateSecret {
    static func run(
        _ input: SecretsManager.CreateSecretRequest, _ view: SecretsManagerEmulator
    ) async throws(SecretsManagerError) -> SecretsManager.CreateSecretResponse {
        try view.begin(input)
        try refuse(input)
        try SecretRules.checkName(input.name)
        let value = try SecretValue(input.secretString, input.secretBinary)
        let suffix = view.state.identifiers.alphanumeric(SecretsManagerLimits.suffixLength)
        let version = input.clientRequestToken ?? view.state.identifiers.uuid()
        return try await view.state.write(view.call) { session in
            if let known = try session.findSecret(input.name) {
                return try answer(known, input, value, session)
            }
            let arn = "arn:aws:secretsmanager:\(session.region):\(session.account):secret:\(input.name)-\(suffix)"
            let id = try session.insertSecret(
                input.name, arn: arn, description: input.description, kmsKey: input.kmsKeyId)
            try SecretRules.checkTags(input.tags ?? [])
            try session.putTags(input.tags ?? [], on: id)
            if let value { try session.addVersion(version, value, stages: [Stage.current], to: id, arn: arn) }
            return SecretsManager.CreateSecretResponse(
                arn: arn, name: input.name, versionId: value == nil ? nil : version)
        }
    }

    /// The same request once more is answered as the first one was (API reference, ClientRequestToken).
    private static func answer(
        _ known: SecretRecord, _ input: SecretsManager.CreateSecretRequest, _ value: SecretValue?, _ session: Session
    ) throws -> SecretsManager.CreateSecretResponse {
        guard known.deleted == nil else {
            throw SecretsManagerError.invalidRequest(
                "You can't create this secret because a secret with this name is already scheduled for deletion.")
        }
        if let token = input.clientRequestToken, let version = try session.version(token, of: known.id),
            version.value == value
        {
            return SecretsManager.CreateSecretResponse(arn: known.arn, name: known.name, versionId: token)
        }
        throw SecretsManagerError.exists("The operation failed because the secret \(input.name) already exists.")
    }

    private static func refuse(_ input: SecretsManager.CreateSecretRequest) throws(SecretsManagerError) {
        if input.addReplicaRegions?.isEmpty == false {
            throw .notEmulated("CreateSecret", parameter: "AddReplicaRegions")
        }
        if input.type?.isEmpty == false { throw .notEmulated("CreateSecret", parameter: "Type") }
    }
}

enum SecretRules {
    /// API reference, CreateSecret, Name.
    static func checkName(_ name: String) throws(SecretsManagerError) {
        let isValid = name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: "-/_+=.@!".utf8.contains(byte)
            }
        }
        guard isValid, (1...SecretsManagerLimits.nameLengthMax).contains(name.utf8.count) else {
            throw .validation(
                "Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: "
                    + "-/_+=.@!")
        }
    }

    static func checkTags(_ tags: [SecretsManager.Tag]) throws(SecretsManagerError) {
        for tag in tags {
            guard let key = tag.key, !key.isEmpty else { throw .invalidParameter("Tag keys must not be empty.") }
            guard !key.lowercased().hasPrefix("aws:") else {
                throw .invalidParameter("Tag keys beginning with aws: are reserved for system use.")
            }
        }
    }
}
