public import AWSCore
public import AWSSTS
public import World

/// STS for one call: who calls is in the scope, what was issued in the state.
public struct STSEmulator: STSClient {
    let state: STSState
    let scope: CallScope

    public init(_ state: STSState, _ scope: CallScope) {
        self.state = state
        self.scope = scope
    }

    var now: Timestamp { scope.startedAt }

    /// The caller's credentials are themselves temporary.
    var isSession: Bool {
        scope.principal.kind == .assumedRole || scope.caller.conditionContext[ConditionKey.issueTime] != nil
    }

    /// What is demanded of each member by itself: lengths, bounds, patterns and enumerations.
    /// - Throws: ValidationError that names every member at fault, in AWS's words.
    func begin(_ input: some Structure) throws(STSError) {
        scope.use(.requests, 1)
        if let message = ConstraintCheck.message(ConstraintCheck.violations(of: input)) { throw .validation(message) }
    }
}

// Who am I?
extension STSEmulator {
    public func getCallerIdentity(
        _ input: STS.GetCallerIdentityRequest
    ) async throws(STSError) -> STS.GetCallerIdentityResponse {
        try begin(input)
        let account = scope.principal.account.isEmpty ? scope.account : scope.principal.account
        return STS.GetCallerIdentityResponse(
            userId: UniqueID.user(scope.principal, account: account), account: account, arn: scope.principal.arn)
    }

    public func getAccessKeyInfo(
        _ input: STS.GetAccessKeyInfoRequest
    ) async throws(STSError) -> STS.GetAccessKeyInfoResponse {
        try begin(input)
        guard let account = AccessKeyID.account(in: input.accessKeyId) else {
            throw .validation("Invalid AccessKeyId: \(input.accessKeyId)")
        }
        return STS.GetAccessKeyInfoResponse(account: account)
    }

    /// Messages are encoded by AWS's services when they refuse a call; none of the emulated ones does.
    public func decodeAuthorizationMessage(
        _ input: STS.DecodeAuthorizationMessageRequest
    ) async throws(STSError) -> STS.DecodeAuthorizationMessageResponse {
        try begin(input)
        throw STSError(.invalidAuthorizationMessageException, "Message is not valid.")
    }
}

// Temporary credentials.
extension STSEmulator {
    public func assumeRole(_ input: STS.AssumeRoleRequest) async throws(STSError) -> STS.AssumeRoleResponse {
        try await AssumeRole.run(input, self)
    }

    public func assumeRoleWithWebIdentity(
        _ input: STS.AssumeRoleWithWebIdentityRequest
    ) async throws(STSError) -> STS.AssumeRoleWithWebIdentityResponse {
        try await AssumeRoleWithWebIdentity.run(input, self)
    }

    public func getSessionToken(
        _ input: STS.GetSessionTokenRequest
    ) async throws(STSError) -> STS.GetSessionTokenResponse {
        try await GetSessionToken.run(input, self)
    }
}

// What is not emulated says so: it never answers with nothing.
extension STSEmulator {
    public func assumeRoleWithSAML(
        _ input: STS.AssumeRoleWithSAMLRequest
    ) async throws(STSError) -> STS.AssumeRoleWithSAMLResponse {
        throw .notEmulated("AssumeRoleWithSAML")
    }

    public func assumeRoot(_ input: STS.AssumeRootRequest) async throws(STSError) -> STS.AssumeRootResponse {
        throw .notEmulated("AssumeRoot")
    }

    public func getDelegatedAccessToken(
        _ input: STS.GetDelegatedAccessTokenRequest
    ) async throws(STSError) -> STS.GetDelegatedAccessTokenResponse {
        throw .notEmulated("GetDelegatedAccessToken")
    }

    public func getFederationToken(
        _ input: STS.GetFederationTokenRequest
    ) async throws(STSError) -> STS.GetFederationTokenResponse {
        throw .notEmulated("GetFederationToken")
    }

    public func getWebIdentityToken(
        _ input: STS.GetWebIdentityTokenRequest
    ) async throws(STSError) -> STS.GetWebIdentityTokenResponse {
        throw .notEmulated("GetWebIdentityToken")
    }
}
