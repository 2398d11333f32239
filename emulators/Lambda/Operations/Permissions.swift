import AWSCore
import AWSLambda
import World

/// AddPermission: a statement of a function's policy, by which others may invoke it.
enum AddPermission {
    static func run(
        _ input: Lambda.AddPermissionRequest, _ view: LambdaEmulator
    ) async throws(LambdaError) -> Lambda.AddPermissionResponse {
        try RequestConstraints.check(input)
        let reference = try FunctionReference(input.functionName, qualifier: input.qualifier, in: view.call)
        guard reference.qualifier != FunctionReference.latest else {
            throw .invalidParameter("We currently do not support adding policies for $LATEST.")
        }
        let statement = try PermissionStatement.document(input, resource: reference.arn)
        let policy = try await view.state.change(view.call) { session in
            _ = try session.existing(reference)
            var policy = try StoredPolicy.load(reference, session) ?? StoredPolicy()
            try FunctionRules.checkRevision(input.revisionId, policy.revision)
            guard !policy.statements.contains(where: { $0["Sid"]?.string == input.statementId }) else {
                throw LambdaError.conflict(
                    "The statement id (\(input.statementId)) provided already exists. Please provide a new statement "
                        + "id, or remove the existing statement.")
            }
            policy.statements.append(statement)
            try policy.save(reference, session)
            return policy
        }
        view.state.publishPolicy(policy.json, of: reference)
        return Lambda.AddPermissionResponse(statement: statement.jsonText())
    }
}

/// RemovePermission.
enum RemovePermission {
    static func run(
        _ input: Lambda.RemovePermissionRequest, _ view: LambdaEmulator
    ) async throws(LambdaError) -> Lambda.RemovePermissionOutput {
        try RequestConstraints.check(input)
        let reference = try FunctionReference(input.functionName, qualifier: input.qualifier, in: view.call)
        let policy = try await view.state.change(view.call) { session in
            _ = try session.existing(reference)
            guard var policy = try StoredPolicy.load(reference, session) else {
                throw LambdaError.notFound("No policy is associated with the given resource.")
            }
            try FunctionRules.checkRevision(input.revisionId, policy.revision)
            let kept = policy.statements.filter { $0["Sid"]?.string != input.statementId }
            guard kept.count < policy.statements.count else {
                throw LambdaError.notFound("Statement \(input.statementId) is not found in resource policy.")
            }
            policy.statements = kept
            try policy.save(reference, session)
            return policy
        }
        view.state.publishPolicy(policy.statements.isEmpty ? nil : policy.json, of: reference)
        return Lambda.RemovePermissionOutput()
    }
}

/// GetPolicy.
enum GetPolicy {
    static func run(
        _ input: Lambda.GetPolicyRequest, _ view: LambdaEmulator
    ) async throws(LambdaError) -> Lambda.GetPolicyResponse {
        try RequestConstraints.check(input)
        let reference = try FunctionReference(input.functionName, qualifier: input.qualifier, in: view.call)
        return try await view.state.read(view.call.owned(by: reference)) { session in
            _ = try session.existing(reference)
            guard let policy = try StoredPolicy.load(reference, session) else { throw LambdaError.resourceNotFound }
            return Lambda.GetPolicyResponse(policy: policy.json, revisionId: policy.revision)
        }
    }
}

/// The policy of a function, a version or an alias, as AWS writes it.
struct StoredPolicy: Sendable {
    var statements: [Document] = []
    /// Of the last change.
    var revision: String?

    var json: String {
        let policy: Document = ["Version": "2012-10-17", "Id": "default", "Statement": .list(statements)]
        return policy.jsonText()
    }

    static func load(_ reference: FunctionReference, _ session: Session) throws -> StoredPolicy? {
        guard let entry = try session.entry(.policy, reference.name, reference.settingsKey) else { return nil }
        let policy = try Document(json: entry.value)
        // Policies are kept with their revision beside them, so that the evaluator can read them as they are.
        let revision = try session.entry(.policyRevision, reference.name, reference.settingsKey)
        return StoredPolicy(
            statements: policy["Statement"]?.list ?? [],
            revision: revision.map { String(decoding: $0.value, as: UTF8.self) })
    }

