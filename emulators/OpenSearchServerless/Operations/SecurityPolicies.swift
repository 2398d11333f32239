import AWSCore
import AWSOpenSearchServerless

// Security policies.

enum CreateSecurityPolicy {
    static func run(
        _ input: OpenSearchServerless.CreateSecurityPolicyRequest, _ view: OpenSearchServerlessEmulator
    ) async throws(OpenSearchServerlessError) -> OpenSearchServerless.CreateSecurityPolicyResponse {
        try view.begin(input)
        let policy = try await PolicyOperations.create(
            Policy.Kind(input.type), input.name, input.description, input.policy, view)
        return .init(securityPolicyDetail: .init(policy))
    }
}

enum GetSecurityPolicy {
    static func run(
        _ input: OpenSearchServerless.GetSecurityPolicyRequest, _ view: OpenSearchServerlessEmulator
    ) async throws(OpenSearchServerlessError) -> OpenSearchServerless.GetSecurityPolicyResponse {
        try view.begin(input)
        let policy = try await PolicyOperations.get(Policy.Kind(input.type), input.name, view)
        return .init(securityPolicyDetail: .init(policy))
    }
}

enum ListSecurityPolicies {
    static func run(
        _ input: OpenSearchServerless.ListSecurityPoliciesRequest, _ view: OpenSearchServerlessEmulator
    ) async throws(OpenSearchServerlessError) -> OpenSearchServerless.ListSecurityPoliciesResponse {
        try view.begin(input)
        let page = try await PolicyOperations.list(
            Policy.Kind(input.type), about: input.resource, Page(input.nextToken, input.maxResults), view)
        return .init(securityPolicySummaries: page.items.map { .init($0) }, nextToken: page.next)
    }
}

enum UpdateSecurityPolicy {
    static func run(
        _ input: OpenSearchServerless.UpdateSecurityPolicyRequest, _ view: OpenSearchServerlessEmulator
    ) async throws(OpenSearchServerlessError) -> OpenSearchServerless.UpdateSecurityPolicyResponse {
        try view.begin(input)
        let policy = try await PolicyOperations.update(
            Policy.Kind(input.type), input.name, version: input.policyVersion, input.description, input.policy, view)
        return .init(securityPolicyDetail: .init(policy))
    }
}

enum DeleteSecurityPolicy {
    static func run(
        _ input: OpenSearchServerless.DeleteSecurityPolicyRequest, _ view: OpenSearchServerlessEmulator
    ) async throws(OpenSearchServerlessError) -> OpenSearchServerless.DeleteSecurityPolicyResponse {
        try view.begin(input)
        try await PolicyOperations.delete(Policy.Kind(input.type), input.name, view)
        return .init()
    }
}

extension OpenSearchServerless.SecurityPolicyDetail {
    init(_ policy: Policy) {
        self.init(
            type: .init(rawValue: policy.kind.rawValue), name: policy.name, policyVersion: policy.version,
            description: policy.description, policy: policy.document, createdDate: Int(policy.createdMs),
            lastModifiedDate: Int(policy.changedMs))
    }
}

extension OpenSearchServerless.SecurityPolicySummary {
    init(_ policy: Policy) {
        self.init(
            type: .init(rawValue: policy.kind.rawValue), name: policy.name, policyVersion: policy.version,
            description: policy.description, createdDate: Int(policy.createdMs),
            lastModifiedDate: Int(policy.changedMs))
    }
}

extension Policy.Kind {
    /// The constraints of the model have been checked, so there is no third.
    init(_ type: OpenSearchServerless.SecurityPolicyType) {
        self = type == .encryption ? .encryption : .network
    }
}
