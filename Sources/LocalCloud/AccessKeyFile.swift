import AWSCore
public import AWSWire
import World

/// Reads the access keys that `kass up --verify-signatures` takes signatures of.
///
/// The file is a JSON list in the words of IAM's CreateAccessKey:
/// `[{"AccessKeyId": "AKIA…", "SecretAccessKey": "…", "UserName": "ana", "Account": "123456789012"}]`. The account is the
/// access key when that has 12 digits, else the world's own, unless it is said; without a user it is the account's root.
public enum AccessKeyFile {
    /// Keys of more people than a file is made for by hand.
    public static let keysMax = 10_000

    public struct Failure: Error, Hashable, Sendable {
        public let message: String
    }

    public static func read(_ json: [UInt8], defaultAccount: String) throws(Failure) -> [AccessKeyHolder] {
        guard let list = (try? Document(json: json))?.list else {
            throw Failure(message: "it is no JSON list of access keys")
        }
        guard !list.isEmpty else { throw Failure(message: "it has no access key, so nobody could sign a request") }
        guard list.count <= keysMax else { throw Failure(message: "it has more than \(keysMax) access keys") }
        var holders: [AccessKeyHolder] = []
        for (index, entry) in list.enumerated() {
            holders.append(try holder(entry, number: index + 1, defaultAccount))
        }
        return holders
    }

    /// One key, as the environment of a program has it.
    public static func holder(accessKeyID: String, secret: String, defaultAccount: String) -> AccessKeyHolder {
        let account = AccountID(accessKeyID)?.description ?? defaultAccount
        return holder(accessKeyID, secret, user: nil, account)
    }

    private static let members: Set = ["AccessKeyId", "SecretAccessKey", "UserName", "Account", "Status", "CreateDate"]

    private static func holder(
        _ entry: Document, number: Int, _ defaultAccount: String
    ) throws(Failure) -> AccessKeyHolder {
        guard let object = entry.object, let key = entry["AccessKeyId"]?.string, !key.isEmpty,
            let secret = entry["SecretAccessKey"]?.string, !secret.isEmpty
        else { throw Failure(message: "key \(number) lacks AccessKeyId or SecretAccessKey") }
        if let unknown = object.entries.first(where: { !members.contains($0.name) }) {
            throw Failure(message: "key \(number) has an unknown member \(unknown.name)")
        }
        let account = entry["Account"]?.string ?? AccountID(key)?.description ?? defaultAccount
        guard AccountID(account) != nil else {
            throw Failure(message: "the account of key \(number) has not 12 digits")
        }
        return holder(key, secret, user: entry["UserName"]?.string, account)
    }

    private static func holder(_ key: String, _ secret: String, user: String?, _ account: String) -> AccessKeyHolder {
        let principal = user.map { Principal.user($0, account: account) } ?? .account(account)
        return AccessKeyHolder(
            credentials: Credentials(accessKeyID: key, secretAccessKey: secret), account: account, arn: principal.arn)
    }
}
