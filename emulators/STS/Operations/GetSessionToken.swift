import AWSCore
import AWSSTS
import World

/// GetSessionToken: temporary credentials for the caller itself.
enum GetSessionToken {
    static func run(
        _ input: STS.GetSessionTokenRequest, _ view: STSEmulator
    ) async throws(STSError) -> STS.GetSessionTokenResponse {
        try view.begin(input)
        if view.isSession { throw .accessDenied("Cannot call GetSessionToken with session credentials") }
        for (name, value) in [("SerialNumber", input.serialNumber), ("TokenCode", input.tokenCode)] where value != nil {
            throw .notEmulated("GetSessionToken", parameter: name)
        }
        let credentials = try await view.issue(
            view.scope.principal, SessionContext(issuedAt: view.now),
            seconds: input.durationSeconds ?? Limits.sessionTokenSecondsDefault)
        return STS.GetSessionTokenResponse(credentials: credentials)
    }
}
