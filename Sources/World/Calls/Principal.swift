import AWSCore

/// Who makes a call, as IAM names callers.
public struct Principal: Hashable, Sendable {
    public let kind: Kind
    /// "arn:aws:iam::123456789012:user/x"; a service principal's name; "*" for the anonymous.
    public let arn: String
    /// 12 digits; empty for services and the anonymous.
    public let account: String

    public enum Kind: String, Sendable {
        /// Any credentials of the account: an outside caller of whom nothing else is known.
        case account
        case user
        case role
        case assumedRole
        /// An AWS service acting for itself, such as `events.amazonaws.com`.
        case service
        case anonymous
    }

    public static func account(_ account: String) -> Principal {
        Principal(kind: .account, arn: "arn:aws:iam::\(account):root", account: account)
    }

    /// - Parameter name: with its path, if it has one: `team/ana`.
    public static func user(_ name: String, account: String) -> Principal {
        Principal(kind: .user, arn: "arn:aws:iam::\(account):user/\(name)", account: account)
    }

    public static func role(_ name: String, account: String) -> Principal {
        Principal(kind: .role, arn: "arn:aws:iam::\(account):role/\(name)", account: account)
    }

    /// A session of a role: what a Lambda function calls as.
    public static func assumedRole(_ name: String, session: String, account: String) -> Principal {
        Principal(kind: .assumedRole, arn: "arn:aws:sts::\(account):assumed-role/\(name)/\(session)", account: account)
    }

    public static func service(_ name: String) -> Principal {
        Principal(kind: .service, arn: name, account: "")
    }

    /// The user, the session of a role, or the account itself that an ARN names; nil for other ARNs.
    public init?(arn text: String) {
        guard let arn = try? ARN(text), AccountID(arn.account) != nil else { return nil }
        switch (arn.service, arn.resourceType) {
        case ("iam", nil) where arn.resource == "root": self = .account(arn.account)
        case ("iam", "user"): self = .user(arn.resourceID, account: arn.account)
        case ("iam", "role"): self = .role(arn.resourceID, account: arn.account)
        case ("sts", "assumed-role"):
            let names = arn.resourceID.split(separator: "/").map(String.init)
            guard names.count == 2 else { return nil }
            self = .assumedRole(names[0], session: names[1], account: arn.account)
        default: return nil
        }
    }

    private init(kind: Kind, arn: String, account: String) {
        self.kind = kind
        self.arn = arn
        self.account = account
    }

    public static let anonymous = Principal(kind: .anonymous, arn: "*", account: "")

    /// Whether policies say what it may do; an outside caller has all rights unless the world says otherwise.
    public var isNamed: Bool { kind == .user || kind == .role || kind == .assumedRole }
}
