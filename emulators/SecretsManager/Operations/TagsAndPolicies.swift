import AWSCore
import AWSSecretsManager
import World

/// TagResource: sets tags, replacing those of the same key.
enum TagResource {
    static func run(
        _ input: SecretsManager.TagResourceRequest, _ view: SecretsManagerEmulator
    ) async throws(SecretsManagerError) -> SecretsManager.TagResourceOutput {
        try view.begin(input)
        try SecretRules.checkTags(input.tags)
        try await view.state.write(view.call) { session in
            let secret = try session.secret(input.secretId)
            try session.putTags(input.tags, on: secret.id)
        }
        return SecretsManager.TagResourceOutput()
    }
}

/// UntagResource: keys that are not there are passed over.
enum UntagResource {
    static func run(
        _ input: SecretsManager.UntagResourceRequest, _ view: SecretsManagerEmulator
    ) async throws(SecretsManagerError) -> SecretsManager.UntagResourceOutput {
        try view.begin(input)
        try await view.state.write(view.call) { session in
            let secret = try session.secret(input.secretId)
            for key in input.tagKeys { try session.deleteTag(key, of: secret.id) }
        }
        return SecretsManager.UntagResourceOutput()
    }
}

/// PutResourcePolicy: who may use a secret beside those whom their own policies allow it.
enum PutResourcePolicy {
    static func run(
        _ input: SecretsManager.PutResourcePolicyRequest, _ view: SecretsManagerEmulator
    ) async throws(SecretsManagerError) -> SecretsManager.PutResourcePolicyResponse {
        try view.begin(input)
        try ResourcePolicyRules.check(input.resourcePolicy, blockPublic: input.blockPublicPolicy == true)
        let secret = try await view.state.write(view.call) { session in
            let secret = try session.secret(input.secretId)
            try session.setPolicy(input.resourcePolicy, of: secret)
            return secret
        }
        view.state.publishPolicy(input.resourcePolicy, arn: secret.arn, account: view.call.account)
        return SecretsManager.PutResourcePolicyResponse(arn: secret.arn, name: secret.name)
    }
}

/// GetResourcePolicy.
enum GetResourcePolicy {
    static func run(
        _ input: SecretsManager.GetResourcePolicyRequest, _ view: SecretsManagerEmulator
    ) async throws(SecretsManagerError) -> SecretsManager.GetResourcePolicyResponse {
        try view.begin(input)
        return try await view.state.read(view.call) { session in
            let secret = try session.anySecret(input.secretId)
            return SecretsManager.GetResourcePolicyResponse(
                arn: secret.arn, name: secret.name, resourcePolicy: secret.policy)
        }
    }
}

/// DeleteResourcePolicy.
enum DeleteResourcePolicy {
    static func run(
        _ input: SecretsManager.DeleteResourcePolicyRequest, _ view: SecretsManagerEmulator
    ) async throws(SecretsManagerError) -> SecretsManager.DeleteResourcePolicyResponse {
        try view.begin(input)
        let secret = try await view.state.write(view.call) { session in
            let secret = try session.anySecret(input.secretId)
            try session.setPolicy(nil, of: secret)
            return secret
        }
        view.state.publishPolicy(nil, arn: secret.arn, account: view.call.account)
        return SecretsManager.DeleteResourcePolicyResponse(arn: secret.arn, name: secret.name)
    }
}

/// ValidateResourcePolicy: whether a policy would be taken.
enum ValidateResourcePolicy {
    static func run(
        _ input: SecretsManager.ValidateResourcePolicyRequest, _ view: SecretsManagerEmulator
    ) async throws(SecretsManagerError) -> SecretsManager.ValidateResourcePolicyResponse {
        try view.begin(input)
        do throws(SecretsManagerError) {
            try ResourcePolicyRules.check(input.resourcePolicy, blockPublic: true)
            return SecretsManager.ValidateResourcePolicyResponse(policyValidationPassed: true, validationErrors: [])
        } catch {
            return SecretsManager.ValidateResourcePolicyResponse(
                policyValidationPassed: false,
                validationErrors: [.init(checkName: error.code.rawValue, errorMessage: error.message)])
        }
    }
}

enum ResourcePolicyRules {
    static func check(_ text: String, blockPublic: Bool) throws(SecretsManagerError) {
        guard text.utf8.count <= SecretsManagerLimits.policyBytesMax, (try? PolicyDocument(json: text)) != nil,
            let document = try? Document(json: text)
        else {
            throw SecretsManagerError(
                .malformedPolicyDocumentException, "This resource policy contains a syntax error.")
        }
        let statements = document["Statement"]?.list ?? document["Statement"].map { [$0] } ?? []
        for statement in statements {
            guard statement["Principal"] != nil || statement["NotPrincipal"] != nil else {
                throw SecretsManagerError(
                    .malformedPolicyDocumentException, "This resource policy contains an unsupported principal.")
            }
            guard blockPublic, statement["Effect"]?.string == "Allow", statement["Condition"] == nil else { continue }
            let principal = statement["Principal"]
            guard principal?.string == "*" || principal?["AWS"]?.string == "*" else { continue }
            throw SecretsManagerError(
                .publicPolicyException,
                "This resource policy grants broad access to your secret. To protect it, the policy was not attached.")
        }
    }
}

extension SecretsManagerState {
    /// Tells the world of a policy, so that callers are judged by it; nil takes it away.
    func publishPolicy(_ json: String?, arn: String, account: String) {
        let policy = json.flatMap { try? PolicyDocument(json: $0) }
        // A request may name the secret without the characters at the end of its ARN.
        let plain = String(arn.dropLast(SecretsManagerLimits.suffixLength + 1))
        for resource in [arn, plain] { world.access.setPolicy(policy, ofResource: resource, account: account) }
    }

    func resumePolicies() async {
        let stored = try? await world.database.read { sqlite in
            let rows = try sqlite.statement("SELECT arn, account, policy FROM secrets_secrets WHERE policy IS NOT NULL")
            var policies: [(arn: String, account: String, json: String)] = []
            while try rows.step() { policies.append((rows.text(0), rows.text(1), rows.text(2))) }
            return policies
        }
        for policy in stored ?? [] { publishPolicy(policy.json, arn: policy.arn, account: policy.account) }
    }
}
