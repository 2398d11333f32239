import AWSCore
import AWSOpenSearchServerless

// Access policies.

enum CreateAccessPolicy {
    static func run(
        _ input: OpenSearchServerless.CreateAccessPolicyRequest, _ view: OpenSearchServerlessEmulator
    ) async throws(OpenSearchServerlessError) -> OpenSearchServerless.CreateAccessPolicyResponse {
        try view.begin(input)
        let policy = try await PolicyOperations.create(
            .data, input.name, input.description, input.policy, view)
        return .init(accessPolicyDetail: .init(policy))
    }
}

enum GetAccessPolicy {
    static func run(
        _ input: OpenSearchServerless.GetAccessPolicyRequest, _ view: OpenSearchServerlessEmulator
    ) async throws(OpenSearchServerlessError) -> OpenSearchServerless.GetAccessPolicyResponse {
        try view.begin(input)
        let policy = try await PolicyOperations.get(.data, input.name, view)
        return .init(accessPolicyDetail: .init(policy))
    }
}

enum ListAccessPolicies {
    static func run(
        _ input: OpenSearchServerless.ListAccessPoliciesRequest, _ view: OpenSearchServerlessEmulator
    ) async throws(OpenSearchServerlessError) -> OpenSearchServerless.ListAccessPoliciesResponse {
        try view.begin(input)
        let page = try await PolicyOperations.list(
            .data, about: input.resource, Page(input.nextToken, input.maxResults), view)
        return .init(accessPolicySummaries: page.items.map { .init($0) }, nextToken: page.next)
    }
}

enum UpdateAccessPolicy {
    static func run(
        _ input: OpenSearchServerless.UpdateAccessPolicyRequest, _ view: OpenSearchServerlessEmulator
    ) async throws(OpenSearchServerlessError) -> OpenSearchServerless.UpdateAccessPolicyResponse {
        try view.begin(input)
        let policy = try await PolicyOperations.update(
            .data, input.name, version: input.policyVersion, input.description, input.policy, view)
        return .init(accessPolicyDetail: .init(policy))
    }
}

enum DeleteAccessPolicy {
    static func run(
        _ input: OpenSearchServerless.DeleteAccessPolicyRequest, _ view: OpenSearchServerlessEmulator
    ) async throws(OpenSearchServerlessError) -> OpenSearchServerless.DeleteAccessPolicyResponse {
        try view.begin(input)
        try await PolicyOperations.delete(.data, input.name, view)
        return .init()
    }
}

extension OpenSearchServerless.AccessPolicyDetail {
    init(_ policy: Policy) {
        self.init(
            type: .init(rawValue: policy.kind.rawValue), name: policy.name, policyVersion: policy.version,
            description: policy.description, policy: policy.document, createdDate: Int(policy.createdMs),
            lastModifiedDate: Int(policy.changedMs))
    }
}

extension OpenSearchServerless.AccessPolicySummary {
    init(_ policy: Policy) {
        self.init(
            type: .init(rawValue: policy.kind.rawValue), name: policy.name, policyVersion: policy.version,
            description: policy.description, createdDate: Int(policy.createdMs),
            lastModifiedDate: Int(policy.changedMs))
    }
}
