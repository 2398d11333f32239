import AWSCore
import AWSSTS

/// A role that other credentials may take on: `role_arn` of a profile.
struct AssumedRoleSource: CredentialsSource {
    let role: Role
    let profile: String
    /// Whose right it is to take on the role.
    let base: any CredentialsProvider
    let context: CredentialsContext

    struct Role: Sendable {
        var arn: String
        var sessionName: String?
        var externalID: String?
        var durationSeconds: Int?
    }

    var name: String { "role_arn of profile '\(profile)'" }

    func load(at now: Timestamp) async throws(CredentialsError) -> LoadedCredentials {
        // What is wrong with the base is said in its own words.
        _ = try await base.credentials(at: now)
        let sts = STSProxy(LiveInvoker(STS.self, context.configuration(base), transport: context.transport))
        do throws(STSError) {
            let output = try await sts.assumeRole(
                .init(
                    roleArn: role.arn, roleSessionName: role.sessionName ?? RoleSession.name(at: now),
                    durationSeconds: role.durationSeconds, externalId: role.externalID))
            return .credentials(try RoleSession.credentials(output.credentials, of: role.arn))
        } catch {
            throw CredentialsError("The role \(role.arn) of profile '\(profile)' cannot be assumed: \(error).")
        }
    }
}

/// What taking on a role has in it, however it is done.
enum RoleSession {
    static func name(at now: Timestamp) -> String { "kass-\(now.seconds)" }

    static func credentials(_ given: STS.Credentials?, of role: String) throws(STSError) -> Credentials {
        guard let given else { throw STSError(.responseParserError, "no credentials came for \(role)", status: 0) }
        return Credentials(
            accessKeyID: given.accessKeyId, secretAccessKey: given.secretAccessKey, sessionToken: given.sessionToken,
            expiration: given.expiration)
    }
}
