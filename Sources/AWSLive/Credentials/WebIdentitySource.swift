import AWSCore
import AWSSTS

/// A token in a file, exchanged for a role's credentials: how pods of EKS and jobs of CI systems get theirs.
struct WebIdentitySource: CredentialsSource {
    let tokenFile: String
    let roleARN: String
    let sessionName: String?
    /// For messages: "web identity" or "web identity of profile 'staging'".
    let name: String
    let context: CredentialsContext

    /// By `AWS_WEB_IDENTITY_TOKEN_FILE` and `AWS_ROLE_ARN`.
    static func inEnvironment(_ context: CredentialsContext) -> any CredentialsSource {
        guard let file = context.machine.variable("AWS_WEB_IDENTITY_TOKEN_FILE") else {
            return AbsentSource(name: "web identity", reason: "AWS_WEB_IDENTITY_TOKEN_FILE is not set")
        }
        guard let role = context.machine.variable("AWS_ROLE_ARN") else {
            return BrokenSource(
                name: "web identity", message: "AWS_WEB_IDENTITY_TOKEN_FILE is set, but AWS_ROLE_ARN is not.")
        }
        return WebIdentitySource(
            tokenFile: file, roleARN: role, sessionName: context.machine.variable("AWS_ROLE_SESSION_NAME"),
            name: "web identity", context: context)
    }

    func load(at now: Timestamp) async throws(CredentialsError) -> LoadedCredentials {
        let token = try readToken()
        // The call is not signed.
        let none = StaticCredentials(Credentials(accessKeyID: "", secretAccessKey: ""))
        let sts = STSProxy(LiveInvoker(STS.self, context.configuration(none), transport: context.transport))
        do throws(STSError) {
            let output = try await sts.assumeRoleWithWebIdentity(
                .init(
                    roleArn: roleARN, roleSessionName: sessionName ?? RoleSession.name(at: now),
                    webIdentityToken: token))
            return .credentials(try RoleSession.credentials(output.credentials, of: roleARN))
        } catch {
            throw CredentialsError("The role \(roleARN) was not given to the token in \(tokenFile): \(error).")
        }
    }

    private func readToken() throws(CredentialsError) -> String {
        do throws(ConfigurationError) {
            guard let text = try context.machine.text(tokenFile) else {
                throw ConfigurationError("The web identity token file \(tokenFile) does not exist.")
            }
            return String(text[...].trimmed)
        } catch {
            throw CredentialsError(error.message)
        }
    }
}

/// A source of which nothing says that it is meant.
struct AbsentSource: CredentialsSource {
    let name: String
    let reason: String

    func load(at now: Timestamp) async throws(CredentialsError) -> LoadedCredentials { .absent(reason) }
}

/// A source that is meant and can bring nothing.
struct BrokenSource: CredentialsSource {
    let name: String
    let message: String

    func load(at now: Timestamp) async throws(CredentialsError) -> LoadedCredentials {
        throw CredentialsError(message)
    }
}

/// Credentials that stand written somewhere.
struct WrittenSource: CredentialsSource {
    let name: String
    let credentials: Credentials

    func load(at now: Timestamp) async throws(CredentialsError) -> LoadedCredentials { .credentials(credentials) }
}
