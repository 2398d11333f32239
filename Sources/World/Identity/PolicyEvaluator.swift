/// What IAM is asked: may this principal do this to that?
public struct AuthorizationRequest: Sendable {
    public var principal: Principal
    /// "dynamodb:GetItem".
    public var action: String
    /// A whole ARN, or `*` where the action works on no single resource.
    public var resource: String
    public var context: ConditionContext

    public init(principal: Principal, action: String, resource: String, context: ConditionContext) {
        self.principal = principal
        self.action = action
        self.resource = resource
        self.context = context
    }
}

/// What IAM answers.
public enum AuthorizationDecision: Hashable, Sendable {
    case allowed
    case denied(Reason, by: PolicyKind)

    public enum Reason: Hashable, Sendable {
        /// A statement denies: nothing can allow.
        case explicit
        /// No statement allows.
        case implicit
    }

    public enum PolicyKind: String, Sendable {
        case identity = "identity-based policy"
        case resource = "resource-based policy"
        case boundary = "permissions boundary"
    }
}

/// The policies that have a say in one request.
public struct ApplicablePolicies: Sendable {
    public var identity: [PolicyDocument]
    public var boundary: PolicyDocument?
    public var resource: PolicyDocument?
    /// The account that owns the resource; nil where it is the principal's own.
    public var resourceAccount: String?

    public init(
        identity: [PolicyDocument] = [], boundary: PolicyDocument? = nil, resource: PolicyDocument? = nil,
        resourceAccount: String? = nil
    ) {
        self.identity = identity
        self.boundary = boundary
        self.resource = resource
        self.resourceAccount = resourceAccount
    }
}

/// IAM's evaluation of one request: an explicit deny wins, then something must allow.
///
/// Source: IAM User Guide, "Policy evaluation logic". Service control policies and session policies are not evaluated:
/// a world has no organization, and its sessions carry none.
public enum PolicyEvaluator {
    public static func evaluate(
        _ request: AuthorizationRequest, _ policies: ApplicablePolicies
    ) -> AuthorizationDecision {
        let identity = policies.identity.flatMap(\.statements).filter { $0.applies(to: request) }
        let boundary = policies.boundary?.statements.filter { $0.applies(to: request) }
        let resource = matches(policies.resource, request)
        if identity.contains(where: { !$0.isAllow }) { return .denied(.explicit, by: .identity) }
        if resource.contains(where: { !$0.isAllow }) { return .denied(.explicit, by: .resource) }
        if boundary?.contains(where: { !$0.isAllow }) == true { return .denied(.explicit, by: .boundary) }
        let allowed = Allowance(
            byIdentity: identity.contains { $0.isAllow },
            byBoundary: boundary?.contains { $0.isAllow } ?? true,
            byResource: resource.filter(\.isAllow).map(\.match).max() ?? .none)
        let isForeign = policies.resourceAccount.map { $0 != request.principal.account } ?? false
        return isForeign ? allowed.acrossAccounts(request.principal) : allowed.withinAccount
    }

    private static func matches(
        _ policy: PolicyDocument?, _ request: AuthorizationRequest
    ) -> [(isAllow: Bool, match: PrincipalElement.Match)] {
        guard let policy else { return [] }
        return policy.statements.filter { $0.applies(to: request) }.compactMap { statement in
            let match = statement.principals?.match(request.principal) ?? .none
            return match == .none ? nil : (statement.isAllow, match)
        }
    }

    /// Who allows, once nobody denies.
    private struct Allowance {
        let byIdentity: Bool
        let byBoundary: Bool
        let byResource: PrincipalElement.Match

        /// One side is enough; a boundary limits all but what a resource grants to the caller itself.
        var withinAccount: AuthorizationDecision {
            if byResource == .itself { return .allowed }
            guard byIdentity || byResource == .role else { return .denied(.implicit, by: .identity) }
            return byBoundary ? .allowed : .denied(.implicit, by: .boundary)
        }

        /// Both sides must agree; services and the anonymous have no identity policies.
        func acrossAccounts(_ principal: Principal) -> AuthorizationDecision {
            guard byResource != .none else { return .denied(.implicit, by: .resource) }
            if principal.kind == .service || principal.kind == .anonymous { return .allowed }
            guard byIdentity else { return .denied(.implicit, by: .identity) }
            return byBoundary ? .allowed : .denied(.implicit, by: .boundary)
        }
    }
}
