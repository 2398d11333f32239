import AWSCore

/// The global condition keys of one call.
///
/// Source: IAM User Guide, "AWS global condition context keys".
enum RequestContext {
    static func of(_ scope: CallScope) -> ConditionContext {
        let principal = scope.principal
        var context = ConditionContext(scope.caller.conditionContext)
        context["aws:CurrentTime"] = [String(scope.startedAt.seconds)]
        context["aws:EpochTime"] = [String(scope.startedAt.seconds)]
        context["aws:RequestedRegion"] = [scope.region]
        context["aws:PrincipalArn"] = [principal.roleARN ?? principal.arn]
        context["aws:PrincipalType"] = [principal.conditionType]
        context["aws:PrincipalIsAWSService"] = [principal.kind == .service ? "true" : "false"]
        if !principal.account.isEmpty { context["aws:PrincipalAccount"] = [principal.account] }
        if let name = principal.userName { context["aws:username"] = [name] }
        if context["aws:SecureTransport"] == nil { context["aws:SecureTransport"] = ["true"] }
        return context
    }
}

extension Principal {
    fileprivate var conditionType: String {
        switch kind {
        case .account: "Account"
        case .user: "User"
        case .role, .assumedRole: "AssumedRole"
        case .service: "Service"
        case .anonymous: "Anonymous"
        }
    }

    /// Without the path.
    fileprivate var userName: String? {
        kind == .user ? arn.split(separator: "/").last.map(String.init) : nil
    }
}
