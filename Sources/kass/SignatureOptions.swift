import AWSLive
import AWSWire
import ArgumentParser
import Foundation
import LocalCloud

/// Whose signatures the local AWS takes.
struct SignatureOptions: ParsableArguments {
    @Flag(help: "Take only requests that are signed with a known access key, as AWS does; any are taken otherwise.")
    var verifySignatures = false

    @Option(
        help: ArgumentHelp(
            """
            The known access keys, a JSON list of {"AccessKeyId", "SecretAccessKey", "UserName", "Account"}; without it \
            the one in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY. Those that STS issues are known, too.
            """, valueName: "file"))
    var accessKeys: String?

    func validate() throws {
        if accessKeys != nil, !verifySignatures { throw ValidationError("--access-keys needs --verify-signatures.") }
    }

    /// The known keys; nil when signatures are not to be checked.
    func keys(defaultAccount: String, _ console: Console) throws -> [AccessKeyHolder]? {
        guard verifySignatures else { return nil }
        guard let accessKeys else { return [try keyOfEnvironment(defaultAccount, console)] }
        guard let bytes = FileManager.default.contents(atPath: accessKeys) else {
            try console.fail("The file \(accessKeys) cannot be read.")
        }
        do {
            return try AccessKeyFile.read(Array(bytes), defaultAccount: defaultAccount)
        } catch {
            try console.fail("The file \(accessKeys) cannot be used: \(error.message).")
        }
    }

    private func keyOfEnvironment(_ account: String, _ console: Console) throws -> AccessKeyHolder {
        let variables = SystemEnvironment.variables
        guard let key = variables["AWS_ACCESS_KEY_ID"], let secret = variables["AWS_SECRET_ACCESS_KEY"],
            !key.isEmpty, !secret.isEmpty
        else {
            try console.fail(
                "--verify-signatures needs to know an access key: --access-keys FILE, or AWS_ACCESS_KEY_ID and "
                    + "AWS_SECRET_ACCESS_KEY in the environment.")
        }
        return AccessKeyFile.holder(accessKeyID: key, secret: secret, defaultAccount: account)
    }
}
