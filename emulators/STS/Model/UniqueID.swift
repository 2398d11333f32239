import AWSCore
import World

/// The unique ids that IAM gives to users and roles, derived from their ARNs: the same one whenever it is asked for.
enum UniqueID {
    /// `AROA…` or `AIDA…`.
    static func of(_ arn: String, prefix: String) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)
        let digest = HashAlgorithm.sha256.digest(of: arn)
        return prefix + String(decoding: digest.prefix(17).map { alphabet[Int($0 & 31)] }, as: UTF8.self)
    }

    /// What GetCallerIdentity calls `UserId`.
    ///
    /// Source: IAM User Guide, "IAM policy elements: Variables", values of `aws:userid`.
    static func user(_ principal: Principal, account: String) -> String {
        switch principal.kind {
        case .user: of(principal.arn, prefix: "AIDA")
        case .role: of(principal.arn, prefix: "AROA")
        case .assumedRole:
            session(
                of: principal.roleARN ?? principal.arn, named: String(principal.arn.split(separator: "/").last ?? ""))
        case .account, .service, .anonymous: account
        }
    }

    static func session(of role: String, named name: String) -> String {
        "\(of(role, prefix: "AROA")):\(name)"
    }
}
