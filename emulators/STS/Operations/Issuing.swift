import AWSCore
import AWSSTS
import World

/// Keys of IAM conditions about sessions (IAM User Guide, "AWS global condition context keys").
enum ConditionKey {
    static let issueTime = "aws:TokenIssueTime"
    static let source = "aws:SourceIdentity"
}

/// What a session brings to each request that is made with it.
struct SessionContext {
    private(set) var values: [String: [String]]

    init(issuedAt time: Timestamp) {
        values = [ConditionKey.issueTime: [time.text(.dateTime)]]
    }

    mutating func tag(_ key: String, _ value: String) {
        values["aws:PrincipalTag/\(key)"] = [value]
    }

    var sourceIdentity: String? {
        get { values[ConditionKey.source]?.first }
        set { values[ConditionKey.source] = newValue.map { [$0] } }
    }
}

extension STSEmulator {
    /// New credentials for a session, kept before they are handed out.
    func issue(
        _ principal: Principal, _ context: SessionContext, seconds: Int
    ) async throws(STSError) -> STS.Credentials {
        let expiration = Timestamp(seconds: now.seconds + Int64(seconds))
        let credentials = AWSCore.Credentials(
            accessKeyID: AccessKeyID.temporary(account: principal.account, state.keys),
            secretAccessKey: state.keys.alphanumeric(40),
            // Clients must not care for its length or contents; AWS's begin so.
            sessionToken: "IQoJb3JpZ2luX2Vj" + state.keys.alphanumeric(328), expiration: expiration)
        let session = IssuedSession(credentials: credentials, principal: principal, conditionContext: context.values)
        do {
            try await state.issue(session, now: now)
        } catch {
            throw .internalFailure(error)
        }
        return STS.Credentials(
            accessKeyId: credentials.accessKeyID, secretAccessKey: credentials.secretAccessKey,
            sessionToken: credentials.sessionToken ?? "", expiration: expiration)
    }
}
