import AWSCore
import AWSSTS
import World

/// AssumeRole: credentials for a session of a role. Which roles exist is IAM's to say, so any can be assumed.
enum AssumeRole {
    static func run(_ input: STS.AssumeRoleRequest, _ view: STSEmulator) async throws(STSError)
        -> STS.AssumeRoleResponse
    {
        try view.begin(input)
        let role = try RoleName(input.roleArn)
        try refuseWhatIsNotEmulated(input)
        try check(input.tags ?? [])
        if view.isSession, let seconds = input.durationSeconds, seconds > Limits.chainedRoleSecondsMax {
            throw .validation(
                "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining")
        }
        var context = SessionContext(issuedAt: view.now)
        for tag in input.tags ?? [] { context.tag(tag.key, tag.value) }
        context.sourceIdentity = input.sourceIdentity ?? view.scope.caller.conditionContext[ConditionKey.source]?.first
        let principal = Principal.assumedRole(role.name, session: input.roleSessionName, account: role.account)
        let credentials = try await view.issue(
            principal, context, seconds: input.durationSeconds ?? Limits.roleSecondsDefault)
        return STS.AssumeRoleResponse(
            credentials: credentials, assumedRoleUser: .init(principal), sourceIdentity: context.sourceIdentity)
    }

    /// The words are those of the live service, as LocalStack has recorded them (test_assume_role_tag_validation).
    private static func check(_ tags: [STS.Tag]) throws(STSError) {
        guard Set(tags.map { $0.key.lowercased() }).count < tags.count else { return }
        throw STSError(
            .init("InvalidParameterValue"),
            "Duplicate tag keys found. Please note that Tag keys are case insensitive.", status: 400)
    }

    private static func refuseWhatIsNotEmulated(_ input: STS.AssumeRoleRequest) throws(STSError) {
        let refused = [
            ("Policy", input.policy != nil), ("PolicyArns", !(input.policyArns ?? []).isEmpty),
            ("SerialNumber", input.serialNumber != nil), ("TokenCode", input.tokenCode != nil),
            ("TransitiveTagKeys", !(input.transitiveTagKeys ?? []).isEmpty),
            ("ProvidedContexts", !(input.providedContexts ?? []).isEmpty),
        ]
        if let parameter = refused.first(where: \.1)?.0 { throw .notEmulated("AssumeRole", parameter: parameter) }
    }
}

/// AssumeRoleWithWebIdentity: the same for whom an identity provider vouches for. Nobody signs the call.
enum AssumeRoleWithWebIdentity {
    static func run(
        _ input: STS.AssumeRoleWithWebIdentityRequest, _ view: STSEmulator
    ) async throws(STSError) -> STS.AssumeRoleWithWebIdentityResponse {
        try view.begin(input)
        let role = try RoleName(input.roleArn)
        for (name, isSet) in [
            ("Policy", input.policy != nil), ("PolicyArns", !(input.policyArns ?? []).isEmpty),
            ("ProviderId", input.providerId != nil),
        ] where isSet { throw .notEmulated("AssumeRoleWithWebIdentity", parameter: name) }
        let identity = try WebIdentity(input.webIdentityToken, at: view.now)
        let principal = Principal.assumedRole(role.name, session: input.roleSessionName, account: role.account)
        let credentials = try await view.issue(
            principal, SessionContext(issuedAt: view.now), seconds: input.durationSeconds ?? Limits.roleSecondsDefault)
        return STS.AssumeRoleWithWebIdentityResponse(
            credentials: credentials, subjectFromWebIdentityToken: identity.subject,
            assumedRoleUser: .init(principal), provider: identity.issuer, audience: identity.audience)
    }
}

extension STS.AssumedRoleUser {
    init(_ principal: Principal) {
        self.init(assumedRoleId: UniqueID.user(principal, account: principal.account), arn: principal.arn)
    }
}
