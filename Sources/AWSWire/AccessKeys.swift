public import AWSCore

/// The access keys that a server knows.
public protocol AccessKeys: Sendable {
    /// Whose the key is; nil for a key that nobody is known to have.
    func holder(of accessKeyID: String) async -> AccessKeyHolder?
}

/// Whom an access key belongs to.
public struct AccessKeyHolder: Hashable, Sendable {
    public var credentials: Credentials
    /// 12 digits.
    public var account: String
    /// `arn:aws:iam::123456789012:user/ana`, `arn:aws:sts::123456789012:assumed-role/reader/session`.
    public var arn: String
    /// What IAM conditions may ask about the session, such as `aws:TokenIssueTime`.
    public var conditionContext: [String: [String]]

    public init(
        credentials: Credentials, account: String, arn: String, conditionContext: [String: [String]] = [:]
    ) {
        self.credentials = credentials
        self.account = account
        self.arn = arn
        self.conditionContext = conditionContext
    }
}