    /// A policy without statements is none.
    func save(_ reference: FunctionReference, _ session: Session) throws {
        let key = reference.settingsKey
        guard !statements.isEmpty else {
            try session.delete(.policy, reference.name, key)
            try session.delete(.policyRevision, reference.name, key)
            return
        }
        guard json.utf8.count <= LambdaLimits.policyBytesMax else {
            throw LambdaError(
                .policyLengthExceededException,
                "The final policy size (\(json.utf8.count)) is bigger than the limit (\(LambdaLimits.policyBytesMax))."
            )
        }
        try session.put(.policy, reference.name, key, Array(json.utf8))
        try session.put(.policyRevision, reference.name, key, Array(session.state.identifiers.uuid().utf8))
    }
}

/// A statement in the words of AddPermission's parameters (recorded, test_lambda_url_invocation_exception).
enum PermissionStatement {
    static func document(_ input: Lambda.AddPermissionRequest, resource: String) throws(LambdaError) -> Document {
        var conditions: [Document.Entry] = []
        var equals: [Document.Entry] = []
        if let account = input.sourceAccount { equals.append(.init("AWS:SourceAccount", .string(account))) }
        if let token = input.eventSourceToken { equals.append(.init("lambda:EventSourceToken", .string(token))) }
        if let type = input.functionUrlAuthType {
            equals.append(.init("lambda:FunctionUrlAuthType", .string(type.rawValue)))
        }
        if let organization = input.principalOrgID {
            equals.append(.init("aws:PrincipalOrgID", .string(organization)))
        }
        if !equals.isEmpty { conditions.append(.init("StringEquals", .object(.init(equals)))) }
        if let arn = input.sourceArn { conditions.append(.init("ArnLike", ["AWS:SourceArn": .string(arn)])) }
        var statement: Document.Object = .init([
            .init("Sid", .string(input.statementId)), .init("Effect", "Allow"),
            .init("Principal", try principal(input.principal)), .init("Action", .string(input.action)),
            .init("Resource", .string(resource)),
        ])
        if !conditions.isEmpty { statement["Condition"] = .object(.init(conditions)) }
        return .object(statement)
    }

    private static func principal(_ text: String) throws(LambdaError) -> Document {
        if text == "*" { return "*" }
        if text.hasPrefix("arn:") { return ["AWS": .string(text)] }
        if AccountID(text) != nil { return ["AWS": .string("arn:aws:iam::\(text):root")] }
        guard text.hasSuffix(".amazonaws.com") || text.hasSuffix(".amazon.com") else {
            throw .invalidParameter("The provided principal was invalid. Please check the principal and try again.")
        }
        return ["Service": .string(text)]
    }
}

extension LambdaState {
    /// Tells the world of a policy, so that callers of other accounts are judged by it; nil takes it away.
    func publishPolicy(_ json: String?, of reference: FunctionReference) {
        let policy = json.flatMap { try? PolicyDocument(json: $0) }
        world.access.setPolicy(policy, ofResource: reference.arn, account: reference.account)
    }

    func resumePolicies() async {
        let stored = try? await world.database.read { sqlite in
            let rows = try sqlite.statement(
                "SELECT account, region, name, key, value FROM lambda_entries WHERE kind = 'policy'")
            var policies: [(FunctionReference, String)] = []
            while try rows.step() {
                let qualifier = rows.text(3)
                let reference = FunctionReference(
                    account: rows.text(0), region: rows.text(1), name: rows.text(2),
                    qualifier: qualifier.isEmpty ? nil : qualifier)
                policies.append((reference, String(decoding: rows.bytes(4), as: UTF8.self)))
            }
            return policies
        }
        for (reference, json) in stored ?? [] { publishPolicy(json, of: reference) }
    }
}
