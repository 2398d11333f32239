/// Says whether a call may go on.
public protocol Authorizer: Sendable {
    /// - Throws: ``AccessDenied`` with the sentence that AWS would give.
    func authorize(_ request: AuthorizationRequest) throws(AccessDenied)
}

/// Lets every call through: what outside callers get unless the world says otherwise.
public struct AllowAll: Authorizer {
    public init() {}

    public func authorize(_ request: AuthorizationRequest) throws(AccessDenied) {}
}

/// A refusal, in AWS's words.
public struct AccessDenied: Error, Hashable, Sendable {
    public let message: String

    public init(message: String) {
        self.message = message
    }

    /// Source: IAM User Guide, "Troubleshoot access denied error messages".
    init(
        _ request: AuthorizationRequest, _ reason: AuthorizationDecision.Reason,
        _ kind: AuthorizationDecision.PolicyKind
    ) {
        // S3, which alone has callers without a name, tells them nothing.
        guard request.principal.kind != .anonymous else {
            message = "Access Denied"
            return
        }
        let because =
            switch reason {
            case .explicit: "with an explicit deny in \(kind == .identity ? "an" : "a") \(kind.rawValue)"
            case .implicit: "because no \(kind.rawValue) allows the \(request.action) action"
            }
        message =
            "User: \(request.principal.arn) is not authorized to perform: \(request.action) on resource: "
            + "\(request.resource) \(because)"
    }
}
