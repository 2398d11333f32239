import AWSCore
import AWSSecretsManager
import World

/// GetSecretValue: the value of a version, of the current one unless told otherwise.
enum GetSecretValue {
    static func run(
        _ input: SecretsManager.GetSecretValueRequest, _ view: SecretsManagerEmulator
    ) async throws(SecretsManagerError) -> SecretsManager.GetSecretValueResponse {
        try view.begin(input)
        let (secret, version, stages) = try await view.state.read(view.call) { session in
            let secret = try session.secret(input.secretId)
            let (version, stages) = try find(secret, input.versionId, input.versionStage, session)
            return (secret, version, stages)
        }
        await noteAccess(secret, version, view)
        return SecretsManager.GetSecretValueResponse(
            arn: secret.arn, name: secret.name, versionId: version.id, secretBinary: version.value.binary,
            secretString: version.value.string, versionStages: stages, createdDate: version.created)
    }

    /// - Throws: ResourceNotFoundException; InvalidRequestException when id and stage do not belong together.
    static func find(
        _ secret: SecretRecord, _ id: String?, _ stage: String?, _ session: Session
    ) throws -> (SecretVersion, [String]) {
        let stages = try session.stagesByVersion(of: secret.id)
        if let id {
            guard let version = try session.version(id, of: secret.id) else {
                throw SecretsManagerError.notFound(
                    "Secrets Manager can't find the specified secret value for VersionId: \(id)")
            }
            if let stage, stages[id]?.contains(stage) != true {
                throw SecretsManagerError.invalidRequest(
                    "You provided a VersionStage that is not associated to the provided VersionId.")
            }
            return (version, stages[id] ?? [])
        }
        let stage = stage ?? Stage.current
        guard let id = try session.stages(of: secret.id)[stage], let version = try session.version(id, of: secret.id)
        else {
            throw SecretsManagerError.notFound(
                "Secrets Manager can't find the specified secret value for staging label: \(stage)")
        }
        return (version, stages[id] ?? [])
    }

    /// AWS notes the day alone, so most reads write nothing. One whose note is lost is answered nevertheless.
    private static func noteAccess(
        _ secret: SecretRecord, _ version: SecretVersion, _ view: SecretsManagerEmulator
    ) async {
        let today = view.call.now.day
        guard secret.accessed != today || version.accessed != today else { return }
        try? await view.state.write(view.call) { session in try session.noteAccess(secret, version: version.id) }
    }
}

/// BatchGetSecretValue: current values of the secrets that are listed, or that filters fit. What cannot be given is
/// listed as an error of its own.
enum BatchGetSecretValue {
    static func run(
        _ input: SecretsManager.BatchGetSecretValueRequest, _ view: SecretsManagerEmulator
    ) async throws(SecretsManagerError) -> SecretsManager.BatchGetSecretValueResponse {
        try view.begin(input)
        guard (input.secretIdList == nil) != (input.filters == nil) else {
            throw .invalidParameter("Either 'SecretIdList' or 'Filters' must be provided, but not both.")
        }
        if input.secretIdList != nil, input.maxResults != nil {
            throw .invalidParameter(
                "'Filters' not specified. 'Filters' must also be specified when 'MaxResults' is "
                    + "provided.")
        }
        let filters = try SecretFilters(input.filters ?? [])
        let start = try PageToken.read(input.nextToken)
        let limit = input.maxResults ?? SecretsManagerLimits.batchPage
        return try await view.state.read(view.call) { session in
            let all = try input.secretIdList ?? identifiers(filters, session)
            let page = all.dropFirst(start).prefix(limit)
            var response = SecretsManager.BatchGetSecretValueResponse(secretValues: [], errors: [])
            for identifier in page { try add(identifier, to: &response, session) }
            response.nextToken = all.count > start + limit ? PageToken.text(start + limit) : nil
            return response
        }
    }

    private static func identifiers(_ filters: SecretFilters, _ session: Session) throws -> [String] {
        try session.secrets().filter { secret in
            try secret.deleted == nil && filters.fit(secret, session.tags(of: secret.id), region: session.region)
        }.map(\.arn)
    }

    private static func add(
        _ identifier: String, to response: inout SecretsManager.BatchGetSecretValueResponse, _ session: Session
    ) throws {
        do {
            let secret = try session.secret(identifier)
            let (version, stages) = try GetSecretValue.find(secret, nil, nil, session)
            response.secretValues?.append(
                .init(
                    arn: secret.arn, name: secret.name, versionId: version.id, secretBinary: version.value.binary,
                    secretString: version.value.string, versionStages: stages, createdDate: version.created))
        } catch let error as SecretsManagerError {
            response.errors?.append(
                .init(secretId: identifier, errorCode: error.code.rawValue, message: error.message))
        }
    }
}
