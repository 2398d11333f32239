import AWSCore
import AWSOpenSearchServerless

/// What operations on policies of all kinds do alike.
enum PolicyOperations {
    static func create(
        _ kind: Policy.Kind, _ name: String, _ description: String?, _ text: String,
        _ view: OpenSearchServerlessEmulator
    ) async throws(OpenSearchServerlessError) -> Policy {
        let document = try PolicyReader.read(text, kind)
        return try await view.write { session in
            if try session.policy(kind, name) != nil {
                throw OpenSearchServerlessError.conflict(
                    "Policy with name \(name) and type \(kind.rawValue) already exists")
            }
            let others: [Policy] = try session.all(kind.record)
            guard others.count < Limits.policiesMax else {
                throw OpenSearchServerlessError(
                    .serviceQuotaExceededException,
                    "The account has reached its limit of \(Limits.policiesMax) policies of type \(kind.rawValue)")
            }
            let policy = Policy(kind, name, description: description, document, at: session.now)
            try session.put(policy, kind.record, name)
            return policy
        }
    }

    static func get(
        _ kind: Policy.Kind, _ name: String, _ view: OpenSearchServerlessEmulator
    ) async throws(OpenSearchServerlessError) -> Policy {
        try await view.read { try $0.existing(kind, name) }
    }

    /// - Parameter resources: of which a policy covers one at least; nil for all policies.
    static func list(
        _ kind: Policy.Kind, about resources: [String]?, _ page: Page, _ view: OpenSearchServerlessEmulator
    ) async throws(OpenSearchServerlessError) -> (items: [Policy], next: String?) {
        let all: [Policy] = try await view.read { try $0.all(kind.record) }
        let wanted = resources.map { resources in all.filter { policy in resources.contains(where: policy.covers) } }
        return try page.cut(wanted ?? all)
    }

    static func update(
        _ kind: Policy.Kind, _ name: String, version: String, _ description: String?, _ text: String?,
        _ view: OpenSearchServerlessEmulator
    ) async throws(OpenSearchServerlessError) -> Policy {
        var document: Document?
        if let text { document = try PolicyReader.read(text, kind) }
        return try await view.write { [document] session in
            var policy = try session.existing(kind, name)
            guard policy.version == version else {
                throw OpenSearchServerlessError.conflict(
                    "Policy version specified in the request refers to an older version and policy has since changed")
            }
            if let document { policy.document = document }
            if let description { policy.description = description }
            policy.change(at: session.now)
            try session.put(policy, kind.record, name)
            return policy
        }
    }

    static func delete(
        _ kind: Policy.Kind, _ name: String, _ view: OpenSearchServerlessEmulator
    ) async throws(OpenSearchServerlessError) {
        try await view.write { session in
            _ = try session.existing(kind, name)
            try session.delete(kind.record, name)
        }
    }
}

extension Session {
    func policy(_ kind: Policy.Kind, _ name: String) throws -> Policy? { try find(kind.record, name) }

    func existing(_ kind: Policy.Kind, _ name: String) throws -> Policy {
        guard let policy = try policy(kind, name) else {
            throw OpenSearchServerlessError.notFound("Policy with name \(name) and type \(kind.rawValue) is not found")
        }
        return policy
    }
}
