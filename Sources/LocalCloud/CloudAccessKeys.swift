import AWSCore
import AWSWire
import STSEmulator
import World

/// The access keys of a cloud: those that it was told, and those that its STS has issued.
struct CloudAccessKeys: AccessKeys {
    private let configured: [String: AccessKeyHolder]
    private let issued: STSState

    init(configured: [AccessKeyHolder], issued: STSState) {
        self.configured = Dictionary(configured.map { ($0.credentials.accessKeyID, $0) }) { _, last in last }
        self.issued = issued
    }

    func holder(of accessKeyID: String) async -> AccessKeyHolder? {
        if let holder = configured[accessKeyID] { return holder }
        guard let session = await issued.session(of: accessKeyID) else { return nil }
        return AccessKeyHolder(
            credentials: session.credentials, account: session.principal.account, arn: session.principal.arn,
            conditionContext: session.conditionContext)
    }
}

extension Caller {
    /// Whoever sends a request with a key of unknown origin may do everything in the account that it names.
    init(_ caller: WireCaller) {
        let holder = caller.holder.flatMap { Principal(arn: $0.arn) }
        self.init(
            principal: caller.signature == .anonymous ? .anonymous : holder, account: caller.account,
            region: caller.region, source: .wire, requestID: caller.requestID,
            conditionContext: caller.holder?.conditionContext ?? [:])
        endpoint = caller.endpoint
    }
}
