import AWSCore

/// A role of IAM Identity Center, by the token that `aws sso login` left in its cache.
///
/// Source: AWS SDKs and Tools Reference Guide, "IAM Identity Center credential provider".
struct SSOSource: CredentialsSource {
    let session: Session
    let accountID: String
    let roleName: String
    let profile: String
    let context: CredentialsContext

    struct Session: Sendable {
        /// What the cached token is filed under: the session's name, or the start URL of a profile without one.
        var cacheName: String
        var region: String
    }

    var name: String { "single sign-on of profile '\(profile)'" }

    func load(at now: Timestamp) async throws(CredentialsError) -> LoadedCredentials {
        let token = try token(at: now)
        let call = MetadataCall(
            transport: context.transport, surroundings: context.surroundings, timeoutSeconds: 30, attemptsMax: 3)
        let endpoint = try endpoint()
        let answer: MetadataCall.Answer
        do throws(TransportError) {
            answer = try await call.send(
                "GET", endpoint.path + "/federation/credentials",
                query: [.init("role_name", roleName), .init("account_id", accountID)],
                headers: ["x-amz-sso_bearer_token": token], to: endpoint.origin)
        } catch {
            throw CredentialsError("IAM Identity Center at \(endpoint) did not answer: \(error.message).")
        }
        switch answer.status {
        case 200: break
        case 401: throw login("its token is no longer valid")
        case 403:
            throw CredentialsError(
                "IAM Identity Center gives you no role '\(roleName)' in the account \(accountID): check "
                    + "sso_role_name and sso_account_id of profile '\(profile)'.")
        default: throw CredentialsError("IAM Identity Center answered with status \(answer.status).")
        }
        let document = try CredentialsDocument.parse(answer.body, from: name)
        return .credentials(
            try CredentialsDocument.read(document["roleCredentials"] ?? .null, .singleSignOn, from: name))
    }

    private func login(_ reason: String) -> CredentialsError {
        CredentialsError(
            "The single sign-on of profile '\(profile)' has to be renewed, since \(reason): "
                + "run 'aws sso login --profile \(profile)'.")
    }

    private func token(at now: Timestamp) throws(CredentialsError) -> String {
        let file = "~/.aws/sso/cache/\(HashAlgorithm.sha1.hexDigest(of: session.cacheName.utf8)).json"
        var found: String?
        do throws(ConfigurationError) {
            found = try context.machine.text(file)
        } catch {
            throw CredentialsError(error.message)
        }
        guard let text = found else { throw login("nobody has signed in on this machine") }
        guard let document = try? Document(json: text), let token = document["accessToken"]?.string,
            let expiresAt = document["expiresAt"]?.string.flatMap(Self.instant)
        else { throw login("its cached token cannot be read") }
        guard expiresAt > now else { throw login("its token has expired") }
        return token
    }

    /// Old versions of AWS's command line write `2020-06-17T10:02:08UTC`.
    private static func instant(_ text: String) -> Timestamp? {
        Timestamp(text.hasSuffix("UTC") ? text.dropLast(3) + "Z" : text, .dateTime)
    }

    private func endpoint() throws(CredentialsError) -> EndpointURL {
        if let endpoint = context.endpoints.services["sso"] ?? context.endpoints.everywhere { return endpoint }
        guard let region = Region(session.region) else {
            throw CredentialsError("The sso_region '\(session.region)' of profile '\(profile)' is no region of AWS.")
        }
        return EndpointURL(Origin(host: "portal.sso.\(region).\(region.partition.dnsSuffix)"))
    }
}
