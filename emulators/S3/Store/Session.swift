import AWSCore
import AWSS3
import World

/// The store inside one transaction, as one call sees it.
final class Session: StoreSession {
    let sqlite: SQLite
    let state: S3State
    let call: Call
    /// What is to be done once the transaction is committed.
    var effects = Effects()
    /// Buckets that were read are kept for later calls if no bucket changed since this generation; nil in a transaction
    /// that changes buckets itself.
    let generation: Int?
    /// The bucket that was asked for last.
    var found: KeptBucket?

    init(_ sqlite: SQLite, _ state: S3State, _ call: Call, generation: Int?) {
        self.sqlite = sqlite
        self.state = state
        self.call = call
        self.generation = generation
    }

    /// The time of the call: whatever a transaction does happens at one instant.
    var now: Timestamp { call.now }

    /// What a transaction leaves to be done after it.
    struct Effects: Sendable {
        /// Files whose rows are gone.
        var condemned: [String] = []
        var hasEvents = false
        /// When lifecycle rules or restores may have something to do.
        var due: Timestamp?
    }

    func note(due: Timestamp) {
        effects.due = min(effects.due ?? due, due)
    }
}

/// Who calls, where and when: what the store needs of a call.
struct Call: Sendable {
    let account: String
    let region: String
    let now: Timestamp
    let requestID: String
    /// As events name the caller: an account's 12 digits, or a service.
    let requester: String
    /// The caller's ARN; nil for S3 itself.
    private let arn: String?
    let sourceIPAddress: String?

    init(_ scope: CallScope) {
        account = scope.account
        region = scope.region
        now = scope.startedAt
        requestID = scope.requestID
        requester = scope.account
        arn = scope.principal.arn
        sourceIPAddress = scope.caller.conditionContext["aws:SourceIp"]?.first ?? "127.0.0.1"
    }

    /// S3 itself, which acts by a lifecycle rule.
    init(serviceAt now: Timestamp, requestID: String) {
        account = ""
        region = ""
        self.now = now
        self.requestID = requestID
        requester = "s3.amazonaws.com"
        arn = nil
        sourceIPAddress = nil
    }

    /// As events tell it; most calls send none.
    var principalID: String {
        guard let arn else { return requester }
        let name = arn.split(separator: "/").dropFirst().joined(separator: ":")
        return "AWS:" + (name.isEmpty ? account : name)
    }
}
