import AWSCore

/// The policies of a world, by the principals and resources that they are attached to.
public final class AccessControl: Authorizer {
    private struct State: Sendable {
        var identity: [String: [String: PolicyDocument]] = [:]
        var boundaries: [String: PolicyDocument] = [:]
        var resources: [String: ResourcePolicy] = [:]
    }

    private struct ResourcePolicy: Sendable {
        var policy: PolicyDocument
        var account: String
    }

    private let state = Lock(State())
    /// Whose calls are checked.
    public let scope: Scope

    public enum Scope: String, Sendable {
        /// Users, roles and sessions of roles, which have policies on AWS, and services, which are let in by others'.
        case namedPrincipals
        /// Outside callers too. The account itself may do everything, as its root user may.
        case everyone
        case nobody
    }

    init(_ scope: Scope = .namedPrincipals) {
        self.scope = scope
    }

    /// Attaches an identity-based policy; one of the same name is replaced.
    /// - Parameter principal: a user's or a role's ARN. Sessions have the policies of their role.
    public func attach(_ policy: PolicyDocument, named name: String, to principal: String) {
        state.withLock { $0.identity[principal, default: [:]][name] = policy }
    }

    public func detach(policyNamed name: String, from principal: String) {
        state.withLock { _ = $0.identity[principal]?.removeValue(forKey: name) }
    }

    /// Sets a user's or role's permissions boundary; nil removes it.
    public func setBoundary(_ policy: PolicyDocument?, of principal: String) {
        state.withLock { $0.boundaries[principal] = policy }
    }

    /// Sets the policy of a resource; nil removes it.
    /// - Parameters:
    ///   - resource: its ARN. The policy of a bucket also speaks for the objects in it, and that of
    ///     `...:log-group:*` for all log groups.
    ///   - account: the one that owns the resource: S3's ARNs do not say.
    public func setPolicy(_ policy: PolicyDocument?, ofResource resource: String, account: String) {
        state.withLock { $0.resources[resource] = policy.map { ResourcePolicy(policy: $0, account: account) } }
    }

    public func authorize(_ request: AuthorizationRequest) throws(AccessDenied) {
        let decision = PolicyEvaluator.evaluate(request, policies(for: request))
        if case .denied(let reason, let kind) = decision { throw AccessDenied(request, reason, kind) }
    }

    /// Takes over the policies of another world.
    func restore(_ other: AccessControl) {
        let policies = other.state.withLock { $0 }
        state.withLock { $0 = policies }
    }

    func authorizer(for caller: Caller) -> (any Authorizer)? {
        let principal = caller.principal
        return switch scope {
        case .nobody: nil
        // Only what a resource's policy opens to everyone is open to nobody in particular.
        case .namedPrincipals where principal.kind == .anonymous || principal.kind == .service: self
        // IAM's own API is not emulated: an outside caller cannot give policies to a user or role of its own.
        case .namedPrincipals: principal.isNamed && (caller.source == .process || hasPolicies(principal)) ? self : nil
        case .everyone: principal.kind == .account ? nil : self
        }
    }

    private func hasPolicies(_ principal: Principal) -> Bool {
        let arn = principal.roleARN ?? principal.arn
        return state.withLock { $0.identity[arn] != nil || $0.boundaries[arn] != nil }
    }

    private func policies(for request: AuthorizationRequest) -> ApplicablePolicies {
        let principal = request.principal.roleARN ?? request.principal.arn
        return state.withLock { state in
            let resource = state.resources[request.resource] ?? Self.container(of: request.resource, in: state)
            let named = state.identity[principal] ?? [:]
            return ApplicablePolicies(
                identity: named.sorted { $0.key < $1.key }.map(\.value), boundary: state.boundaries[principal],
                resource: resource?.policy, resourceAccount: resource?.account ?? Self.account(in: request.resource))
        }
    }

    /// An object's bucket; for log groups all of an account's in a region.
    private static func container(of resource: String, in state: State) -> ResourcePolicy? {
        if resource.hasPrefix("arn:aws:s3:::"), let slash = resource.firstIndex(of: "/") {
            return state.resources[String(resource[..<slash])]
        }
        guard resource.hasPrefix("arn:aws:logs:"), let name = resource.firstRange(of: ":log-group:") else { return nil }
        return state.resources[resource[..<name.upperBound] + "*"]
    }

    private static func account(in arn: String) -> String? {
        let parts = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        return parts.count == 6 && !parts[4].isEmpty ? String(parts[4]) : nil
    }
}
