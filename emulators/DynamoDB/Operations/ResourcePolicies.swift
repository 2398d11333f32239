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
            let table = try session.anyTable(ofARN: input.resourceArn)
            let stored = try session.policy(of: table.id)
            try ResourcePolicyRules.check(input.expectedRevisionId, against: stored?.revision, of: table.name)
            if let stored, stored.text == input.policy { return stored.revision }
            let policy = Session.StoredPolicy(text: input.policy, revision: session.newPolicyRevision())
            try session.setPolicy(policy, of: table.id)
            return policy.revision
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
            try session.policy(of: session.anyTable(ofARN: input.resourceArn).id)
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
            let table = try session.anyTable(ofARN: input.resourceArn)
            let stored = try session.policy(of: table.id)
            try ResourcePolicyRules.check(input.expectedRevisionId, against: stored?.revision, of: table.name)
            guard let stored else { return nil }
            try session.setPolicy(nil, of: table.id)
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
            throw .validation(
                "Resource-based policy exceeds the limit of \(DynamoDBLimits.resourcePolicyBytesMax) bytes")
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
