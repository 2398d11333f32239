import AWSCore
import AWSDynamoDB

/// PutResourcePolicy: stores a policy with a table. It is kept and given back; who may call is the world's business.
enum PutResourcePolicy {
    static func run(
        _ input: DynamoDB.PutResourcePolicyInput, _ view: DynamoDBEmulator
    ) async throws(DynamoDBError) -> DynamoDB.PutResourcePolicyOutput {
        try ResourceARN.check(input.resourceArn)
        try RequestConstraints.check(input)
        try ResourcePolicyRules.check(input.policy)
        let revision = try await view.state.write(view.call) { session in
            let table = try session.policyTable(input.resourceArn)
            let stored = try session.policy(of: table.id)
            try ResourcePolicyRules.check(input.expectedRevisionId, against: stored?.revision, of: table.name)
            if let stored, stored.text == input.policy { return stored.revision }
            let revision = session.newPolicyRevision()
            try session.setPolicy(input.policy, revision: revision, of: table.id)
            return revision
        }
        return DynamoDB.PutResourcePolicyOutput(revisionId: revision)
    }
}

/// GetResourcePolicy: the policy of a table, with its revision.
enum GetResourcePolicy {
    static func run(
        _ input: DynamoDB.GetResourcePolicyInput, _ view: DynamoDBEmulator
    ) async throws(DynamoDBError) -> DynamoDB.GetResourcePolicyOutput {
        try ResourceARN.check(input.resourceArn)
        let policy = try await view.state.read(view.call) { session in
            try session.policy(of: session.policyTable(input.resourceArn).id)
        }
        guard let policy else { throw .policyNotFound(input.resourceArn) }
        return DynamoDB.GetResourcePolicyOutput(policy: policy.text, revisionId: policy.revision)
    }
}

/// DeleteResourcePolicy: takes the policy away; a table without one stays as it is.
enum DeleteResourcePolicy {
    static func run(
        _ input: DynamoDB.DeleteResourcePolicyInput, _ view: DynamoDBEmulator
    ) async throws(DynamoDBError) -> DynamoDB.DeleteResourcePolicyOutput {
        try ResourceARN.check(input.resourceArn)
        let revision = try await view.state.write(view.call) { session -> String? in
            let table = try session.policyTable(input.resourceArn)
            let stored = try session.policy(of: table.id)
            try ResourcePolicyRules.check(input.expectedRevisionId, against: stored?.revision, of: table.name)
            guard let stored else { return nil }
            try session.setPolicy(nil, revision: nil, of: table.id)
            return stored.revision
        }
        return DynamoDB.DeleteResourcePolicyOutput(revisionId: revision)
    }
}

/// Source of the words: answers of the live service that moto's test_dynamodb_resource_policy recorded.
enum ResourcePolicyRules {
    /// The expected revision that stands for "there is no policy yet".
    static let noPolicy = "NO_POLICY"

    static func check(_ policy: String) throws(DynamoDBError) {
        guard policy.utf8.count <= DynamoDBLimits.resourcePolicyBytesMax else {
            throw .validation("Resource-based policy exceeds the limit of \(DynamoDBLimits.resourcePolicyBytesMax) bytes")
        }
    }

    static func check(
        _ expected: String?, against stored: String?, of table: String
    ) throws(DynamoDBError) {
        guard let expected else { return }
        if expected == noPolicy {
            guard let stored else { return }
            throw .policyNotFound(
                "Requested policy update expecting none to be present for table \(table), "
                    + "but a policy exists with revision id \(stored).")
        }
        guard expected != stored else { return }
        throw .policyNotFound(
            "Requested update for policy with revision id \(expected), but the policy associated to target table "
                + "\(table) has revision id \(stored ?? "none").")
    }
}

extension ServiceError where Service == DynamoDB {
    static func policyNotFound(_ detail: String) -> Self {
        Self(
            .policyNotFoundException, "Resource-based policy not found for the provided ResourceArn: \(detail)")
    }
}

extension Session {
    fileprivate func policyTable(_ arn: String) throws -> Table {
        let name = ResourceARN.tableName(of: arn, account: account, region: region)
        guard let table = try findTable(name) else { throw DynamoDBError.tableNotFound(name) }
        return table
    }

    fileprivate struct StoredPolicy {
        let text: String
        let revision: String
    }

    fileprivate func policy(of table: Int64) throws -> StoredPolicy? {
        let row = try sqlite.statement("SELECT policy, policy_revision FROM dynamodb_tables WHERE id = ?")
        row.bind(1, table)
        guard try row.step(), !row.isNull(0) else { return nil }
        return StoredPolicy(text: row.text(0), revision: row.text(1))
    }

    /// The milliseconds of the change: AWS's revisions are such numbers.
    func newPolicyRevision() -> String {
        "\(now.milliseconds)\(state.identifiers.next(below: 1_000_000))"
    }

    func setPolicy(_ policy: String?, revision: String?, of table: Int64) throws {
        let update = try sqlite.statement("UPDATE dynamodb_tables SET policy = ?, policy_revision = ? WHERE id = ?")
        if let policy, let revision {
            update.bind(1, policy)
            update.bind(2, revision)
        } else {
            update.bindNull(1)
            update.bindNull(2)
        }
        update.bind(3, table)
        _ = try update.step()
    }
}
