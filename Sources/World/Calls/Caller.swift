/// Who calls, and where: what the way in knows of a call before the call chain begins.
public struct Caller: Hashable, Sendable {
    public var principal: Principal
    /// 12 digits.
    public var account: String
    public var region: String
    public var source: Source
    /// The address that the caller knows this AWS by, `http://localhost:4566`; nil for AWS's own.
    public var endpoint: String?
    /// Taken over when the call has an id already; otherwise the world makes one, in the service's own form.
    public var requestID: String?
    /// What IAM conditions may ask about the request, such as `aws:SourceIp`. Keys as AWS writes them.
    public var conditionContext: [String: [String]]

    /// By which way a call came.
    public enum Source: String, Sendable {
        case process
        case wire
    }

    public init(
        principal: Principal? = nil, account: String = "000000000000", region: String = "us-east-1",
        source: Source = .process, requestID: String? = nil, conditionContext: [String: [String]] = [:]
    ) {
        self.principal = principal ?? .account(account)
        self.account = account
        self.region = region
        self.source = source
        self.requestID = requestID
        self.conditionContext = conditionContext
    }
}
