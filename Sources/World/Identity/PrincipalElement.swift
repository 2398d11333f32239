import AWSCore

/// `Principal` or `NotPrincipal` of a policy that is attached to a resource.
struct PrincipalElement: Sendable {
    let isEveryone: Bool
    let identities: [String]
    let services: [String]
    let isNegated: Bool

    /// How a statement names a caller.
    enum Match: Comparable {
        case none
        /// Through its account: the account still has to allow it by an identity policy.
        case account
        /// Through its role, whose permissions boundary still counts.
        case role
        /// The caller itself, or everyone.
        case itself
    }

    init?(_ statement: Document.Object) throws(MalformedPolicy) {
        guard let element = statement["Principal"] ?? statement["NotPrincipal"] else { return nil }
        guard statement["Principal"] == nil || statement["NotPrincipal"] == nil else {
            throw MalformedPolicy("Syntax errors in policy.")
        }
        isNegated = statement["NotPrincipal"] != nil
        if element.string == "*" {
            (isEveryone, identities, services) = (true, [], [])
            return
        }
        guard let kinds = element.object else { throw MalformedPolicy("Invalid principal in policy.") }
        let known: Set = ["AWS", "Service", "Federated", "CanonicalUser"]
        guard kinds.entries.allSatisfy({ known.contains($0.name) }) else {
            throw MalformedPolicy("Invalid principal in policy.")
        }
        identities = try kinds["AWS"].map(Document.Object.texts) ?? []
        services = try kinds["Service"].map(Document.Object.texts) ?? []
        isEveryone = identities.contains("*")
    }

    func match(_ principal: Principal) -> Match {
        let match = plainMatch(principal)
        if isNegated { return match == .none ? .itself : .none }
        return match
    }

    private func plainMatch(_ principal: Principal) -> Match {
        if isEveryone { return .itself }
        if principal.kind == .service { return services.contains(principal.arn) ? .itself : .none }
        return identities.map { Self.match($0, principal) }.max() ?? .none
    }

    private static func match(_ identity: String, _ principal: Principal) -> Match {
        if identity == principal.arn { return .itself }
        if identity == principal.roleARN { return .role }
        guard !principal.account.isEmpty else { return .none }
        return identity == principal.account || identity == "arn:aws:iam::\(principal.account):root" ? .account : .none
    }
}

extension Principal {
    /// The role that a session was assumed from, by its name alone: session ARNs carry no path.
    public var roleARN: String? {
        guard kind == .assumedRole else { return nil }
        let parts = arn.split(separator: "/")
        return parts.count == 3 ? "arn:aws:iam::\(account):role/\(parts[1])" : nil
    }
}
